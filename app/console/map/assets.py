"""Every address of the map page's private scheme, and the file behind it: what isn't in this table doesn't exist."""

from importlib.util import find_spec
from pathlib import Path

import msgspec

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
