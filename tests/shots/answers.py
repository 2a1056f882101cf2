"""RAD-E's answers as the simulator's own sources make them, at a moment of a pretend call."""

import json
import typing

from app.simulator import rad_e_sources
from app.simulator.callers import Call
from app.simulator.process import ScenarioClock
from app.simulator.scenario import CallPlan, RoutePlan, SourceName

ALL: tuple[SourceName, ...] = (
    "911inform",
    "911secure",
    "cove",
    "emergency_health_profile",
    "medicalert",
    "siriusxm",
    "uber",
)


class StillClock(ScenarioClock):
    """Scenario second 0 is the share's receipt (UTC ms)."""

    def __init__(self, shared_ms: int) -> None:
        super().__init__()
        self._shared_ms = shared_ms

    def wall_ms(self, scenario_s: float) -> int:
        return self._shared_ms + round(scenario_s * 1000)


def answer(
    shared_ms: int,
    since_share_s: float,
    names: typing.Iterable[SourceName] = ALL,
    *,
    empty: typing.Iterable[str] = (),
    hostile: bool = False,
) -> str:
    """The JSON text of an answer, ``since_share_s`` after the share; ``empty`` sources have no record."""
    route = RoutePlan(points=[(39.80, -89.64), (39.81, -89.63)], speed_mps=11.0)
    plan = CallPlan(
        id="shot",
        at_s=0,
        caller_id="12175550143",
        ecc="IL_0142",
        movement=route,
        person="Rowan Testwell",
        hostile=hostile,
    )
    call = Call(plan=plan, serial=0, caller_id="12175550143", person="Rowan Testwell", shared_at_s=0.0)
    moment = rad_e_sources.SourceContext(call, since_share_s, StillClock(shared_ms))
    return json.dumps({name: {} if name in empty else rad_e_sources.part(name, moment) for name in names})


def fields(count: int, source: str = "census") -> str:
    """A source of so many fields, for measuring."""
    data = {f"field_{place}": f"Value {place} of a source with very much to say" for place in range(count)}
    schema = {"fields": [{"key": key, "label": key.replace("_", " ").title(), "type": "text"} for key in data]}
    return json.dumps({source: {"display_name": source.title(), "schema": schema, "data": data}})
