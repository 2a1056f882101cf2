"""What lies over a window while it is locked: that it is, and what rings; nothing of any caller."""

import typing

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.console.look.lettering import Pen
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, FIGURE, TITLE
from app.console.times import span
from app.console.watch import Watch
from app.domain.incident.ringing.alarms import Priority, unanswered


class Cover(QWidget):
    """As large as its window, whose content is hidden: a screen reader, a tool tip or a drag finds nothing either."""

    def __init__(self, window: QWidget, theme: Theme, watch: Watch) -> None:
        super().__init__(window)
        self._over = window
        self._theme = theme
        self._watch = watch
        self._hidden: list[QWidget] = []
        self._focus = typing.cast("QWidget | None", window.focusWidget())
        self.setAutoFillBackground(False)
        window.installEventFilter(self)
        self._fit()
        self.tick()
        self.show()
        self.raise_()

    def tick(self) -> None:
        """A second has passed."""
        self.setAccessibleName(" ".join((self._title(), *self._lines())))
        self._hide_content()
        self.raise_()
        self.update()

    def take_off(self) -> None:
        """Show again what was hidden, with the keyboard where it was."""
        self.hide()
        for child in filter(shiboken6.isValid, self._hidden):
            child.show()
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the window."""
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self._fit()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, plate, shape and words."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), tokens.page)
        rings, middle = self._count() > 0, self.width() / 2
        plate = QRectF(0, 0, min(px(520), self.width() - 24), px(132))
        plate.moveCenter(QPointF(middle, self.height() * 0.25))
        painter.setPen(QPen(tokens.p1 if rings else tokens.hair, 1))
        painter.setBrush(tokens.p1_fill if rings else tokens.raised)
        painter.drawRoundedRect(plate, 4, 4)
        on = tokens.on_p1 if rings else tokens.text
        pen = Pen(painter, self._theme)
        room = plate.width() - 24
        pen.centred(middle, plate.top() + px(26), self._title(), TITLE, on)
        headline, remark = self._lines()
        shift = px(14) if rings else 0
        if rings:
            half = self._theme.metrics(FIGURE).horizontalAdvance(headline) / 2
            centre = QPointF(middle - half - px(6), plate.top() + px(66))
            paint(painter, Shape.P1, centre, px(18), tokens, tokens.on_p1)
        pen.centred(middle + shift, plate.top() + px(66), headline, FIGURE, on)
        fits = self._theme.metrics(BODY).horizontalAdvance(remark) <= room
        if fits:
            pen.centred(middle, plate.top() + px(104), remark, BODY, on)

    def _hide_content(self) -> None:
        children = self._over.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        for child in children:
            if child is not self and not child.isWindow() and not child.isHidden():
                child.hide()
                if child not in self._hidden:
                    self._hidden.append(child)

    def _fit(self) -> None:
        self.setGeometry(self._over.rect())

    def _title(self) -> str:
        return "LOCKED"

    def _lines(self) -> tuple[str, str]:
        sounds = "The lock changes nothing for alarms and for what is received."
        alarms = self._ringing()
        if not alarms:
            return "Nothing rings", sounds
        waited = span(self._watch.now() - min(alarms))
        return f"{len(alarms)} ringing, oldest {waited}", sounds

    def _count(self) -> int:
        return len(self._ringing())

    def _ringing(self) -> list[int]:
        watch = self._watch
        alarms = unanswered(watch.book, watch.now(), watch.raise_ms)
        return [alarm.since for alarm in alarms if alarm.priority is Priority.P1]
