"""Locks this console by key or after idle minutes, and opens it again by a name (docs/operator.md#c-34)."""

import collections.abc

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from app.console.lock.cover import Cover
from app.console.lock.unlock_dialog import UnlockDialog
from app.console.look.theme import Theme
from app.console.memory import Memory
from app.console.watch import Watch

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


class Locking(QObject):
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
        watch: Watch,
        memory: Memory,
        shows_nobody: collections.abc.Callable[[QWidget], bool] = lambda _window: False,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._watch = watch
        self._memory = memory
        self._shows_nobody = shows_nobody
        self._used_at = watch.now()
        self._covers: list[Cover] = []
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
        """Somebody is here."""
        if event.type() in _USED:
            self._used_at = self._watch.now()
        return False

    def _cover(self) -> None:
        self._covers = [cover for cover in self._covers if shiboken6.isValid(cover)]
        covered = {cover.parentWidget() for cover in self._covers}
        for window in QApplication.topLevelWidgets():
            shown = window.isVisible() or window is self._window
            if shown and window not in covered and self._is_personal(window):
                self._covers.append(Cover(window, self._theme, self._watch))

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
