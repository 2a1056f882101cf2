"""Which base map the center uses, as it is kept and as an administrator writes it down; with what is wrong with it."""

import html
import ipaddress
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
