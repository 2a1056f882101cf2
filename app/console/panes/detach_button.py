"""The small control in a pane's head that puts the pane into a window of its own."""

from app.console.controls.button import Button, Kind
from app.console.keys import words
from app.console.look.icons import Icon
from app.console.look.theme import Theme
from app.console.panes.pane import WINDOW_ACTS, Pane
from app.console.panes.panes import Panes


class DetachButton(Button):
    """Steps aside while the pane is out: that window's head has the way back."""

    def __init__(self, theme: Theme, pane: Pane, panes: Panes) -> None:
        kind = Kind.NORMAL if pane is Pane.MAP else Kind.QUIET
        super().__init__(theme, words(WINDOW_ACTS[pane]), kind, key=WINDOW_ACTS[pane], icon=Icon.ARROW_SQUARE_OUT)
        self.icon_only()
        self.clicked.connect(lambda: panes.take_out(pane))
        panes.changed.connect(lambda _pane: self.setVisible(pane not in panes.out))
