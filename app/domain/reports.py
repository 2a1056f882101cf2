"""Reports of a period: alarm rates and answering times, from events without anything about callers."""

import bisect
import collections
import collections.abc
import datetime as dt
import enum
import math

import msgspec

from app.domain.incident.events import (
    Acknowledged,
    ClockStepped,
    IncidentOpened,
    OperatorSignedOff,
    OperatorSignedOn,
    ShareReceived,
    ShareRepeated,
    StationStarted,
    StationStopped,
)


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One event; times are UTC ms."""

    seq: int
    at: int
    kind: str
    incident: int | None = None
    operator: str | None = None
    ecc: str | None = None
    """Of a share: who sent it, where that is still known."""
    rings: bool = False
    """Whether it is an alarm that a person must answer."""
    through: int | None = None
    """Of an acknowledgement: up to which seq it answers; None when that can't be read any more."""


class FactsPage(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /facts?since=…&until=…&after=…``: a page of them, oldest first."""

    facts: tuple[Fact, ...]
    next: int | None
    """Ask with ``after=`` it for more; None when these are all."""
    profile: str
    """The profile that this center measures itself by (``profile.PROFILES``)."""
    now: int
    """The station's time, UTC ms."""


Change = tuple[int, int]
"""From this time on (UTC ms) so many are signed on."""


def presence_changes(facts: collections.abc.Iterable[Fact]) -> list[Change]:
    """When the number of operators changed; a station that starts or stops begins with nobody."""
    here: set[str] = set()
    found: list[Change] = []
    for fact in facts:
        if fact.kind in (StationStarted.__name__, StationStopped.__name__):
            here = set()
        elif fact.kind == OperatorSignedOn.__name__ and fact.operator:
            here.add(fact.operator)
        elif fact.kind == OperatorSignedOff.__name__ and fact.operator:
            here.discard(fact.operator)
        else:
            continue
        found.append((fact.at, len(here)))
    return found


def at(changes_: list[Change], when: int) -> int:
    """How many were signed on at a time."""
    return next((count for since, count in reversed(changes_) if since <= when), 0)


def presence_ms(changes_: list[Change], since: int, until: int) -> int:
    """Milliseconds of all operators together between two times."""
    total, count, last = 0, at(changes_, since), since
    for when, now in changes_:
        if since < when < until:
            total += count * max(when - last, 0)
            last = max(last, when)
            count = now
    return total + count * max(until - last, 0)


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
        """How the rate stands against the standard."""
        if self.value is None:
            return Level.UNKNOWN
        if self.value <= self.target:
            return Level.TARGET
        return Level.MANAGEABLE if self.value <= self.manageable else Level.OVER


class AlarmRate(msgspec.Struct, frozen=True, kw_only=True):
    """The alarm rates of a period."""

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
    changes = presence_changes(facts)
    operator_ms = presence_ms(changes, since, until)
    attended = [when for when in alarms if at(changes, when)]
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


def _is_flood(alarms: list[int], begin: int, changes: list[Change]) -> bool:
    count = bisect.bisect_left(alarms, begin + WINDOW_MS) - bisect.bisect_left(alarms, begin)
    return count > FLOOD_ABOVE and count > FLOOD_ABOVE * at(changes, begin)


def _worst(alarms: list[int]) -> int:
    """The most alarms in any ten minutes, wherever these begin."""
    return max((bisect.bisect_left(alarms, when + WINDOW_MS) - place for place, when in enumerate(alarms)), default=0)


class Target(msgspec.Struct, frozen=True):
    """So many percent within so many milliseconds."""

    percent: int
    within_ms: int


class Profile(msgspec.Struct, frozen=True):
    """A standard by its code and name."""

    code: str
    name: str
    targets: tuple[Target, ...]

    @property
    def missed_after_ms(self) -> int:
        """An unanswered share counts as missed after the longest of its times."""
        return max(target.within_ms for target in self.targets)


NENA = Profile("nena-sta-020.1", "NENA-STA-020.1", (Target(90, 15_000), Target(95, 20_000)))
NFPA = Profile("nfpa-1225", "NFPA 1225", (Target(90, 10_000),))
PROFILES = {profile.code: profile for profile in (NENA, NFPA)}


def of(code: str) -> Profile:
    """The profile of a code; one of a newer program is measured by NENA's."""
    return PROFILES.get(code, NENA)


SHARES = frozenset({ShareReceived.__name__, ShareRepeated.__name__})
_HALF, _MOST = 0.5, 0.9


class AnsweredShare(msgspec.Struct, frozen=True, kw_only=True):
    """A share that rang, and who answered it when; times are UTC ms."""

    incident: int
    stored_at: int
    ecc: str | None = None
    answered_at: int | None = None
    operator: str | None = None

    @property
    def took_ms(self) -> int | None:
        """How long it rang; None while nobody has answered."""
        return None if self.answered_at is None else self.answered_at - self.stored_at


class Met(msgspec.Struct, frozen=True, kw_only=True):
    """How a target was met; ``percent`` is None when there was nothing to measure."""

    target: Target
    percent: float | None

    @property
    def met(self) -> bool | None:
        """Whether it was; None when nothing was measured."""
        return None if self.percent is None else self.percent >= self.target.percent


class Answering(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the report."""

    label: str
    calls: int
    answered: int
    missed: int
    """Unanswered for longer than the profile's longest time: in no target's time, whenever somebody comes."""
    waiting: int
    """Unanswered, and still within their time: not counted yet."""
    untimed: int
    """Answered before they were stored, by the recorded times: the clock was set back, nothing can be measured."""
    median_ms: int | None
    ninetieth_ms: int | None
    worst_ms: int | None
    targets: tuple[Met, ...]


def answered_shares(facts: collections.abc.Iterable[Fact], since: int, until: int) -> list[AnsweredShare]:
    """Shares that rang with ``since`` <= stored < ``until``, each with the acknowledgement that ended its ring.

    Incidents that this center opened itself have no share, and are none of these.
    """
    found: list[AnsweredShare] = []
    open_: dict[int, list[tuple[int, int]]] = {}
    for fact in facts:
        if fact.incident is None:
            continue
        if fact.kind in SHARES and fact.rings and since <= fact.at < until:
            open_.setdefault(fact.incident, []).append((fact.seq, len(found)))
            found.append(AnsweredShare(incident=fact.incident, stored_at=fact.at, ecc=fact.ecc))
        elif fact.kind == Acknowledged.__name__:
            _answer(found, open_, fact, fact.incident)
    return found


def summed(label: str, of: collections.abc.Sequence[AnsweredShare], profile: Profile, now: int) -> Answering:
    """One line about these calls as of ``now``."""
    taken = sorted(took for call in of if (took := call.took_ms) is not None and took >= 0)
    untimed = sum(call.took_ms is not None and call.took_ms < 0 for call in of)
    unanswered = [call for call in of if call.answered_at is None]
    missed = sum(now - call.stored_at > profile.missed_after_ms for call in unanswered)
    due = len(taken) + missed
    return Answering(
        label=label,
        calls=len(of),
        answered=len(taken) + untimed,
        missed=missed,
        waiting=len(unanswered) - missed,
        untimed=untimed,
        median_ms=_quantile(taken, _HALF),
        ninetieth_ms=_quantile(taken, _MOST),
        worst_ms=taken[-1] if taken else None,
        targets=tuple(_met(target, taken, due) for target in profile.targets),
    )


def _answer(found: list[AnsweredShare], open_: dict[int, list[tuple[int, int]]], fact: Fact, incident: int) -> None:
    """End the rings that an acknowledgement answers; a newer one goes on."""
    through = fact.seq if fact.through is None else fact.through
    left = []
    for seq, place in open_.pop(incident, []):
        if seq <= through:
            found[place] = msgspec.structs.replace(found[place], answered_at=fact.at, operator=fact.operator)
        else:
            left.append((seq, place))
    if left:
        open_[incident] = left


def _quantile(ordered: list[int], share: float) -> int | None:
    """The value that this share of all values does not exceed."""
    return ordered[math.ceil(share * len(ordered)) - 1] if ordered else None


def _met(target: Target, taken: list[int], due: int) -> Met:
    within = sum(took <= target.within_ms for took in taken)
    return Met(target=target, percent=100 * within / due if due else None)


LEAD_MS = 24 * 3_600_000
"""So long before a period begins a report looks for who was signed on, and so long after it ends for answers."""


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: ``since`` <= time < ``until``, UTC ms, and the center's zone that days are counted in."""

    since: int
    until: int
    zone: dt.tzinfo


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one period."""

    period: Period
    profile: Profile
    made_at: int
    """UTC ms."""
    whole: Answering
    days: tuple[Answering, ...]
    operators: tuple[Answering, ...]
    """By who answered; the label is empty for what nobody has answered."""
    eccs: tuple[Answering, ...]
    """By who sent it; the label is empty where that is not stated."""
    alarms: AlarmRate
    steps: int
    """How often the computer's clock was set while the period lasted; the station's own time went on."""
    own: int
    """Incidents that this center opened itself: nobody had to answer them."""


def make(facts: collections.abc.Sequence[Fact], period: Period, profile: Profile, now: int) -> Report:
    """The report of these facts, which go from ``LEAD_MS`` before the period to as much after it."""
    calls = answered_shares(facts, period.since, period.until)
    inside = [fact.kind for fact in facts if period.since <= fact.at < period.until]

    def lines(label: collections.abc.Callable[[AnsweredShare], str]) -> tuple[Answering, ...]:
        groups: collections.defaultdict[str, list[AnsweredShare]] = collections.defaultdict(list)
        for call in calls:
            groups[label(call)].append(call)
        return tuple(summed(name, groups[name], profile, now) for name in sorted(groups))

    return Report(
        period=period,
        profile=profile,
        made_at=now,
        whole=summed("", calls, profile, now),
        days=lines(lambda call: _day(call.stored_at, period.zone)),
        operators=lines(lambda call: call.operator or ""),
        eccs=lines(lambda call: call.ecc or ""),
        alarms=rate(facts, period.since, min(period.until, max(now, period.since))),
        steps=inside.count(ClockStepped.__name__),
        own=inside.count(IncidentOpened.__name__),
    )


def _day(at: int, zone: dt.tzinfo) -> str:
    return dt.datetime.fromtimestamp(at / 1000, tz=zone).date().isoformat()
