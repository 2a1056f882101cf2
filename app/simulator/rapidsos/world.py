"""All that the endpoints of one pretend RapidSOS have in common."""

import asyncio
import dataclasses

from app.simulator.callflow_runner import CallflowRunner
from app.simulator.clock import Clock
from app.simulator.rapidsos.answers import refusal
from app.simulator.rapidsos.calls import FORBIDDEN_PREFIX, REFUSED_PREFIX, Calls, Shared
from app.simulator.rapidsos.faults import Faults
from app.simulator.rapidsos.oauth import Credentials
from app.simulator.received import Received
from app.simulator.scenario.shapes import Scenario
from app.simulator.targets import Targets


@dataclasses.dataclass
class World:
    """One scenario being played: its clock, calls, failures, and what it received."""

    name: str
    scenario: Scenario
    clock: Clock
    credentials: Credentials
    calls: Calls
    faults: Faults
    received: Received
    targets: Targets
    runner: CallflowRunner
    group: asyncio.TaskGroup
    """Where work goes that outlasts a request."""

    def shared(self, token: str, caller_id: str | None, alert_id: str | None) -> Shared | None:
        """What that token may ask about, None if there is nothing; raises 401 and 403."""
        if token.startswith(REFUSED_PREFIX):
            raise refusal(401, "Invalid authentication")
        if token.startswith(FORBIDDEN_PREFIX):
            raise refusal(403, "Forbidden")
        now_s = self.clock.now_s()
        if self.credentials.knows(token):
            if caller_id is not None:
                return self.calls.adopt_number(caller_id, now_s)
            return self.calls.of_alert(alert_id or "")
        if token.startswith("sim-own-"):
            raise refusal(401, "Invalid authentication")
        shared = self.calls.of_token(token, caller_id, now_s)
        if shared is None:
            return None
        if shared.call.standing(now_s) == "refused":
            raise refusal(401, "Invalid authentication")
        asked_for_it = caller_id == shared.call.caller_id or alert_id == shared.call.alert_id
        return shared if asked_for_it else None
