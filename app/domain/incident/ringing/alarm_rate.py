"""How many alarms came lately, and whether one person can answer them all (docs/operator.md#c-6, #c-7: ISA-18.2)."""

import collections.abc
import enum

from app.domain.incident.book import Book
from app.domain.incident.ringing.alarms import Alarm

WINDOW_MS = 600_000
TARGET = 1
"""Alarms in the window that each operator answers without haste."""
MANAGEABLE = 2
"""The most that each operator can answer for long."""
FLOOD_ABOVE = 10
FLOOD_ENDS_BELOW = 5


class Load(enum.Enum):
    """What a rate asks of each operator."""

    CALM = "calm"
    BUSY = "busy"
    """Above the target, still manageable."""
    TOO_MUCH = "too much"


def alarm_rate(book: Book, alarms: collections.abc.Iterable[Alarm], now: int) -> int:
    """Shares that rang in the last ten minutes, answered or not, and whatever else came and is unanswered."""
    return new_shares(book, now) + sum(now - one.since < WINDOW_MS for one in alarms if one.reason != "unacknowledged")


def new_shares(book: Book, now: int) -> int:
    """Shares of the last ten minutes, answered or not."""
    return sum(now - share.received_at < WINDOW_MS for one in book.incidents.values() for share in one.shares)


def load(rate: int, operators: int) -> Load:
    """What so many alarms ask of each of so many operators, of one at least."""
    each = rate / max(operators, 1)
    return Load.CALM if each <= TARGET else Load.BUSY if each <= MANAGEABLE else Load.TOO_MUCH


class Flood:
    """Whether there is a flood: more than ten in the window, over when fewer than five."""

    def __init__(self) -> None:
        self.is_on = False

    def observe(self, rate: int) -> bool:
        """Take the present rate; returns whether there is a flood."""
        self.is_on = rate >= FLOOD_ENDS_BELOW if self.is_on else rate > FLOOD_ABOVE
        return self.is_on
