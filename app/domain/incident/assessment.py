"""How each incident stands (concerns, rings, place in the queue), kept from one look to the next.

An answer about an incident (does it worry, does it ring, where does it stand in the queue) changes only with the
incident itself or when one of a few moments passes, such as the end of a hold. So an ``Assessment`` says from when
until when it holds: a look at a thousand open incidents costs a comparison for each, and a judgement only for those
that changed. The rules themselves are those of ``alarms`` and ``alarm_sound``.
"""

import bisect
import sys

import msgspec

from app.domain.data_share.feed import NOMINAL_MS
from app.domain.incident import alarms
from app.domain.incident.alarm_sound import WINDOW_MS
from app.domain.incident.alarms import RAISE_MS, Alarm, Concern, Priority
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection

_ALWAYS = sys.maxsize


class Assessment(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One incident as it stands from ``begins`` until before ``ends`` (UTC ms); another one is another object."""

    incident: Incident
    priority: Priority
    unhandled: tuple[tuple[Concern, int], ...]
    """Concerns since whose beginning (UTC ms) no person has done anything."""
    order: tuple[int, int, int, int]
    """Sort key of the queue: ``alarms.queue_order`` and the number."""
    ring: Alarm | None
    """What nobody has acknowledged."""
    warnings: tuple[Alarm, ...]
    """What is unhandled, P1 where it was left alone for too long; empty while the incident needs someone anyway."""
    rate: int
    """What it adds to the alarm rate of the last ten minutes, open or closed."""
    begins: int
    ends: int


def assess(incident: Incident, now: int, raise_ms: int = RAISE_MS) -> Assessment:
    """Judge an incident at ``now``."""
    worries = bool(alarms.concerns(incident, now))
    left_alone = alarms.unhandled(incident, now) if worries else ()
    rings = alarms.needs_someone(incident) or any(0 < raise_ms <= now - since for _, since in left_alone)
    priority = Priority.P1 if rings else Priority.P2 if worries else Priority.P3
    warnings = alarms.warnings_of(incident, left_alone, now, raise_ms)
    begins, ends = _interval(_moments(incident, left_alone, raise_ms), now)
    return Assessment(
        incident=incident,
        priority=priority,
        unhandled=left_alone,
        order=(priority, 0 if incident.unacknowledged else 1, incident.received_at, incident.number),
        ring=alarms.ring_of(incident),
        warnings=warnings,
        rate=sum(now - share.received_at < WINDOW_MS for share in incident.shares)
        + sum(now - one.since < WINDOW_MS for one in warnings),
        begins=begins,
        ends=ends,
    )


def _moments(incident: Incident, left_alone: tuple[tuple[Concern, int], ...], raise_ms: int) -> list[int]:
    """When time alone may change an answer (UTC ms); one too many costs a judgement, one too few a wrong answer."""
    feeds = [feed.received_at for share in incident.shares[-1:] for feed in (share.lei, share.rad_e)]
    moments = [incident.received_at, *feeds]
    moments = [one + after for one in moments for after in (NOMINAL_MS - alarms.EXPIRING_MS, NOMINAL_MS)]
    moments += [share.received_at + WINDOW_MS for share in incident.shares]
    moments += [one.at + alarms.JUMP_SHOWN_MS for one in incident.sightings]
    moments += [since + after for _, since in left_alone for after in (raise_ms, WINDOW_MS, raise_ms + WINDOW_MS)]
    return moments if incident.held_until is None else [*moments, incident.held_until]


def _interval(moments: list[int], now: int) -> tuple[int, int]:
    """The span around ``now`` in which no moment passes; a rule may turn at a moment or a millisecond after it."""
    turns = sorted({turn for one in moments for turn in (one, one + 1)})
    place = bisect.bisect_right(turns, now)
    return turns[place - 1] if place else -_ALWAYS, turns[place] if place < len(turns) else _ALWAYS


class Assessments:
    """The assessments of all incidents, brought up to date by ``look``; the same object stays for what stays so."""

    def __init__(self) -> None:
        self.open: dict[int, Assessment] = {}
        """Of open incidents, in the projection's order."""
        self._known: dict[int, Assessment] = {}
        """Of all incidents in memory: closed ones still count in the alarm rate."""
        self._projection = IncidentProjection()
        self._now = 0
        self._raise_ms = RAISE_MS

    def look(self, projection: IncidentProjection, now: int, raise_ms: int = RAISE_MS) -> None:
        """Judge anew what is another incident than at the last look, or stands otherwise by now."""
        known = self._known if raise_ms == self._raise_ms else {}
        self._projection, self._now, self._raise_ms, self._known = projection, now, raise_ms, known
        differing = [
            one
            for number, one in projection.incidents.items()
            if (seen := known.get(number)) is None or seen.incident is not one or not seen.begins <= now < seen.ends
        ]
        if not differing and len(known) == len(projection.incidents):
            return
        for one in differing:
            known[one.number] = assess(one, now, raise_ms)
        for number in known.keys() - projection.incidents.keys():
            del known[number]
        self.open = {number: known[number] for number, one in projection.incidents.items() if one.is_open}

    def unanswered(self) -> list[Alarm]:
        """As ``alarms.unanswered``: most urgent first, then oldest."""
        found = [one.ring for one in self.open.values() if one.ring is not None]
        found += alarms.station_alarms(self._projection, self._now, self._raise_ms)
        for one in self.open.values():
            found += one.warnings
        return alarms.most_urgent_first(found)

    def rate(self) -> int:
        """As ``alarm_sound.alarm_rate`` of all that is unanswered: alarms of the last ten minutes."""
        own = alarms.station_alarms(self._projection, self._now, self._raise_ms)
        return sum(self._now - one.since < WINDOW_MS for one in own) + sum(one.rate for one in self._known.values())

    def next_to_answer(self, operator: str | None) -> int | None:
        """As ``alarms.next_to_answer``: what rings, oldest first; then a concern of one that nobody else has."""
        rings = [one.ring for one in self.open.values() if one.ring is not None]
        if rings:
            return min(rings, key=lambda ring: ring.since).incident
        mine = [one.order for one in self.open.values() if one.unhandled and one.incident.owner in (None, operator)]
        return min(mine)[-1] if mine else None


class Differences:
    """Tells one reader which open incidents stand otherwise than when it looked last."""

    def __init__(self) -> None:
        self._seen: dict[int, Assessment] = {}

    def take(self, assessed: Assessments) -> list[int]:
        """Numbers that are new, assessed anew, or not open any more."""
        seen, self._seen = self._seen, assessed.open
        if seen is assessed.open:
            return []
        differing = [number for number, one in assessed.open.items() if seen.get(number) is not one]
        return differing + [number for number in seen if number not in assessed.open]

    def forget(self) -> None:
        """Forget what was taken: the next ``take`` returns every open incident."""
        self._seen = {}
