"""`GET|POST /rad-e`: what is known about a caller, one self-contained part a source.

See HOUSE shapes, docs/contract.md#5.
"""

from aiohttp import web

from app.simulator import sources
from app.simulator.rapidsos import asking
from app.simulator.rapidsos.answers import json_answer, nothing, refusal
from app.simulator.rapidsos.calls import Shared
from app.simulator.rapidsos.world import World

NOTHING = "Not found"


async def answer(request: web.Request, world: World) -> web.Response:
    """All sources enabled for the share, by number or alert id; 403 if this call permits none."""
    token = asking.bearer(request)
    asked = await asking.parameters(request)
    caller_id = asked.get("caller_id") or asked.get("phone_number") or asked.get("phone")
    alert_id = asked.get("alert_id")
    if caller_id is None and alert_id is None:
        raise refusal(400, "caller_id or alert_id is required")
    if caller_id is not None and not (caller_id.isascii() and caller_id.isdecimal()):
        raise refusal(400, "caller_id must be digits with country code")
    shared = world.shared(token, caller_id, alert_id)
    if shared is None:
        return nothing("404", None, NOTHING)
    if not shared.call.plan.rad_e.permitted:
        raise refusal(403, "Source not enabled for this agency")
    found = _found(shared, world)
    return json_answer(found) if found else nothing(shared.call.plan.rad_e.no_data, None, NOTHING)


def _found(shared: Shared, world: World) -> dict[str, object]:
    now_s = world.clock.now_s()
    if shared.call.standing(now_s) != "answers":
        return {}
    moment = sources.Moment(shared.call, shared.call.since_share_s(now_s), world.clock)
    return {name: sources.part(name, moment) for name in shared.sources}
