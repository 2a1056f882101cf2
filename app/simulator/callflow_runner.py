"""Runs pretend callflows: tells the station how they go, over HTTP and with real pauses (docs/contract.md#7)."""

import dataclasses

import msgspec

from app.simulator import http_utility
from app.simulator.callflow_steps import Step, disordered, solution_of, steps
from app.simulator.clock import Clock
from app.simulator.http_utility import Person
from app.simulator.portal import Answer, Portal
from app.simulator.received import Received, SentCallback
from app.simulator.scenario.shapes import Callflows
from app.simulator.targets import Targets


@dataclasses.dataclass(frozen=True)
class Flow:
    """One triggered callflow."""

    id: str
    callflow: str
    person: Person
    event_id: str | None = None
    user_id: str | None = None


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
                await self._tell_status(flow, step, at, targets.status_url)
            await self._tell_by_utility(flow, step, at, targets.http_url)

    async def _tell_status(self, flow: Flow, step: Step, at: int, url: str | None) -> None:
        if url is None:
            return
        body = msgspec.json.encode(self._written(flow, step, at))
        headers = {"Content-Type": "application/json"} if self.unsigned else None
        self._keep(flow, step, at, await self._portal.post(url, body, headers))

    async def _tell_by_utility(self, flow: Flow, step: Step, at: int, url: str | None) -> None:
        """A flow's own HTTP requests, if its maker put one at this step: by GET in the middle, by POST at the end."""
        if url is None:
            return
        if step.verb in http_utility.BY_GET:
            told = http_utility.query(flow.id, step.verb, flow.person)
            self._keep(flow, step, at, await self._portal.get(f"{url}?{told}"))
        elif step.verb in http_utility.BY_POST:
            body = http_utility.body(flow.id, step.message, flow.person)
            self._keep(flow, step, at, await self._portal.post(url, body, {"Content-Type": "application/json"}))

    def _keep(self, flow: Flow, step: Step, at: int, answer: Answer) -> None:
        self._received.callbacks.append(SentCallback(at=at, alert_id=flow.id, verb=step.verb, status=answer.status))

    def _written(self, flow: Flow, step: Step, at: int) -> dict[str, object]:
        """The fields of docs/contract.md#7.2, mixed case as documented."""
        written: dict[str, object] = {"alert_id": flow.id}
        if flow.event_id is not None:
            written["eventId"] = flow.event_id
        if flow.user_id is not None:
            written["userId"] = flow.user_id
        timestamp = at if self.plan.timestamps == "milliseconds" else at // 1000
        return written | {"verb": step.verb, "message": step.message, "timestamp": timestamp}
