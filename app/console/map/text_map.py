"""What stands in the map's place until there is one, and when there will be none: why, and the coordinates."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.console.map.map_state import MapState, Sighting


class TextMap(QWidget):
    """Two lines of plain text: what the map is doing, and where the caller is all the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doing, self._place = _plain(), _plain()
        self._doing.setAccessibleName(self.tr("State of the map"))
        self._place.setAccessibleName(self.tr("Coordinates of the caller"))
        self._place.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard,
        )
        layout = QVBoxLayout(self)
        layout.addStretch()
        layout.addWidget(self._doing)
        layout.addWidget(self._place)
        layout.addStretch()
        self.say(self.tr("The map is starting."))

    def say(self, sentence: str) -> None:
        """What the map is doing."""
        self._doing.setText(sentence)

    def show_state(self, state: MapState) -> None:
        """The newest fix of the selected incident in words."""
        self._place.setText(self._where(state.fixes[-1]) if state.fixes else "")

    def _where(self, sighting: Sighting) -> str:
        fix = sighting.fix
        sure = self.tr("accuracy not stated") if fix.uncertainty_m is None else f"±{fix.uncertainty_m:g} m"
        return f"{fix.latitude:.6f}, {fix.longitude:.6f}  {sure}".replace("-", "\u2212")


def _plain() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    return label
