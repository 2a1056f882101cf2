"""The one object that the map page sees: messages out, what the operator did and what was painted in."""

from PySide6.QtCore import QObject, Signal, Slot

from app.console.map.map_state import View


class Bridge(QObject):
    """Registered as ``bridge`` on the page's channel.

    Signals: ``message(str)``: JSON for the page. The others come from it: ``ready()``: it listens now;
    ``painted_state(int)``: that state's number is on screen; ``clicked(int)``: that incident's pin was clicked;
    ``follows(bool)``: whether the fix is kept in view; ``looked(View)``: where the operator looks;
    ``pointed(float, float)``: degrees under the pointer.
    """

    message = Signal(str)
    ready = Signal()
    painted_state = Signal(int)
    clicked = Signal(int)
    follows = Signal(bool)
    looked = Signal(View)
    pointed = Signal(float, float)

    @Slot()
    def pageReady(self) -> None:
        """The page has its data and is connected."""
        self.ready.emit()

    @Slot(int)
    def painted(self, number: int) -> None:
        """The state of that number is painted (or, on a hidden page, taken in)."""
        self.painted_state.emit(number)

    @Slot(int)
    def incidentClicked(self, incident: int) -> None:
        """A pin was clicked."""
        self.clicked.emit(incident)

    @Slot(bool)
    def followChanged(self, follows: bool) -> None:
        """Follow was switched, or a pan has ended it."""
        self.follows.emit(follows)

    @Slot(float, float)
    def cursorMoved(self, latitude: float, longitude: float) -> None:
        """The pointer rests on a place, or passes over it."""
        self.pointed.emit(latitude, longitude)

    @Slot(float, float, float)
    def viewChanged(self, latitude: float, longitude: float, zoom: float) -> None:
        """The map was moved, by whomever."""
        self.looked.emit(View(latitude, longitude, zoom))
