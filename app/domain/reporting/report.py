"""A whole report: answering and alarms of a period, by day, operator and ECC."""

import collections
import collections.abc
import datetime as dt

import msgspec

from app.domain.incident.events import ClockStepped, IncidentOpened
from app.domain.reporting import alarm_rate, answering
from app.domain.reporting.alarm_rate import AlarmRate
from app.domain.reporting.answering import Answering, Call
from app.domain.reporting.fact import Fact
from app.domain.reporting.profile import Profile

LEAD_MS = 24 * 3_600_000
"""So long before a period begins a report looks for who was signed on, and so long after it ends for answers."""


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: ``since`` <= time < ``until``, UTC ms, and the center's zone that days are counted in."""

    since: int
    until: int
    zone: dt.tzinfo


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a period came to."""

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
    calls = answering.calls(facts, period.since, period.until)
    inside = [fact.kind for fact in facts if period.since <= fact.at < period.until]

    def lines(label: collections.abc.Callable[[Call], str]) -> tuple[Answering, ...]:
        groups: collections.defaultdict[str, list[Call]] = collections.defaultdict(list)
        for call in calls:
            groups[label(call)].append(call)
        return tuple(answering.summed(name, groups[name], profile, now) for name in sorted(groups))

    return Report(
        period=period,
        profile=profile,
        made_at=now,
        whole=answering.summed("", calls, profile, now),
        days=lines(lambda call: _day(call.stored_at, period.zone)),
        operators=lines(lambda call: call.operator or ""),
        eccs=lines(lambda call: call.ecc or ""),
        alarms=alarm_rate.rate(facts, period.since, min(period.until, max(now, period.since))),
        steps=inside.count(ClockStepped.__name__),
        own=inside.count(IncidentOpened.__name__),
    )


def _day(at: int, zone: dt.tzinfo) -> str:
    return dt.datetime.fromtimestamp(at / 1000, tz=zone).date().isoformat()
