"""The body of a Data Share POST, in the house shapes of docs/contract.md#3.3 and #3.4 (RapidSOS publishes none)."""

import secrets

import msgspec

from app.simulator.caller import chance, fixes, movement
from app.simulator.caller.call import Call
from app.simulator.scenario.shapes import Box, Degrees, Ecc

TOKEN_PREFIX = "sim-share"  # noqa: S105 - the beginning of pretend tokens

TOKEN_PARTS = 5

OUTSIDE_DEGREES = 0.5

UNREADABLE_BOX = {"shape": "multi-polygon", "encoded": "_p~iF~ps|U_ulLnnqC"}


def new_token(scenario: str, call: Call) -> str:
    """A fresh share token that any simulator can read back: scenario, call and serial stand in it."""
    return ".".join((TOKEN_PREFIX, scenario, call.plan.id, str(call.serial), secrets.token_hex(8)))


def body(call: Call, token: str, ecc_id: str, ecc: Ecc, now_s: float) -> bytes:
    """The exact bytes to sign and send."""
    written = call.plan.written
    payload: dict[str, object] = {
        "access_token": token,
        "query": _query(call),
        "bounding_box": box(ecc.box, ecc.box_shape),
    }
    place = _shared_location(call, ecc, now_s)
    if place is not None:
        payload["location"] = place
    if written.ecc_id:
        payload["account_id"] = ecc_id
    if call.plan.hostile:
        payload["note"] = "<img src=x onerror=alert(1)>"
    return msgspec.json.format(msgspec.json.encode(payload), indent=2)


def _query(call: Call) -> object:
    match call.plan.written.query:
        case "object":
            return {"caller_id": call.caller_id}
        case "text":
            return call.caller_id
        case "integer":
            return int(call.caller_id)
        case "alert_id":
            return call.alert_id


def _shared_location(call: Call, ecc: Ecc, now_s: float) -> dict[str, float] | None:
    """What the 911 center knew at the share: near the first fix, and coarser."""
    how = call.plan.written.location
    if how == "missing":
        return None
    if how == "zero":
        return {"latitude": 0.0, "longitude": 0.0}
    radius = call.plan.device.radius.first_m
    seen = _seen(call, now_s, radius)
    if how == "swapped":
        seen = seen[1], seen[0]
    elif how == "outside_box":
        seen = ecc.box.north + OUTSIDE_DEGREES, ecc.box.east
    return {"latitude": round(seen[0], 6), "longitude": round(seen[1], 6), "uncertainty_radius": radius}


def _seen(call: Call, now_s: float, radius: float) -> Degrees:
    known = fixes.latest(call, now_s) if call.plan.lei.known else None
    if known is not None:
        return known.position
    east = chance.between(-0.3, 0.3, call.caller_id, "share") * radius
    return movement.moved(call.true_position(call.since_share_s(now_s)), 0.0, east)


def box(area: Box, shape: str) -> object:
    """A jurisdiction written in one of the ways that docs/contract.md#3.4 lists."""
    south, west, north, east = area.south, area.west, area.north, area.east
    shapes: dict[str, object] = {
        "min_max": {"min_latitude": south, "min_longitude": west, "max_latitude": north, "max_longitude": east},
        "compass": {"north": north, "south": south, "east": east, "west": west},
        "corners": {"southwest": {"lat": south, "lng": west}, "northeast": {"lat": north, "lng": east}},
        "lon_first": [west, south, east, north],
        "lat_first": [south, west, north, east],
        "points": [[west, south], [east, north]],
        "unreadable": UNREADABLE_BOX,
    }
    return shapes[shape]
