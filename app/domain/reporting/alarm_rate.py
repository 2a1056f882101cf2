"""The alarm rate by ISA-18.2 / IEC 62682 / EEMUA 191, as docs/operator.md#c-6 to #c-9 cites them."""

import bisect
import collections.abc
import enum

import msgspec

from app.domain.reporting import presence
from app.domain.reporting.fact import Fact

WINDOW_MS = 600_000
HOUR_MS = 3_600_000
DAY_MS = 86_400_000
FLOOD_ABOVE = 10
"""More than so many alarms for an operator in one window of ten minutes are a flood (c-7)."""
FLOOD_GOAL_PERCENT = 1.0
"""Less than this share of windows may be a flood (c-7)."""
JUDGED_FROM_DAYS = 30
"""A shorter period says little (c-9)."""


class Level(enum.Enum):
    """How a rate stands against the two numbers of the standard."""

    TARGET = "target"
    MANAGEABLE = "manageable"
    OVER = "over"
    UNKNOWN = "unknown"
    """Nobody was signed on: there is no rate for an operator."""


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """Alarms for one operator in one span, on average."""

    span_ms: int
    target: int
    manageable: int
    value: float | None

    @property
    def level(self) -> Level:
        """How it stands."""
        if self.value is None:
            return Level.UNKNOWN
        if self.value <= self.target:
            return Level.TARGET
        return Level.MANAGEABLE if self.value <= self.manageable else Level.OVER


class AlarmRate(msgspec.Struct, frozen=True, kw_only=True):
    """All that is told of the alarms of a period."""

    alarms: int
    unattended: int
    """Alarms while nobody was signed on."""
    operator_ms: int
    """Milliseconds that operators were signed on, all of them together."""
    rates: tuple[Rate, ...]
    worst_window: int
    """The most alarms in any ten minutes, for all operators together."""
    windows: int
    flood_windows: int

    @property
    def flood_percent(self) -> float | None:
        """The share of windows that were a flood; None in an empty period."""
        return 100 * self.flood_windows / self.windows if self.windows else None


def rate(facts: collections.abc.Sequence[Fact], since: int, until: int) -> AlarmRate:
    """The alarms with ``since`` <= at < ``until`` (UTC ms)."""
    alarms = sorted(fact.at for fact in facts if fact.rings and since <= fact.at < until)
    changes = presence.changes(facts)
    operator_ms = presence.operator_ms(changes, since, until)
    attended = [when for when in alarms if presence.at(changes, when)]
    windows = range(since, until, WINDOW_MS)
    return AlarmRate(
        alarms=len(alarms),
        unattended=len(alarms) - len(attended),
        operator_ms=operator_ms,
        rates=tuple(
            Rate(
                span_ms=span,
                target=target,
                manageable=manageable,
                value=len(attended) * span / operator_ms if operator_ms else None,
            )
            for span, target, manageable in ((WINDOW_MS, 1, 2), (HOUR_MS, 6, 12), (DAY_MS, 150, 300))
        ),
        worst_window=_worst(alarms),
        windows=len(windows),
        flood_windows=sum(_is_flood(alarms, begin, changes) for begin in windows),
    )


def _is_flood(alarms: list[int], begin: int, changes: list[presence.Change]) -> bool:
    count = bisect.bisect_left(alarms, begin + WINDOW_MS) - bisect.bisect_left(alarms, begin)
    return count > FLOOD_ABOVE and count > FLOOD_ABOVE * presence.at(changes, begin)


def _worst(alarms: list[int]) -> int:
    """The most alarms in any ten minutes, wherever these begin."""
    return max((bisect.bisect_left(alarms, when + WINDOW_MS) - place for place, when in enumerate(alarms)), default=0)
