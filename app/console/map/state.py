"""What the map shows, as one value; what the page must be sent to show the next one; and who sends it, and when."""

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer

from app.domain.location.fix import Box, Fix


class MapSighting(msgspec.Struct, frozen=True):
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
    fixes: tuple[MapSighting, ...] = ()
    """Of the selected incident, oldest first; the last one is where the caller is now (the projection decides)."""
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


NETWORK_WORDS = frozenset({"cell", "cellular", "network", "cell_tower", "tower"})
"""Sources' own words for a place found by the network and not by the device (docs/contract.md#4.3)."""


def marker_kind(fix: Fix) -> str:
    """``S`` shared with the call, ``T`` typed by an operator, ``N`` found by the network, ``D`` by the device."""
    match fix.source:
        case "share":
            return "S"
        case "typed":
            return "T"
        case _:
            reported = (fix.reported_source or "").strip().lower()
            return "N" if reported in NETWORK_WORDS else "D"


Delta = dict[str, Any]


def delta(before: MapState | None, after: MapState) -> Delta:
    """The message that makes the page show ``after`` instead of ``before``; None: everything, and nothing else."""
    changed: Delta = {"number": after.number, "now": after.now}
    if before is None:
        changed["full"] = True
    if before is None or before.incident != after.incident:
        changed["incident"] = after.incident
    if before is None or before.zone != after.zone:
        changed["zone"] = after.zone
    if before is None or before.fixes != after.fixes:
        changed["fixes"] = [_fix(sighting) for sighting in after.fixes]
    if before is None or (before.box, before.untrusted_box_name) != (after.box, after.untrusted_box_name):
        changed["box"] = _box(after)
    return changed | _pins(before.pins if before else (), after.pins)


def _fix(sighting: MapSighting) -> Delta:
    fix = sighting.fix
    return {
        "seq": sighting.seq,
        "kind": marker_kind(fix),
        "lat": fix.latitude,
        "lon": fix.longitude,
        "uncertainty": fix.uncertainty_m,
        "at": fix.fixed_at,
        "received": sighting.received_at,
    }


def _box(state: MapState) -> Delta | None:
    box = state.box
    if box is None:
        return None
    edges = {"south": box.south, "west": box.west, "north": box.north, "east": box.east}
    return edges | {"name": state.untrusted_box_name}


def _pins(before: tuple[Pin, ...], after: tuple[Pin, ...]) -> Delta:
    if before == after:
        return {}
    old = {pin.incident: pin for pin in before}
    new = {pin.incident: pin for pin in after}
    placed = [_pin(pin) for incident, pin in new.items() if old.get(incident) != pin]
    return {"pins": placed, "pins_gone": [incident for incident in old if incident not in new]}


def _pin(pin: Pin) -> Delta:
    return {"incident": pin.incident, "lat": pin.latitude, "lon": pin.longitude}


PAUSE_MS = 100


class StatePublisher(QObject):
    """Keeps the newest state until the page is ready, and sends what differs from the last one that it was sent."""

    def __init__(self, send: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._send = send
        self._ready = False
        self._sent: MapState | None = None
        self._newest: MapState | None = None
        self._kept: dict[str, Any] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._deliver)

    def show(self, state: MapState) -> None:
        """Take the newest state; of several within ``PAUSE_MS`` only the last one is sent."""
        self._newest = state
        if self._ready and not self._pause.isActive():
            self._deliver()

    def dress(self, look: dict[str, Any]) -> None:
        """Colours and words, before a page's first painting."""
        self.keep("look", look)

    def keep(self, name: str, part: Any) -> None:  # noqa: ANN401 JSON
        """Send a part of the page (JSON), and send it again to every page that starts later."""
        self._kept[name] = part
        self.tell({name: part})

    def tell(self, message: dict[str, Any]) -> None:
        """Send something for the page that is there now (an order, the time); without one it is dropped: too late."""
        if self._ready:
            self._send(msgspec.json.encode(message).decode())

    def page_ready(self) -> None:
        """A page has started, perhaps again after a crash: it gets everything."""
        self._ready = True
        self._sent = None
        if self._kept:
            self.tell(self._kept)
        self._deliver()

    def page_lost(self) -> None:
        """The page is gone: states are kept for the next one."""
        self._ready = False
        self._pause.stop()

    def _deliver(self) -> None:
        state = self._newest
        if not self._ready or state is None or state is self._sent:
            return
        self.tell({"state": delta(self._sent, state)})
        self._sent = state
        self._pause.start()
