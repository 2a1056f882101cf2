"""What happens in a pretend callflow, by its standard solution and by what the called person decides."""

import dataclasses
from typing import Literal

from app.simulator.scenario.shapes import Solution

Outcome = Literal["confirmed", "declined", "no_answer"]


@dataclasses.dataclass(frozen=True)
class Step:
    """One thing that happens in a flow, scenario seconds after its beginning; its verb is invented.

    See docs/contract.md#7.2.
    """

    at_s: float
    verb: str
    message: str


STARTED = Step(0.0, "flow_started", "Trigger received, flow is starting")
CONTACTED = Step(3.0, "user_contacted", "User is being called")
DECISIONS: dict[Outcome, Step] = {
    "confirmed": Step(9.0, "user_confirmed", "User asked for help"),
    "declined": Step(9.0, "user_declined", "User declined help"),
    "no_answer": Step(25.0, "user_no_answer", "No answer after 3 attempts"),
}
CONNECTED = Step(2.0, "data_connected", "Data is available to the 911 center")
MONITORING = Step(12.0, "monitoring_contacted", "Monitoring center agent joined")
ROUTING = Step(16.0, "routing_911", "Call is being routed to 911")
ENDED = Step(45.0, "call_ended_911", "Call with 911 has ended")


def steps(solution: Solution, outcome: Outcome) -> list[Step]:
    """What happens in a flow of that standard solution when the called person decides so."""
    if solution == "data_connect":
        # Nobody is called by the flow: the caller's own 911 call gets data added to it.
        return [STARTED, CONNECTED, ENDED]
    if outcome != "confirmed":
        return [STARTED, CONTACTED, DECISIONS[outcome]]
    monitoring = [MONITORING] if solution == "monitoring" else []
    return [STARTED, CONTACTED, DECISIONS[outcome], *monitoring, ROUTING, ENDED]


def disordered(planned: list[Step]) -> list[Step]:
    """The same steps with the second and third the wrong way round."""
    first, second, third, *rest = planned
    return [first, third, second, *rest]


def solution_of(callflow: str, known: dict[str, Solution]) -> Solution:
    """The solution behind that name, else the one that it suggests; HOUSE: real names are opaque.

    See docs/contract.md#6.
    """
    if callflow in known:
        return known[callflow]
    name = callflow.lower()
    if "monitor" in name:
        return "monitoring"
    return "data_connect" if "connect" in name and "voice" not in name else "voice"
