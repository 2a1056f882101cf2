"""What a source is asked about: a call at a moment."""

import dataclasses

from app.simulator.caller import movement
from app.simulator.caller.call import Call
from app.simulator.clock import Clock
from app.simulator.scenario.shapes import Route

Part = dict[str, object]
"""One source's part of the answer, schema and data together."""

MPH = 2.236936


@dataclasses.dataclass(frozen=True)
class Moment:
    """A call and the scenario seconds since it was shared."""

    call: Call
    since_share_s: float
    clock: Clock

    def wall_ms(self, since_share_s: float) -> int:
        """The UTC millisecond that lies so many scenario seconds from the share."""
        return self.clock.wall_ms(self.call.shared_at_s + since_share_s)

    def tag(self) -> str:
        """The last three digits of the number: makes one caller's ids differ from another's."""
        return self.call.caller_id[-3:]

    def other_number(self, step: int) -> str:
        """Another fictional number of the same area."""
        return f"{self.call.caller_id[:-2]}{(int(self.call.caller_id[-2:]) + step) % 100:02d}"

    def speed_mph(self) -> int:
        """How fast the caller moves now."""
        plan = self.call.plan
        arrival = movement.arrival_s(plan.movement)
        standing = arrival is not None and self.since_share_s - plan.device.first_fix_s >= arrival
        return 0 if standing or not isinstance(plan.movement, Route) else round(plan.movement.speed_mps * MPH)

    def stage(self, every_s: float, *values: str) -> str:
        """One value after the other, each for so many seconds, then the last one for good."""
        number = int(max(0.0, self.since_share_s) // every_s)
        return values[min(number, len(values) - 1)]
