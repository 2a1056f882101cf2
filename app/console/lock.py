"""What lies over a window while it is locked: that it is, and what rings; nothing of any caller."""

import collections.abc
import typing

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit, QToolTip, QVBoxLayout, QWidget

from app.console.state_file import StateFile
from app.console.store import Store
from app.console.theme.icons import Shape, paint
from app.console.theme.text import PlainLabel, TextPainter, span
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, FIGURE, TITLE
from app.console.widgets.buttons import Button, ButtonKind
from app.domain.incident.alarms import Priority
from app.domain.incident.handlers.links_and_handover import NAME_LIMIT


class LockCover(QWidget):
    """As large as its window, whose content is hidden: a screen reader, a tool tip or a drag finds nothing either."""

    def __init__(self, window: QWidget, theme: Theme, watch: Store) -> None:
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
        pen = TextPainter(painter, self._theme)
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
        return [alarm.since for alarm in self._watch.assessed().unanswered() if alarm.priority is Priority.P1]


class UnlockDialog(QDialog):
    """Blocks every window of this console until somebody gives a name; Esc does nothing.

    Signals:
        named: the name somebody gave.
    """

    named = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme, operator: str | None) -> None:
        super().__init__(parent)
        self._over = False
        self.field = QLineEdit()
        self.setWindowTitle("Locked")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setMinimumWidth(theme.px(420))
        title, who, remark = PlainLabel(theme, TITLE), PlainLabel(theme, BODY, wraps=True), _remark(theme)
        title.show_text("Locked")
        signed_on = "Signed on: {name}. Another name signs that person on instead."
        nobody = "Nobody is signed on. Your name signs you on."
        who.show_text(signed_on.replace("{name}", operator) if operator else nobody)
        remark.show_text(
            "The lock hides what is personal from passers-by. This version has no passwords: whoever can type a "
            "name can unlock."
        )
        self.field.setAccessibleName("Your name")
        self.field.setPlaceholderText("Your name")
        self.field.setMaxLength(NAME_LIMIT)
        self.field.setMinimumHeight(theme.px(36))
        self.field.returnPressed.connect(self._name)
        unlock = Button(theme, "Unlock", ButtonKind.PRIMARY, key="Enter")
        unlock.clicked.connect(self._name)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(unlock)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for widget in (title, who, self.field, remark):
            column.addWidget(widget)
        column.addLayout(row)

    def open_up(self) -> None:
        """Close for good."""
        self._over = True
        self.accept()

    def reject(self) -> None:
        """Esc never unlocks."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Neither does the window's own button."""
        event.setAccepted(self._over)

    def _name(self) -> None:
        name = " ".join(self.field.text().split())
        if name:
            self.named.emit(name)


def _remark(theme: Theme) -> PlainLabel:
    return PlainLabel(theme, CAPTION, "muted", wraps=True)


AFTER_MIN = "lock/after_min"
LOCKED = "lock/locked"
"""Kept while it is locked: a console that was ended meanwhile comes up locked."""
USUAL_MIN = 30
"""CJIS wants a lock after at most so long; 0 never locks by itself."""
MINUTE_MS = 60_000
_USED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class LockController(QObject):
    """Covers every window but those that show nobody, and what opens meanwhile.

    Signals:
        other: somebody else than the signed-on operator unlocked; the name.
        changed: it is locked now, or no longer is.
    """

    other = Signal(str)
    changed = Signal(bool)

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        watch: Store,
        memory: StateFile,
        shows_nobody: collections.abc.Callable[[QWidget], bool] = lambda _window: False,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._watch = watch
        self._memory = memory
        self._shows_nobody = shows_nobody
        self._used_at = watch.now()
        self._covers: list[LockCover] = []
        self.dialog: UnlockDialog | None = None
        """Open while it is locked."""

    def lock(self) -> None:
        """Hide everything personal, and ask for a name."""
        if self.dialog is not None:
            return
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        QToolTip.hideText()
        self._remember(locked=True)
        self.dialog = UnlockDialog(self._window, self._theme, self._watch.operator)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.named.connect(self._named)
        self._cover()
        self.dialog.show()  # open() would block its own window only
        self.dialog.field.setFocus()
        self.changed.emit(True)

    def resume(self) -> None:
        """Lock before anything is shown, if the console was locked when it ended."""
        if self._memory.text(LOCKED):
            self.lock()

    def tick(self) -> None:
        """A second has passed: lock after idle minutes, cover what is new, count what rings."""
        if self.dialog is not None:
            self._cover()
            for cover in self._covers:
                cover.tick()
            return
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)
        after = self._memory.number(AFTER_MIN, USUAL_MIN) * MINUTE_MS
        if 0 < after <= self._watch.now() - self._used_at:
            self.lock()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A key or the pointer was used: the time to the next locking starts anew."""
        if event.type() in _USED:
            self._used_at = self._watch.now()
        return False

    def _cover(self) -> None:
        self._covers = [cover for cover in self._covers if shiboken6.isValid(cover)]
        covered = {cover.parentWidget() for cover in self._covers}
        for window in QApplication.topLevelWidgets():
            shown = window.isVisible() or window is self._window
            if shown and window not in covered and self._is_personal(window):
                self._covers.append(LockCover(window, self._theme, self._watch))

    def _is_personal(self, window: QWidget) -> bool:
        return window is not self.dialog and window.isWindow() and not self._shows_nobody(window)

    def _named(self, name: str) -> None:
        if self.dialog is None:
            return
        dialog, self.dialog = self.dialog, None
        for cover in self._covers:
            if shiboken6.isValid(cover):
                cover.take_off()
        self._covers.clear()
        dialog.open_up()
        self._remember(locked=False)
        self.changed.emit(False)
        self._used_at = self._watch.now()
        if self._watch.operator is None or name.casefold() != self._watch.operator.casefold():
            self.other.emit(name)

    def _remember(self, *, locked: bool) -> None:
        if locked:
            self._memory.keep(LOCKED, "yes")
        else:
            self._memory.forget(LOCKED)
        self._memory.flush()
