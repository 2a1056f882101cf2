"""One pretend 911 call while it is going on: who, since when, shared with which tokens, and for how long it answers."""

import dataclasses
import math
from typing import Literal

from app.simulator.caller import chance, movement
from app.simulator.scenario.shapes import CallPlan, Degrees

Standing = Literal["answers", "no_data", "refused"]


@dataclasses.dataclass
class Call:
    """A call made from a plan; `shared_at_s` is the scenario second of its first share."""

    plan: CallPlan
    serial: int
    """0 for the plan's own first caller; the others live nearby under other names and numbers."""
    caller_id: str
    person: str
    shared_at_s: float
    ended: Standing | None = None
    """Set on demand: the call's window closed before its time."""

    @property
    def alert_id(self) -> str:
        """The alert id of this call, in the form that RapidSOS uses (docs/contract.md#9)."""
        return f"alert-00000000-0000-4000-8000-{self.caller_id.zfill(12)}"

    def since_share_s(self, now_s: float) -> float:
        """Scenario seconds since this call was first shared; negative before."""
        return now_s - self.shared_at_s

    def standing(self, now_s: float) -> Standing:
        """Whether RapidSOS still answers about this call.

        See docs/contract.md#8; the end of the call itself is never told.
        """
        if self.ended is not None:
            return self.ended
        window = self.plan.window
        if self.since_share_s(now_s) < window.call_lasts_s + window.answers_after_call_s:
            return "answers"
        return window.ends_with

    def true_position(self, since_share_s: float) -> Degrees:
        """Where the caller really is, which no phone knows exactly."""
        place = movement.position(self.plan.movement, since_share_s - self.plan.device.first_fix_s)
        if self.serial == 0:
            return place
        bearing = chance.between(0, 2 * math.pi, self.plan.id, self.serial, "bearing")
        away = self.plan.spread_m * math.sqrt(chance.between(0.05, 1, self.plan.id, self.serial, "distance"))
        return movement.moved(place, away * math.cos(bearing), away * math.sin(bearing))
