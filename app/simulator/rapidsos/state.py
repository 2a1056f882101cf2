"""What the endpoints of one pretend RapidSOS share: the calls it knows by token and number, and the whole `World`."""

import asyncio
import dataclasses

from app.simulator import callers, sender
from app.simulator.callers import Call
from app.simulator.callflows import CallflowRunner
from app.simulator.process import ScenarioClock, Targets
from app.simulator.rapidsos.faults import Faults, Refusal
from app.simulator.rapidsos.oauth import Credentials
from app.simulator.scenario import CallPlan, Scenario, SourceName
from app.simulator.sender import Tally

REFUSED_PREFIX = "refused"
"""A share token that begins so is always answered 401, for whoever writes a body by hand."""

FORBIDDEN_PREFIX = "forbidden"
"""Likewise always 403."""

MAX_TOKENS = 50_000


@dataclasses.dataclass(frozen=True)
class Shared:
    """What a token opens: a call, and the sources enabled at the center that shared it."""

    call: Call
    sources: tuple[SourceName, ...]


class Calls:
    """All calls that this pretend RapidSOS knows, by token and by number."""

    def __init__(self, scenario: Scenario) -> None:
        self._plans = scenario.calls
        self._by_token: dict[str, Shared] = {}
        self._by_number: dict[str, Shared] = {}

    def share(self, token: str, call: Call, sources: list[SourceName] | None = None) -> None:
        """Let that token ask about that call; None means the sources of the call's plan."""
        enabled = call.plan.rad_e.sources if sources is None else sources
        shared = Shared(call, tuple(enabled))
        while len(self._by_token) >= MAX_TOKENS:
            del self._by_token[next(iter(self._by_token))]
        self._by_token[token] = shared
        self._by_number[call.caller_id] = shared

    def of_number(self, caller_id: str) -> Shared | None:
        """The call last shared for that number, if any."""
        return self._by_number.get(caller_id)

    def of_alert(self, alert_id: str) -> Shared | None:
        """The call with that alert id, if any."""
        return next((shared for shared in self._by_number.values() if shared.call.alert_id == alert_id), None)

    def of_token(self, token: str, caller_id: str | None, now_s: float) -> Shared | None:
        """The call of that share token; an unknown token with a number begins a call now, None if nothing can."""
        known = self._by_token.get(token)
        if known is None and self._plans and caller_id is not None:
            self._adopt(token, caller_id, now_s)
        return self._by_token.get(token)

    def adopt_number(self, caller_id: str, now_s: float) -> Shared | None:
        """The call of a number asked for with the console's own token; a stranger's begins now."""
        if caller_id not in self._by_number and self._plans:
            call = self._stranger(self._plans[0], caller_id, now_s)
            self._by_number[caller_id] = Shared(call, tuple(call.plan.rad_e.sources))
        return self._by_number.get(caller_id)

    def _adopt(self, token: str, caller_id: str, now_s: float) -> None:
        """Take in a token made elsewhere: by another simulator, or written by hand."""
        known = self._by_number.get(caller_id)
        if known is not None:
            self.share(token, known.call)
            return
        plan, serial = self._written_in(token)
        if serial is None:
            self.share(token, self._stranger(plan, caller_id, now_s))
        else:
            self.share(token, callers.make_call(plan, serial, now_s, caller_id))

    def _written_in(self, token: str) -> tuple[CallPlan, int | None]:
        """The plan and serial that a simulator's token names; the first plan and None for any other token."""
        parts = token.split(".")
        if len(parts) == sender.TOKEN_PARTS and parts[0] == sender.TOKEN_PREFIX and parts[3].isdecimal():
            for plan in self._plans:
                if plan.id == parts[2]:
                    return plan, int(parts[3])
        return self._plans[0], None

    def _stranger(self, first: CallPlan, caller_id: str, now_s: float) -> Call:
        """The scenario's own caller of that number, else somebody else who behaves like its first one."""
        for plan in self._plans:
            if plan.caller_id == caller_id:
                return callers.make_call(plan, 0, now_s)
        return callers.make_call(first, 1 + int(caller_id[-4:]), now_s, caller_id)


@dataclasses.dataclass
class World:
    """One scenario being played: its clock, calls, failures, and what it received."""

    name: str
    scenario: Scenario
    clock: ScenarioClock
    credentials: Credentials
    calls: Calls
    faults: Faults
    received: Tally
    targets: Targets
    runner: CallflowRunner
    group: asyncio.TaskGroup
    """Where work goes that outlasts a request."""

    def shared(self, token: str, caller_id: str | None, alert_id: str | None) -> Shared | None:
        """What that token may ask about, None if there is nothing; raises 401 and 403."""
        if token.startswith(REFUSED_PREFIX):
            raise Refusal(401, "Invalid authentication")
        if token.startswith(FORBIDDEN_PREFIX):
            raise Refusal(403, "Forbidden")
        now_s = self.clock.now_s()
        if self.credentials.knows(token):
            if caller_id is not None:
                return self.calls.adopt_number(caller_id, now_s)
            return self.calls.of_alert(alert_id or "")
        if token.startswith("sim-own-"):
            raise Refusal(401, "Invalid authentication")
        shared = self.calls.of_token(token, caller_id, now_s)
        if shared is None:
            return None
        if shared.call.standing(now_s) == "refused":
            raise Refusal(401, "Invalid authentication")
        asked_for_it = caller_id == shared.call.caller_id or alert_id == shared.call.alert_id
        return shared if asked_for_it else None
