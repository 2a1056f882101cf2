"""The two data feeds: `GET|POST /location` (LEI) and `/rad-e` (additional data), in HOUSE shapes.

For LEI docs/contract.md#4.3 knows no container and few names.
"""

import functools
import itertools

from aiohttp import web

from app.simulator import callers, rad_e_sources
from app.simulator.callers import Call, SimulatedFix
from app.simulator.rapidsos import oauth
from app.simulator.rapidsos.faults import Refusal, json_answer, nothing
from app.simulator.rapidsos.state import Shared, World

DEFAULT_LIMIT = 10
MOST = 100

CREATED_AFTER_MS = 350

NO_LEI = "No location found"

PLACE_NAMES = ("latitude", "longitude", "uncertainty_radius")


async def answer_lei(request: web.Request, world: World) -> web.Response:
    """The newest record, or with `start` or `limit` the history, oldest first (docs/contract.md#4.1)."""
    token = oauth.bearer(request)
    asked = await oauth.parameters(request)
    caller_id = asked.get("caller_id", "")
    if not (caller_id.isascii() and caller_id.isdecimal()):
        raise Refusal(400, "caller_id is required: digits with country code" if caller_id else "caller_id is required")
    shared = world.shared(token, caller_id, None)
    if shared is None:
        return nothing("404", None, NO_LEI)
    call = shared.call
    records = _records(call, world, asked) if _has_location(call, world) else []
    if not records:
        return nothing(call.plan.lei.no_data, "locations", NO_LEI)
    several = asked.keys() & {"start", "limit"}
    return json_answer(_contained(call, records, several=bool(several)))


def _has_location(call: Call, world: World) -> bool:
    return call.plan.lei.known and call.standing(world.clock.now_s()) == "answers"


def _records(call: Call, world: World, asked: dict[str, str]) -> list[dict[str, object]]:
    now_s = world.clock.now_s()
    write = functools.partial(_written, call, world)
    if not asked.keys() & {"start", "limit"}:
        newest = callers.latest(call, now_s)
        return [] if newest is None else [write(newest)]
    start = oauth.positive_integer(asked.get("start")) or 0
    limit = min(oauth.positive_integer(asked.get("limit")) or DEFAULT_LIMIT, MOST)
    kept = callers.history(call, now_s, since_s=world.clock.scenario_s(start))
    after = (fix for fix in kept if world.clock.wall_ms(fix.at_s) > start)
    return [write(fix) for fix in itertools.islice(after, limit)]


def _written(call: Call, world: World, fix: SimulatedFix) -> dict[str, object]:
    """One record; what the phone does not know is left out, as real phones do."""
    device = call.plan.device
    at_ms = world.clock.wall_ms(fix.at_s)
    record: dict[str, object] = {
        "caller_id": call.caller_id,
        "latitude": fix.position[0],
        "longitude": fix.position[1],
        "uncertainty_radius": fix.uncertainty_m,
        "location_time": at_ms,
        "created_time": at_ms + CREATED_AFTER_MS,
    }
    known = {
        "source": device.source,
        "confidence": device.confidence,
        "altitude": device.altitude_m,
        "vertical_uncertainty": device.vertical_uncertainty_m,
        "estimated_floor_level": device.floor,
        "civic": device.address,
    }
    record |= {name: value for name, value in known.items() if value is not None}
    return record | rad_e_sources.LOCATION if call.plan.hostile else record


def _contained(call: Call, records: list[dict[str, object]], *, several: bool) -> object:
    """The records in the container that the scenario asks for: docs/contract.md#4.4 reads them all."""
    shape = call.plan.lei.shape
    if shape == "geodetic":
        records = [_geodetic(record) for record in records]
    elif shape == "text":
        records = [_as_text(record) for record in records]
    if shape == "list":
        return records
    if shape == "results":
        return {"results": records}
    if several:
        return {"locations": records}
    return {"location": records[0]} if shape == "wrapped" else records[0]


def _geodetic(record: dict[str, object]) -> dict[str, object]:
    """The place one level down, as in RapidSOS's newer location object (docs/contract.md#4.3)."""
    rest = {name: value for name, value in record.items() if name not in PLACE_NAMES}
    return {"geodetic": {name: record[name] for name in PLACE_NAMES}} | rest


def _as_text(record: dict[str, object]) -> dict[str, object]:
    """Numbers as strings, as one workflow hook writes them (docs/contract.md#4.3)."""
    return {name: str(value) if isinstance(value, int | float) else value for name, value in record.items()}


NO_RAD_E = "Not found"


async def answer_rad_e(request: web.Request, world: World) -> web.Response:
    """All sources enabled for the share, by number or alert id; 403 if this call permits none."""
    token = oauth.bearer(request)
    asked = await oauth.parameters(request)
    caller_id = asked.get("caller_id") or asked.get("phone_number") or asked.get("phone")
    alert_id = asked.get("alert_id")
    if caller_id is None and alert_id is None:
        raise Refusal(400, "caller_id or alert_id is required")
    if caller_id is not None and not (caller_id.isascii() and caller_id.isdecimal()):
        raise Refusal(400, "caller_id must be digits with country code")
    shared = world.shared(token, caller_id, alert_id)
    if shared is None:
        return nothing("404", None, NO_RAD_E)
    if not shared.call.plan.rad_e.permitted:
        raise Refusal(403, "Source not enabled for this agency")
    found = _found(shared, world)
    return json_answer(found) if found else nothing(shared.call.plan.rad_e.no_data, None, NO_RAD_E)


def _found(shared: Shared, world: World) -> dict[str, object]:
    now_s = world.clock.now_s()
    if shared.call.standing(now_s) != "answers":
        return {}
    moment = rad_e_sources.SourceContext(shared.call, shared.call.since_share_s(now_s), world.clock)
    return {name: rad_e_sources.part(name, moment) for name in shared.sources}
