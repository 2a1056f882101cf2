"""The difference between two map states as plain data for the page; only what changed travels."""

from typing import Any

from app.console.map.map_state import MapState, Pin, Sighting
from app.console.map.marker import marker_kind

Delta = dict[str, Any]


def delta(before: MapState | None, after: MapState) -> Delta:
    """What the page must be told to show ``after``; with no ``before`` it is told everything and forgets the rest."""
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


def _fix(sighting: Sighting) -> Delta:
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
