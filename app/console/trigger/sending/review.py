"""What will leave this machine, read before the hold: exact or masked, changed lines, and what to weigh."""

import collections.abc

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.console.controls.section_head import SectionHead
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CODE
from app.console.trigger.form.filling import Filling
from app.console.trigger.sending.cautions_card import CautionsCard
from app.console.trigger.sending.code_lines import CodeLine, CodeLines
from app.console.trigger.sending.toggle import Toggle
from app.domain.callflow import preview
from app.domain.callflow.request import Request
from app.domain.callflow.rules import Caution

PATH = "/v1/rem/trigger"


class Review(QWidget):
    """Never shows a request while something is missing: the lines then say which.

    Signals:
        line_chosen: the key of the field behind a line.
    """

    line_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._filling: Filling | None = None
        self._before: Request | None = None
        self.exact = Toggle(theme, "Exact")
        self.masked = Toggle(theme, "Masked")
        self._status = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._digest = PlainLabel(theme, CODE, "muted", wraps=True)
        self._remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self.cautions = CautionsCard(theme)
        self.lines = CodeLines(theme)
        self._lay_out()
        self.lines.chosen.connect(self.line_chosen)

    def show_filling(
        self, filling: Filling, before: Request | None, cautions: collections.abc.Sequence[Caution]
    ) -> None:
        """Show a form as far as it goes, beside the last request for the same person."""
        self._filling, self._before = filling, before
        self.cautions.show_cautions(cautions)
        self._show()

    def _show(self) -> None:
        filling = self._filling
        if filling is None:
            return
        flagged = {problem.key for problem in filling.problems}
        draft = filling.draft
        if self.masked.isChecked():
            draft = preview.masked(filling.definition, draft)
        before = None if self.masked.isChecked() else self._before
        shown = [
            CodeLine(
                number=line.number,
                text=line.text,
                key=line.key,
                flagged=line.key in flagged,
                differs=line.differs,
            )
            for line in preview.lines(draft, before)
        ]
        self.lines.show_lines(shown)
        self._say(filling, shown)

    def _say(self, filling: Filling, shown: list[CodeLine]) -> None:
        request, count = filling.request, len(filling.problems)
        self._digest.setVisible(request is not None)
        self._status.set_tone("muted" if request else "p2")
        if request is None:
            self._status.show_text(
                f"Not a request yet: {count} fields need you" if count > 1 else "Not a request yet: 1 field needs you"
            )
            flagged = ", ".join(str(line.number) for line in shown if line.flagged)
            words = f"Lines {flagged}. Click a line to reach its field."
            self._remark.show_text(words if flagged else "")
            return
        length = f"{len(request.body):,}"
        self._status.show_text(f"POST {PATH} · {length} bytes")
        half = len(request.sha256) // 2
        digest = f"{request.sha256[:half]}\n        {request.sha256[half:]}"
        self._digest.show_text(f"SHA-256 {digest}")
        changed = sum(line.differs for line in shown)
        differs = f"● differs from the last trigger for this person, {changed} lines"
        laid_out = "Laid out in lines here; sent without a blank."
        self._remark.show_text(f"{differs}\n{laid_out}" if changed else laid_out)

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for toggle in (self.exact, self.masked):
            group.addButton(toggle)
            row.addWidget(toggle)
        self.exact.setChecked(True)
        group.buttonToggled.connect(lambda _button, _on: self._show())
        head = SectionHead(self._theme, "Request preview")
        head.add(pair)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (head, self._status, self._digest, self.lines, self._remark, self.cautions):
            column.addWidget(widget)
