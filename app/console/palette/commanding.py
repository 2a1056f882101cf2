"""Does what the palette says, through the same actions and wishes as keys and buttons."""

from PySide6.QtCore import QObject, Qt

from app.console.acts import Acts
from app.console.frame.window import Window
from app.console.keys import Act
from app.console.palette.orders import Close, Goto, Note, Order, Unclear
from app.console.palette.palette import Palette
from app.console.panes.pane import Pane
from app.console.watch import Watch


class Commanding(QObject):
    """Opens the palette and carries its orders out."""

    def __init__(self, window: Window, watch: Watch, acts: Acts) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._acts = acts
        window.actions_.on(Act.PALETTE, self.open)

    def open(self) -> None:
        """Show the palette, empty."""
        palette = Palette(self._window, self._window.theme, self._window.actions_)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.act_chosen.connect(lambda act: self._window.actions_.at(act).trigger())
        palette.ordered.connect(lambda order: self._obey(palette, order))
        palette.open()

    def _obey(self, palette: Palette, order: Order) -> None:
        problem = self._problem(order)
        if problem:
            palette.say(problem)
            return
        palette.accept()
        match order:
            case Note(text) if self._window.number is not None:
                self._acts.note(self._window.number, text)
            case Goto(latitude, longitude):
                self._look_at(latitude, longitude)
            case Close(number):
                self._window.queue.view.select(number)
                self._window.actions_.at(Act.CLOSE).trigger()
            case _:
                pass

    def _problem(self, order: Order) -> str:
        match order:
            case Note() if self._window.number is None:
                return "No incident is shown that the note could belong to. Select one first."
            case Close(number):
                incident = self._watch.incident(number)
                if incident is None or not incident.is_open:
                    return f"There is no open incident {number}."
                if self._window.queue.model.row_of_number(number) is None:
                    return f"A search or filter hides incident {number}. Clear it first."
                return ""
            case Unclear(sentence):
                return sentence
            case _:
                return ""

    def _look_at(self, latitude: float, longitude: float) -> None:
        self._window.panes.bring(Pane.MAP)
        self._window.map_pane.go_to(latitude, longitude)
