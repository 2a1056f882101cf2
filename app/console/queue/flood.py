"""Flood: more than ten new alarms in ten minutes, over when fewer than five (operator.md c-7)."""

import collections.abc

from app.domain.incident.incident import Incident

WINDOW_MS = 600_000
BEGINS_ABOVE = 10
ENDS_BELOW = 5


def new_alarms(incidents: collections.abc.Iterable[Incident], now: int) -> int:
    """How many shares rang in the last ten minutes."""
    return sum(now - share.received_at < WINDOW_MS for one in incidents for share in one.shares)


class Flood:
    """Whether there is a flood, with the standard's two thresholds."""

    def __init__(self) -> None:
        self.is_on = False

    def observe(self, alarms: int) -> bool:
        """Take the present rate; returns whether there is a flood."""
        self.is_on = alarms >= ENDS_BELOW if self.is_on else alarms > BEGINS_ABOVE
        return self.is_on
