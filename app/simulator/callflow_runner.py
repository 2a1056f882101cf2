"""Runs a pretend callflow: status callbacks to the station over HTTP, with real pauses (contract 7; verbs invented)."""

import dataclasses
from typing import Literal

import msgspec

from app.simulator.clock import Clock
from app.simulator.portal import Answer, Portal
from app.simulator.rapidsos.received import Received, SentCallback
from app.simulator.scenario.shapes import Callflows, Solution

Outcome = Literal["confirmed", "declined", "no_answer"]


@dataclasses.dataclass(frozen=True)
class Step:
    """One thing that happens in a flow, scenario seconds after its beginning."""

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
ROUTING = Step(12.0, "routing_911", "Call is being routed to 911")
MONITORING = Step(16.0, "monitoring_contacted", "Monitoring center agent joined")
ENDED = Step(45.0, "call_ended_911", "Call with 911 has ended")


def steps(solution: Solution, outcome: Outcome) -> list[Step]:
    """What happens in a flow of that standard solution when the called person decides so."""
    if solution == "data_connect":
        # Nobody is called by the flow: the caller's own 911 call gets data added to it.
        return [STARTED, CONNECTED, ENDED]
    if outcome != "confirmed":
        return [STARTED, CONTACTED, DECISIONS[outcome]]
    monitoring = [MONITORING] if solution == "monitoring" else []
    return [STARTED, CONTACTED, DECISIONS[outcome], ROUTING, *monitoring, ENDED]


def solution_of(callflow: str, known: dict[str, Solution]) -> Solution:
    """The solution behind that name, else the one that it suggests; HOUSE: real names are opaque (contract 6)."""
    if callflow in known:
        return known[callflow]
    name = callflow.lower()
    if "monitor" in name:
        return "monitoring"
    return "data_connect" if "connect" in name and "voice" not in name else "voice"


@dataclasses.dataclass(frozen=True)
class Flow:
    """One triggered callflow."""

    id: str
    callflow: str
    event_id: str | None
    user_id: str | None


class CallflowRunner:
    """Starts flows and tells the station how they go."""

    def __init__(self, clock: Clock, portal: Portal, received: Received, plan: Callflows) -> None:
        """`portal` signs with the status secret (or not at all)."""
        self.plan = plan
        self.unsigned = False
        """Set on demand: callbacks go out without a signature."""
        self._clock = clock
        self._portal = portal
        self._received = received
        self._begun = 0

    async def run(self, flow: Flow, status_url: str) -> None:
        """Play the whole flow; a callback that nobody answers is kept as such and the flow goes on."""
        outcome = self.plan.outcomes[self._begun % len(self.plan.outcomes)]
        self._begun += 1
        began_s = self._clock.now_s()
        for step in self._in_order(steps(solution_of(flow.callflow, self.plan.solutions), outcome)):
            await self._clock.sleep_until(began_s + step.at_s)
            for _ in range(2 if self.plan.duplicate else 1):
                await self._send(flow, step, self._clock.wall_ms(began_s + step.at_s), status_url)

    def _in_order(self, planned: list[Step]) -> list[Step]:
        if not self.plan.disorder:
            return planned
        first, second, third, *rest = planned
        return [first, third, second, *rest]

    async def _send(self, flow: Flow, step: Step, at: int, status_url: str) -> None:
        body = msgspec.json.encode(self._written(flow, step, at))
        headers = {"Content-Type": "application/json"} if self.unsigned else None
        answer: Answer = await self._portal.post(status_url, body, headers)
        self._received.callbacks.append(
            SentCallback(at=at, alert_id=flow.id, verb=step.verb, status=answer.status),
        )

    def _written(self, flow: Flow, step: Step, at: int) -> dict[str, object]:
        """The fields of contract 7.2, mixed case as documented."""
        written: dict[str, object] = {"alert_id": flow.id}
        if flow.event_id is not None:
            written["eventId"] = flow.event_id
        if flow.user_id is not None:
            written["userId"] = flow.user_id
        timestamp = at if self.plan.timestamps == "milliseconds" else at // 1000
        return written | {"verb": step.verb, "message": step.message, "timestamp": timestamp}
