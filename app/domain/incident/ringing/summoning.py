"""About what somebody outside the console is called: nobody watches, or nobody answers (docs/operator.md#e3)."""

import collections.abc

from app.domain.incident.ringing.alarms import Alarm, Priority

Key = tuple[int | None, int | None, int]


def key(alarm: Alarm) -> Key:
    """What makes an alarm the same one at the next look."""
    return alarm.incident, alarm.notice, alarm.since


def to_call_about(
    alarms: collections.abc.Iterable[Alarm],
    begun: collections.abc.Container[Key],
    now: int,
    *,
    watched: bool,
    patience_ms: int,
) -> dict[Key, Alarm]:
    """Every P1 while nobody watches; else what calls were begun about, and what waits ``patience_ms`` (0: never)."""
    return {
        key(alarm): alarm
        for alarm in alarms
        if alarm.priority is Priority.P1
        and (not watched or key(alarm) in begun or 0 < patience_ms <= now - alarm.since)
    }
