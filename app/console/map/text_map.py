"""What stands in the map's place until there is one, and when there will be none: why, and the coordinates."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.console.controls.button import Button
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, COORDINATE, Face
from app.console.map.map_state import MapState, Sighting


class TextMap(QWidget):
    """What the map is doing, and where the caller is all the same. Signal ``asked_again``: the operator wants a map."""

    asked_again = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._doing = _line(theme, BODY, "State of the map")
        self._place = _line(theme, COORDINATE, "Coordinates of the caller")
        self._again = Button(theme, "Start the map again")
        self._again.clicked.connect(self.asked_again)
        layout = QVBoxLayout(self)
        layout.addStretch()
        layout.addWidget(self._doing)
        layout.addWidget(self._place)
        layout.addWidget(self._again, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addStretch()
        self.starting("The map is starting.")

    def starting(self, sentence: str) -> None:
        """A map is on its way."""
        self._say(sentence, hopeless=False)

    def failed(self, reason: str) -> None:
        """There is none, and why; the operator may try again."""
        self._say(f"There is no map: {reason}. Everything else works.", hopeless=True)

    def show_state(self, state: MapState) -> None:
        """The newest fix of the selected incident in words."""
        self._place.show_text(self._where(state.fixes[-1]) if state.fixes else "")

    def _say(self, sentence: str, *, hopeless: bool) -> None:
        self._doing.show_text(sentence)
        self._again.setVisible(hopeless)
        self.show()

    def _where(self, sighting: Sighting) -> str:
        fix = sighting.fix
        sure = "accuracy not stated" if fix.uncertainty_m is None else f"±{fix.uncertainty_m:g} m"
        return f"{fix.latitude:.6f}, {fix.longitude:.6f}  {sure}".replace("-", "\u2212")


def _line(theme: Theme, face: Face, name: str) -> PlainLabel:
    label = PlainLabel(theme, face, wraps=True)
    label.setAccessibleDescription(name)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
