"""The one object that the map page sees: messages out, what the operator did and what was painted in."""

from importlib.util import find_spec
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from app.console.map.state import View

SCRIPT, STYLE, DATA, HTML = "text/javascript", "text/css", "application/json", "text/html"
KINDS = {".js": SCRIPT, ".css": STYLE, ".json": DATA}
CHANNEL_SCRIPT = ":/qtwebchannel/qwebchannel.js"


class Asset(msgspec.Struct, frozen=True):
    """A file (or Qt resource) and the MIME type that it is served with."""

    file: str
    mime: str


def assets(page: Path, resources: Path) -> dict[str, Asset]:
    """The table: the page, Leaflet, Qt's channel script, our own scripts and data in ``resources``."""
    ours = {
        f"/{file.name}": Asset(str(file), KINDS[file.suffix])
        for file in sorted(resources.iterdir())
        if file.suffix in KINDS
    }
    leaflet = leaflet_folder()
    return ours | {
        "/map.html": Asset(str(page), HTML),
        "/leaflet.js": Asset(str(leaflet / "leaflet.js"), SCRIPT),
        "/leaflet.css": Asset(str(leaflet / "leaflet.css"), STYLE),
        "/qwebchannel.js": Asset(CHANNEL_SCRIPT, SCRIPT),
    }


def leaflet_folder() -> Path:
    """Where the installed package xstatic-leaflet keeps Leaflet's files; raises FileNotFoundError without it."""
    spec = find_spec("xstatic.pkg.leaflet")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package xstatic-leaflet is not installed")
    return Path(spec.origin).with_name("data")


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
