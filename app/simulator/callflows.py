"""Runs pretend callflows: their steps, and the callbacks to the station for each (docs/contract.md#7)."""

import dataclasses
import urllib.parse
from typing import Literal

import msgspec

from app.simulator.process import ScenarioClock, Targets
from app.simulator.scenario import Callflows, Solution
from app.simulator.sender import Portal, PostResult, SentCallback, Tally

Outcome = Literal["confirmed", "declined", "no_answer"]


@dataclasses.dataclass(frozen=True)
class PlayedStep:
    """One thing that happens in a flow, scenario seconds after its beginning; its verb is invented.

    See docs/contract.md#7.2.
    """

    at_s: float
    verb: str
    message: str


STARTED = PlayedStep(0.0, "flow_started", "Trigger received, flow is starting")
CONTACTED = PlayedStep(3.0, "user_contacted", "User is being called")
DECISIONS: dict[Outcome, PlayedStep] = {
    "confirmed": PlayedStep(9.0, "user_confirmed", "User asked for help"),
    "declined": PlayedStep(9.0, "user_declined", "User declined help"),
    "no_answer": PlayedStep(25.0, "user_no_answer", "No answer after 3 attempts"),
}
CONNECTED = PlayedStep(2.0, "data_connected", "Data is available to the 911 center")
MONITORING = PlayedStep(12.0, "monitoring_contacted", "Monitoring center agent joined")
ROUTING = PlayedStep(16.0, "routing_911", "Call is being routed to 911")
ENDED = PlayedStep(45.0, "call_ended_911", "Call with 911 has ended")


def steps(solution: Solution, outcome: Outcome) -> list[PlayedStep]:
    """What happens in a flow of that standard solution when the called person decides so."""
    if solution == "data_connect":
        # Nobody is called by the flow: the caller's own 911 call gets data added to it.
        return [STARTED, CONNECTED, ENDED]
    if outcome != "confirmed":
        return [STARTED, CONTACTED, DECISIONS[outcome]]
    monitoring = [MONITORING] if solution == "monitoring" else []
    return [STARTED, CONTACTED, DECISIONS[outcome], *monitoring, ROUTING, ENDED]


def disordered(planned: list[PlayedStep]) -> list[PlayedStep]:
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


BY_GET = ("user_contacted",)
BY_POST = ("call_ended_911", "user_declined", "user_no_answer")


@dataclasses.dataclass(frozen=True)
class Person:
    """Whom a flow is about, as the trigger named them."""

    name: str
    phone: str
    location: dict[str, object]


@dataclasses.dataclass(frozen=True)
class Flow:
    """One triggered callflow."""

    id: str
    callflow: str
    person: Person
    event_id: str | None = None
    user_id: str | None = None

    @property
    def names(self) -> dict[str, str]:
        """How the HTTP utility names it: by the partner's event id where there is one, which needs no setting there."""
        return {"flow_id": self.id, "event_id": self.event_id or self.id}


def query(flow: Flow, status: str) -> str:
    """The named parameters of a GET of the HTTP utility (docs/contract.md#7.1)."""
    return urllib.parse.urlencode(flow.names | {"status": status, "user_phone": flow.person.phone})


def http_utility_body(flow: Flow, status: str) -> bytes:
    """The JSON of a POST of the HTTP utility: name, phone and location at least."""
    person = flow.person
    fields = {"user_name": person.name, "user_phone": person.phone, "location": person.location}
    return msgspec.json.encode(fields | {"status": status} | flow.names)


class CallflowRunner:
    """Plays flows step by step and sends the station a callback for each step."""

    def __init__(self, clock: ScenarioClock, portal: Portal, received: Tally, plan: Callflows) -> None:
        """`portal` signs with the status secret (or not at all)."""
        self.plan = plan
        self.unsigned = False
        """Set on demand: callbacks go out without a signature."""
        self._clock = clock
        self._portal = portal
        self._received = received
        self._begun = 0

    async def run(self, flow: Flow, targets: Targets) -> None:
        """Play the whole flow; a callback that nobody answers is kept as such and the flow goes on."""
        outcome = self.plan.outcomes[self._begun % len(self.plan.outcomes)]
        self._begun += 1
        began_s = self._clock.now_s()
        planned = steps(solution_of(flow.callflow, self.plan.solutions), outcome)
        for step in disordered(planned) if self.plan.disorder else planned:
            await self._clock.sleep_until(began_s + step.at_s)
            at = self._clock.wall_ms(began_s + step.at_s)
            for _ in range(2 if self.plan.duplicate else 1):
                await self._send_status(flow, step, at, targets.status_url)
            await self._send_by_http_utility(flow, step, at, targets.http_url)

    async def _send_status(self, flow: Flow, step: PlayedStep, at: int, url: str | None) -> None:
        if url is None:
            return
        body = msgspec.json.encode(self._written(flow, step, at))
        headers = {"Content-Type": "application/json"} if self.unsigned else None
        self._keep(flow, step, at, await self._portal.post(url, body, headers))

    async def _send_by_http_utility(self, flow: Flow, step: PlayedStep, at: int, url: str | None) -> None:
        """A flow's own HTTP requests, if its maker put one at this step: by GET in the middle, by POST at the end."""
        if url is None:
            return
        if step.verb in BY_GET:
            parameters = query(flow, step.verb)
            self._keep(flow, step, at, await self._portal.get(f"{url}?{parameters}"))
        elif step.verb in BY_POST:
            body = http_utility_body(flow, step.message)
            self._keep(flow, step, at, await self._portal.post(url, body, {"Content-Type": "application/json"}))

    def _keep(self, flow: Flow, step: PlayedStep, at: int, answer: PostResult) -> None:
        self._received.callbacks.append(SentCallback(at=at, alert_id=flow.id, verb=step.verb, status=answer.status))

    def _written(self, flow: Flow, step: PlayedStep, at: int) -> dict[str, object]:
        """The fields of docs/contract.md#7.2, mixed case as documented."""
        written: dict[str, object] = {"alert_id": flow.id}
        if flow.event_id is not None:
            written["eventId"] = flow.event_id
        if flow.user_id is not None:
            written["userId"] = flow.user_id
        timestamp = at if self.plan.timestamps == "milliseconds" else at // 1000
        return written | {"verb": step.verb, "message": step.message, "timestamp": timestamp}
