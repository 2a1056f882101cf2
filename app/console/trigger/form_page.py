"""The page on which a callflow is filled in, read and confirmed: form, what it does, request, and the send foot."""

import enum
import functools
import itertools

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.console.controls.scroll_column import ScrollColumn
from app.console.controls.section_head import SectionHead
from app.console.controls.surface import Surface
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION
from app.console.trigger.flow_picture import FlowPicture
from app.console.trigger.form.form_panel import FormPanel
from app.console.trigger.sending.review import Review
from app.console.trigger.sending.send_footer import SendFooter

WIDE, MIDDLE = 1_200, 760
"""Widths at 100 % text: three columns, two, else one below the other."""


class Arrangement(enum.Enum):
    """How many columns there is room for."""

    THREE = 3
    TWO = 2
    ONE = 1


class FormPage(Surface):
    """Places the parts; what they show is told to them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel")
        self.form = FormPanel(theme)
        self.picture = FlowPicture(theme)
        self.review = Review(theme)
        self.footer = SendFooter(theme)
        self._does = self._picture_panel()
        self._columns = [ScrollColumn(theme, (16, 10, 16, 12)) for _ in range(3)]
        self._arrangement: Arrangement | None = None
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(1)
        for part, stretch in zip(self._columns, (9, 5, 7), strict=True):
            body.addWidget(part, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(self.footer)
        self._arrange(Arrangement.THREE)
        names = "Form", "What this callflow does", "Review"
        for part, name in zip(self._columns, names, strict=True):
            part.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            part.setAccessibleName(name)

    def go_to_preview(self) -> None:
        """Bring the request into sight and give it the keyboard."""
        self.review.lines.setFocus()
        for column in self._columns:
            if column.isAncestorOf(self.review):
                # Twice: once more after a layout that is still to come has made it higher.
                column.ensureWidgetVisible(self.review.lines)
                QTimer.singleShot(0, self, functools.partial(column.ensureWidgetVisible, self.review.lines))
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        scale = self._theme.scale
        if self.width() >= WIDE * scale:
            self._arrange(Arrangement.THREE)
        else:
            self._arrange(Arrangement.TWO if self.width() >= MIDDLE * scale else Arrangement.ONE)

    def _arrange(self, wanted: Arrangement) -> None:
        if wanted is self._arrangement:
            return
        self._arrangement = wanted
        places: dict[Arrangement, tuple[list[QWidget], ...]] = {
            Arrangement.THREE: ([self.form], [self._does], [self.review]),
            Arrangement.TWO: ([self.form, self._does], [], [self.review]),
            Arrangement.ONE: ([self.form, self.review, self._does], [], []),
        }
        # By Qt itself: an item that Python has taken lives on beside the new one, and the height that it remembers
        # for a width is then never forgotten (fields over one another when two columns become one).
        for column, widget in itertools.product(self._columns, (self.form, self._does, self.review)):
            column.column.removeWidget(widget)
        for column, widgets in zip(self._columns, places[wanted], strict=True):
            while column.column.takeAt(0) is not None:
                pass
            for widget in widgets:
                column.column.addWidget(widget)
            column.column.addStretch(1)
            column.setVisible(bool(widgets))
        # From the preview the keyboard goes on to the digits, and from there to what sends.
        self.form.leads_to(self.review.exact)
        for before, after in itertools.pairwise((self.review.lines, self.footer.digits, self.footer.hold)):
            QWidget.setTabOrder(before, after)

    def _picture_panel(self) -> QWidget:
        panel = QWidget()
        remark = PlainLabel(self._theme, CAPTION, "muted", wraps=True)
        remark.show_text(
            "Drawn from our callflow file. RapidSOS runs it; only its status messages tell what really happens."
        )
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionHead(self._theme, "What this callflow does"))
        column.addWidget(self.picture)
        column.addWidget(remark)
        return panel
