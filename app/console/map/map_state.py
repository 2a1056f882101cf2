"""What the map shall show: a value made by the console, with no way back into the book."""

import msgspec

from app.domain.location.box import Box
from app.domain.location.fix import Fix


class Sighting(msgspec.Struct, frozen=True):
    """A fix as the journal holds it: its seq, when it was received (UTC ms), and the fix."""

    seq: int
    received_at: int
    fix: Fix


class Pin(msgspec.Struct, frozen=True):
    """Another open incident: its number and its last place in WGS-84 degrees."""

    incident: int
    latitude: float
    longitude: float


class MapState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the map; ``number`` counts the console's states and comes back when this one is painted."""

    number: int
    now: int
    """UTC milliseconds by the console's clock: ages on the map are measured from here and by ``MapPane.tick``."""
    zone: str = "UTC"
    """IANA name of the center's time zone, for the times along the trail."""
    incident: int | None = None
    """The selected incident; None shows pins only."""
    fixes: tuple[Sighting, ...] = ()
    """Of the selected incident, oldest first; the last one is where the caller is now (the book decides which)."""
    box: Box | None = None
    untrusted_box_name: str = ""
    """Whose jurisdiction the box is, as received; drawn as plain text."""
    pins: tuple[Pin, ...] = ()
    """All open incidents that have a place; the selected one may be among them."""


class View(msgspec.Struct, frozen=True):
    """Where the map looks: WGS-84 degrees of its centre, and Web Mercator zoom."""

    latitude: float
    longitude: float
    zoom: float
