"""The tray icon: what rings as a shape and a count, a menu, and notices that name no caller."""

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from app.console.shortcuts.actions import Action
from app.console.store import Link, Store
from app.console.theme.icons import Shape, paint
from app.console.theme.text import one_line
from app.console.theme.theme import Theme
from app.console.theme.tokens import CAPTION_STRONG
from app.console.window.menu import QActions
from app.domain.incident.alarms import Priority
from app.domain.incident.model import Incident

SIDE = 64
SHOWN_MS = 10_000
LOCKED_ACTIONS = (Action.SILENCE, Action.SOUND_TEST)
ACTIONS = (Action.SILENCE, Action.SOUND_TEST, Action.LOCK, Action.SIGN_OFF, Action.RESET_LAYOUT, Action.QUIT)


class Tray(QObject):
    """Shown while the console runs, where the system has a tray.

    Signals:
        opened: somebody wants the window.
        incident_wanted: somebody clicked the notice of a share; the incident's number.
    """

    opened = Signal()
    incident_wanted = Signal(int)

    def __init__(self, window: QWidget, theme: Theme, watch: Store, actions: QActions) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._watch = watch
        self._shown: tuple[Shape, int] | None = None
        self._told: frozenset[int] | None = None
        self._about: int | None = None
        self._said_hidden = False
        self._menu = QMenu(window)
        show = self._menu.addAction("Open Watchfloor")
        show.triggered.connect(self.opened)
        self._actions = actions
        self._locked = False
        self._menu.addActions([actions.at(action) for action in ACTIONS])
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self._message_clicked)
        theme.changed.connect(self._repaint)
        self.tick()

    @property
    def is_there(self) -> bool:
        """Whether a window that is closed can be found again in the tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def tick(self) -> None:
        """A second has passed: shape, count and tool tip as they are now."""
        shown = self._state()
        if shown != self._shown:
            self._shown = shown
            self._icon.setIcon(badge(self._theme, *shown))
            self._icon.setToolTip(self._words(*shown))
        if self.is_there and not self._icon.isVisible():
            self._icon.show()

    def lock(self, locked: bool) -> None:
        """While locked a notice is a shape and a count, and the menu offers what needs no answer in the window."""
        self._locked = locked
        for action in ACTIONS:
            self._menu.removeAction(self._actions.at(action))
        self._menu.addActions([self._actions.at(action) for action in (LOCKED_ACTIONS if locked else ACTIONS)])

    def tell(self) -> None:
        """Notify of rings that are new while the window is not in front; what rang before the start is no news."""
        assessed = self._watch.assessed().open.values()
        ringing = {one.incident.ring_seq: one.incident for one in assessed if one.ring is not None}
        before, self._told = self._told, frozenset(ringing)
        fresh = [one for seq, one in ringing.items() if before is not None and seq not in before]
        if fresh and self._icon.isVisible() and not self._window.isActiveWindow():
            self._about = fresh[-1].number
            self._icon.showMessage("Watchfloor", self._news(fresh), self._icon.icon(), SHOWN_MS)

    def say_hidden(self) -> None:
        """Say once that closing the window ended nothing."""
        if not self._said_hidden:
            self._said_hidden = True
            self._about = None
            words = "Watchfloor goes on here: shares are received, alarms sound. Quit ends it."
            self._icon.showMessage("Watchfloor", words, self._icon.icon(), SHOWN_MS)

    def close(self) -> None:
        """Leave the tray."""
        self._icon.hide()

    def _state(self) -> tuple[Shape, int]:
        watch = self._watch
        alarms = watch.assessed().unanswered()
        critical = sum(one.priority is Priority.P1 for one in alarms)
        if watch.link in (Link.LOST, Link.REFUSED):
            return Shape.P1, critical
        if critical:
            return Shape.P1, critical
        return (Shape.P2, len(alarms)) if alarms else (Shape.QUIET, 0)

    def _words(self, shape: Shape, count: int) -> str:
        if self._watch.link in (Link.LOST, Link.REFUSED):
            return "Watchfloor: no station"
        if not count:
            return "Watchfloor: nothing rings"
        words = "Watchfloor: {count} ringing" if shape is Shape.P1 else "Watchfloor: {count} warnings"
        return words.format(count=count)

    def _news(self, fresh: list[Incident]) -> str:
        if self._locked and len(fresh) == 1:
            return "1 new share"
        if len(fresh) > 1:
            return f"{len(fresh)} new shares"
        ecc = one_line(fresh[0].ecc) if fresh[0].ecc else "an ECC that is not stated"
        return f"New share, {ecc}"

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.opened.emit()

    def _message_clicked(self) -> None:
        self.opened.emit()
        if self._about is not None and not self._locked:
            self.incident_wanted.emit(self._about)

    def _repaint(self) -> None:
        self._shown = None
        self.tick()


def badge(theme: Theme, shape: Shape, count: int) -> QIcon:
    """A shape, and beneath it a count where there is one."""
    picture = QPixmap(SIDE, SIDE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tokens, half = theme.tokens, SIDE / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.raised)
    painter.drawRoundedRect(QRectF(0, 0, SIDE, SIDE), 10, 10)
    paint(painter, shape, QPointF(half, half if not count else 22), 40 if not count else 34, tokens)
    if count:
        font = theme.font(CAPTION_STRONG)
        font.setPixelSize(26)
        painter.setFont(font)
        painter.setPen(tokens.text)
        most = 99
        said = str(count) if count <= most else f"{most}+"
        painter.drawText(QRectF(0, 38, SIDE, 26), Qt.AlignmentFlag.AlignCenter, said)
    painter.end()
    return QIcon(picture)
