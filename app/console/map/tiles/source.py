"""Which base map the center uses, as it is kept and as an administrator writes it down; with what is wrong with it."""

import enum
import html
import ipaddress
import math
import re
import urllib.parse

import msgspec

KEY = "{key}"
NEEDED = ("{z}", "{x}", "{y}")
DEEPEST_ASKED = 19
OPEN_STREET_MAP = "© OpenStreetMap contributors"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SECRET_NAME = re.compile(r"key|token|secret|signature|password", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LONGEST = 300


class BaseMap(msgspec.Struct, frozen=True, kw_only=True):
    """A raster file, a tile server, both or neither; with neither the built-in map is all there is.

    The server's key is no part of it: it lies in the keyring and stands as ``{key}`` in the address.
    """

    file: str = ""
    """Path of an .mbtiles or .pmtiles file on this computer."""
    server: str = ""
    """Address of an XYZ server with ``{z}``, ``{x}`` and ``{y}`` in it."""
    attribution: str = ""
    """Whose map it is; shown on the map, always."""
    most_zoom: int = DEEPEST_ASKED
    """The server is asked for no closer zoom; closer views enlarge its pictures."""

    @property
    def host(self) -> str:
        """The server's name, without port and key; empty without a server."""
        return urllib.parse.urlsplit(self.server).hostname or "" if self.server else ""

    @property
    def wants_key(self) -> bool:
        """Whether the address has a place for a key."""
        return KEY in self.server


def server_problem(base_map: BaseMap) -> str:
    """What is wrong with the address of the server, as a sentence; empty when nothing is."""
    server = base_map.server
    if not server:
        return ""
    try:
        parts = urllib.parse.urlsplit(server)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urllib.parse.urlsplit("")
    if not host or parts.scheme not in ("https", "http") or any(one in parts.netloc for one in "{}@"):
        return "Write the address as https://maps.example.org/{z}/{x}/{y}.png"
    if any(server.count(one) != 1 for one in NEEDED):
        return "The address needs {z}, {x} and {y}, each once."
    strange = [name for name in _PLACEHOLDER.findall(server) if name not in ("z", "x", "y", "key")]
    if strange:
        return "Only {z}, {x}, {y} and {key} are filled in, not {name}.".replace("{name}", "{" + strange[0] + "}")
    return _key_problem(base_map, parts) or _credit_problem(base_map)


def plain_credit(untrusted: str) -> str:
    """An attribution as plain text on one line: files and servers write theirs as HTML."""
    return " ".join(html.unescape(_TAG.sub(" ", untrusted)).split())[:_LONGEST]


def is_loopback(host: str) -> bool:
    """Whether a server runs on this computer."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _key_problem(base_map: BaseMap, parts: urllib.parse.SplitResult) -> str:
    open_keys = [
        name for name, value in urllib.parse.parse_qsl(parts.query) if _SECRET_NAME.search(name) and KEY not in value
    ]
    if open_keys:
        return "Write {key} in the key's place, and the key in its own field: it is kept sealed."
    if base_map.wants_key and parts.scheme == "http" and not is_loopback(base_map.host):
        return "With a key the address must begin with https: else anybody on the way reads it."
    return ""


def _credit_problem(base_map: BaseMap) -> str:
    if not base_map.attribution.strip():
        return "Say whose map it is: its licence asks for it, and it is shown on the map."
    if base_map.host.endswith("openstreetmap.org") and "openstreetmap" not in base_map.attribution.casefold():
        return f"OpenStreetMap must be named: {OPEN_STREET_MAP}"
    return ""


class BaseMapCondition(enum.Enum):
    """Of the base map, worst case first to fix."""

    OFF = "off"
    """The center has none of its own."""
    NOT_PROVEN = "not proven"
    """Nothing has come from the server yet."""
    GOOD = "good"
    LOST = "lost"
    """The server doesn't answer."""
    REFUSED = "refused"
    """The server answers, and gives no pictures."""
    BROKEN = "broken"
    """The file can't be used."""


class BaseMapStatus(msgspec.Struct, frozen=True, kw_only=True):
    """One state of it; ``generation`` counts the base maps that this console has used."""

    generation: int = 0
    condition: BaseMapCondition = BaseMapCondition.OFF
    name: str = ""
    """The file's name and the server's host."""
    trouble: str = ""
    """What is wrong, as a sentence; without the time."""
    since: int | None = None
    """UTC ms: since when it is wrong, or when it was last seen to work."""
    least_zoom: int = 0
    most_zoom: int = 0
    bounds: tuple[float, float, float, float] | None = None
    """West, south, east, north of what there is; None when that isn't known."""
    attribution: str = ""

    @property
    def has_tiles(self) -> bool:
        """Whether the page shall ask for tiles at all."""
        return self.most_zoom > 0


TROUBLES = (BaseMapCondition.LOST, BaseMapCondition.REFUSED, BaseMapCondition.BROKEN)


ADDRESS = re.compile(r"/tiles/([0-9]{1,9})/([0-9]{1,2})/([0-9]{1,9})/([0-9]{1,9})")
DEEPEST = 24
_NORTHMOST = 85.05
NOTHING = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000b49444154789c6360000200"
    "000500017a5eab3f0000000049454e44ae426082"
)
"""A transparent picture, for a place where the map has none: the built-in map shows through."""
_SIGNS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_WEBP_NAME = slice(8, 12)


class Tile(msgspec.Struct, frozen=True):
    """Column and row of a zoom level, counted from the north-west (XYZ)."""

    zoom: int
    column: int
    row: int

    @classmethod
    def at(cls, latitude: float, longitude: float, zoom: int) -> "Tile":
        """The tile that holds a place, WGS-84 degrees."""
        across = 2**zoom
        turn = math.radians(max(-_NORTHMOST, min(_NORTHMOST, latitude)))
        down = (1 - math.asinh(math.tan(turn)) / math.pi) / 2
        column, row = int((longitude + 180) / 360 * across), int(down * across)
        return cls(zoom, min(max(column, 0), across - 1), min(max(row, 0), across - 1))


def tile_of(path: str) -> tuple[int, Tile] | None:
    """The base map's generation and the tile that an address asks for; None for anything else."""
    found = ADDRESS.fullmatch(path)
    if found is None:
        return None
    generation, zoom, column, row = (int(number) for number in found.groups())
    if zoom > DEEPEST or max(column, row) >= 2**zoom:
        return None
    return generation, Tile(zoom, column, row)


def mime_of(picture: bytes) -> str | None:
    """PNG, JPEG or WebP by their first bytes; None for what no map picture is."""
    for sign, mime in _SIGNS:
        if picture.startswith(sign):
            return mime
    if picture.startswith(b"RIFF") and picture[_WEBP_NAME] == b"WEBP":
        return "image/webp"
    return None


class Trial(msgspec.Struct, frozen=True):
    """What came out."""

    good: bool
    sentence: str
