"""Which panes stand in the main window and which in windows of their own, and the trigger drawer among them."""

import collections.abc

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.console.store import Store
from app.console.theme.icons import Icon
from app.console.theme.theme import Theme
from app.console.widgets.buttons import Button, ButtonKind
from app.console.window.panes import WINDOW_ACTIONS, Pane, PaneWindow
from app.console.window.splitter import Split

Equip = collections.abc.Callable[[QWidget], None]
"""Makes the keys that work anywhere work in a window."""


class Panes(QObject):
    """Takes panes out and puts them back; a pane is never in two places and never in none.

    Signals:
        opened: a pane's window was made; carries the pane and the window, so that somebody gives it a place.
        changed: a pane went out or came back; carries the pane.
    """

    opened = Signal(object, object)
    changed = Signal(object)

    def __init__(self, main: QWidget, theme: Theme, watch: Store, split: Split, equip: Equip) -> None:
        super().__init__(main)
        self._main = main
        self._theme = theme
        self._watch = watch
        self._split = split
        self._equip = equip
        self._windows: dict[Pane, PaneWindow] = {}
        self._out: set[Pane] = set()
        self._drawer_open = False

    @property
    def out(self) -> frozenset[Pane]:
        """The panes in windows of their own."""
        return frozenset(self._out)

    @property
    def drawer_open(self) -> bool:
        """Whether the trigger drawer is open, wherever it stands."""
        return self._drawer_open

    def window_of(self, pane: Pane) -> PaneWindow:
        """A pane's own window, made when it is first asked for."""
        if pane not in self._windows:
            window = PaneWindow(self._theme, self._watch, pane)
            window.back.connect(lambda: self.put_back(pane))
            self._equip(window)
            self._windows[pane] = window
            self.opened.emit(pane, window)
        return self._windows[pane]

    def toggle(self, pane: Pane) -> None:
        """Out when it is in, back when it is out."""
        if pane in self._out:
            self.put_back(pane)
        else:
            self.take_out(pane)

    def take_out(self, pane: Pane) -> None:
        """Put a pane into a window of its own."""
        if pane in self._out or not self._split.has(pane):
            return
        window = self.window_of(pane)
        self._out.add(pane)
        window.hold(self._split.let_go(pane))
        window.refresh()
        if pane is not Pane.TRIGGER or self._drawer_open:
            window.show()
        self.changed.emit(pane)

    def put_back(self, pane: Pane) -> None:
        """Put a pane back where it belongs in the main window."""
        if pane not in self._out:
            return
        window = self._windows[pane]
        self._out.discard(pane)
        window.let_go()
        self._split.take_back(pane, shown=pane is not Pane.TRIGGER or self._drawer_open)
        window.hide()
        self.changed.emit(pane)

    def put_all_back(self) -> None:
        """All in the main window."""
        for pane in tuple(self._out):
            self.put_back(pane)

    def bring(self, pane: Pane) -> None:
        """Bring the window of a pane to the front, so that the keyboard can go there."""
        if pane is Pane.MAP and pane not in self._out:
            self._split.open_map()
        window = self._windows[pane] if pane in self._out else self._main
        if self._out and not window.isActiveWindow():
            window.raise_()
            window.activateWindow()

    def refresh(self) -> None:
        """Environment, link or recording may be others now."""
        for pane in self._out:
            self._windows[pane].refresh()

    def close(self) -> None:
        """Take every window down; the panes go back, so that they end with the main window."""
        self.put_all_back()
        for window in self._windows.values():
            window.deleteLater()
        self._windows.clear()

    def add_drawer(self, drawer: QWidget, upper_least: collections.abc.Callable[[], int]) -> None:
        """Take the drawer in, closed; ``upper_least`` tells the height below which the incident would be squeezed."""
        self._split.add_drawer(drawer, upper_least)

    def open_drawer(self) -> None:
        """Open it where it stands: as high as its page wants, or in its window."""
        self._drawer_open = True
        if Pane.TRIGGER in self._out:
            self._windows[Pane.TRIGGER].show()
            self.bring(Pane.TRIGGER)
        else:
            self._split.open_drawer()

    def fit_drawer(self) -> None:
        """Give it the height that its page wants."""
        self._split.fit_drawer()

    def close_drawer(self) -> None:
        """Close it where it stands."""
        self._drawer_open = False
        if Pane.TRIGGER in self._out:
            self._windows[Pane.TRIGGER].hide()
        else:
            self._split.close_drawer()


class DetachButton(Button):
    """Steps aside while the pane is out: that window's head has the way back."""

    def __init__(self, theme: Theme, pane: Pane, panes: Panes) -> None:
        kind = ButtonKind.NORMAL if pane is Pane.MAP else ButtonKind.QUIET
        super().__init__(theme, WINDOW_ACTIONS[pane].words, kind, key=WINDOW_ACTIONS[pane], icon=Icon.ARROW_SQUARE_OUT)
        self.icon_only()
        self.clicked.connect(lambda: panes.take_out(pane))
        panes.changed.connect(lambda _pane: self.setVisible(pane not in panes.out))
