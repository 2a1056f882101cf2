"""What a file would change, shown before anything is changed: each value now and then."""

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.controls.flow import FlowLayout
from app.console.controls.remark import Remark
from app.console.controls.scroll_column import ScrollColumn
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, BODY_MEDIUM, CAPTION, CARD_TITLE


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One value: what it is called, what it is now and then; or why it stays."""

    label: str
    now: str
    then: str
    stays: str = ""


class ImportDialog(QDialog):
    """Shows the differences; nothing is done but by its one button.

    Signals:
        wanted: the file shall be taken over.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget, theme: Theme, name: str, differences: list[Difference]) -> None:
        super().__init__(parent)
        self._theme = theme
        changes = [one for one in differences if not one.stays]
        self.setWindowTitle("Import settings")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        title = PlainLabel(theme, CARD_TITLE, wraps=True)
        title.show_text(f"What {name} would change")
        remark = Remark(theme)
        remark.show_text("What the file does not name stays as it is.")
        rows = ScrollColumn(theme, (0, 4, 12, 4))
        rows.setAccessibleName("Differences")
        for one in differences:
            self._add(rows, one)
        rows.column.addStretch(1)
        self._take = Button(theme, f"Take over {len(changes)} changes", Kind.PRIMARY)
        self._take.setEnabled(bool(changes))
        self._take.clicked.connect(self._wanted)
        leave = Button(theme, "Change nothing")
        leave.clicked.connect(self.reject)
        foot = FlowLayout(spacing=8)
        foot.addWidget(self._take)
        foot.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(remark)
        column.addWidget(rows, 1)
        column.addLayout(foot)
        self.resize(theme.px(560), theme.px(420))

    def _add(self, rows: ScrollColumn, one: Difference) -> None:
        label = PlainLabel(self._theme, BODY_MEDIUM, wraps=True)
        label.show_text(one.label)
        rows.column.addWidget(label)
        words = Remark(self._theme, BODY, "muted" if one.stays else "text")
        words.show_text(one.stays or f"{one.now} → {one.then}")
        rows.column.addWidget(words)

    def _wanted(self) -> None:
        self.accept()
        self.wanted.emit()


class ProblemsDialog(QDialog):
    """Everything that is wrong with a file, by its lines; nothing of it was taken over."""

    def __init__(self, parent: QWidget, theme: Theme, name: str, problems: list[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import settings")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        title = PlainLabel(theme, CARD_TITLE, wraps=True)
        title.show_text(f"Nothing of {name} was taken over")
        remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        remark.show_text("Correct these, then import it again.")
        rows = ScrollColumn(theme, (0, 4, 12, 4))
        rows.setAccessibleName("What is wrong")
        for problem in problems:
            words = Remark(theme, BODY, "text")
            words.show_text(problem)
            rows.column.addWidget(words)
        rows.column.addStretch(1)
        leave = Button(theme, "Back")
        leave.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(remark)
        column.addWidget(rows, 1)
        column.addWidget(leave, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(theme.px(560), theme.px(380))
