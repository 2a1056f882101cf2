"""Which tones sound now, decided from what is unanswered and never from the arrival of an event.

See docs/operator.md#e3.
"""

import collections.abc
import enum

import msgspec

from app.domain.incident.alarms import Alarm, Priority
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection
from app.domain.lamp import Lamp, LampState

WINDOW_MS = 600_000
TARGET = 1
"""Alarms in the window that each operator answers without haste."""
MANAGEABLE = 2
"""The most that each operator can answer for long."""
FLOOD_ABOVE = 10
FLOOD_ENDS_BELOW = 5


class Load(enum.Enum):
    """How a rate of alarms stands against what one operator can answer."""

    CALM = "calm"
    BUSY = "busy"
    """Above the target, still manageable."""
    TOO_MUCH = "too much"


def alarm_rate(projection: IncidentProjection, alarms: collections.abc.Iterable[Alarm], now: int) -> int:
    """Shares that rang in the last ten minutes, answered or not, and whatever else came and is unanswered."""
    return new_shares(projection, now) + sum(
        now - one.since < WINDOW_MS for one in alarms if one.reason != "unacknowledged"
    )


def new_shares(projection: IncidentProjection, now: int) -> int:
    """Shares of the last ten minutes, answered or not."""
    return sum(now - share.received_at < WINDOW_MS for one in projection.incidents.values() for share in one.shares)


def load(rate: int, operators: int) -> Load:
    """The load of each operator when so many alarms are shared by so many operators, by one at least."""
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


RINGS = ("signature", "credentials")
"""What a person must know of soon though no call waits for it; the first comes first."""
SAME_MS = 30_000
"""Trouble that comes back within so long is the same trouble, and stays answered."""
_WRONG = frozenset({LampState.WARNING, LampState.DOWN})


class LampAlarms:
    """Which lamps are wrong, since when, and which of them somebody here has seen; never more than P2."""

    def __init__(self) -> None:
        self._wrong: dict[str, Lamp] = {}
        self._since: dict[str, int] = {}
        self._last: dict[str, int] = {}
        self._seen: set[str] = set()

    def observe(self, lamps: collections.abc.Iterable[Lamp], now: int) -> None:
        """Take the lamps of a pulse (UTC ms); what is well again is forgotten after a while."""
        found = {lamp.name: lamp for lamp in lamps}
        self._wrong = {name: found[name] for name in RINGS if name in found and found[name].state in _WRONG}
        for name in RINGS:
            if name in self._wrong:
                self._since.setdefault(name, now)
                self._last[name] = now
            elif name in self._since and now - self._last[name] >= SAME_MS:
                del self._since[name]
                self._seen.discard(name)

    def unanswered(self) -> tuple[Alarm, ...]:
        """The lamps that are wrong and that nobody here has seen, as alarms to sound."""
        return tuple(
            Alarm(priority=Priority.P2, reason=name, since=self._since[name])
            for name in self._wrong
            if name not in self._seen
        )

    def first(self) -> Lamp | None:
        """The lamp to show first; None when all are well or seen."""
        return next((lamp for name, lamp in self._wrong.items() if name not in self._seen), None)

    def see(self) -> None:
        """Somebody has seen the first."""
        lamp = self.first()
        if lamp is not None:
            self._seen.add(lamp.name)


REPEAT_MS = 10_000
"""P1 repeats until nothing of it is unanswered; P3 sounds no more often."""
AGAIN_MS = 60_000
"""P2 sounds once, and once again so much later."""
LOUDER_MS = 15_000
SECOND_DEVICE_MS = 20_000
SILENCE_MS = 60_000

_Key = tuple[int | None, int | None, str, int]


class Tones(enum.Enum):
    """The kinds of tones and what each means (docs/operator.md#c-30)."""

    P1 = "p1"
    """Two groups of five."""
    P2 = "p2"
    """Three."""
    P3 = "p3"
    """One, soft."""


class ToneRequest(msgspec.Struct, frozen=True):
    """Tones to play now; ``louder`` at full volume, ``everywhere`` on the second device too."""

    tones: Tones
    louder: bool = False
    everywhere: bool = False


class AlarmSounding:
    """What one console has sounded so far: kept in memory, so that a restart sounds for all that is unanswered."""

    def __init__(self) -> None:
        self.silent_until = 0
        """UTC ms."""
        self._p1: frozenset[_Key] = frozenset()
        self._waiting: frozenset[_Key] = frozenset()
        """New P1s that have not sounded yet."""
        self._p1_at: int | None = None
        self._p2: dict[_Key, tuple[int, int]] = {}
        """When each unanswered P2 sounded first (UTC ms), and how often."""
        self._newest: int | None = None
        self._p3_at: int | None = None

    def silence(self, now: int) -> None:
        """No tones for 60 s; a P1 that is new sounds all the same."""
        self.silent_until = now + SILENCE_MS

    def due(self, alarms: collections.abc.Sequence[Alarm], now: int, *, flood: bool = False) -> ToneRequest | None:
        """What to play at ``now`` (UTC ms), once; in a flood new P1s join the common repetition.

        See docs/operator.md#c-7.
        """
        if not alarms:
            self.silent_until = 0
        p1 = [alarm for alarm in alarms if alarm.priority is Priority.P1]
        p2 = frozenset(_key(alarm) for alarm in alarms if alarm.priority is Priority.P2)
        self._p2 = {key: told for key, told in self._p2.items() if key in p2}
        if self._p1_is_due(frozenset(_key(alarm) for alarm in p1), now, flood=flood):
            oldest = now - min(alarm.since for alarm in p1)
            return ToneRequest(Tones.P1, louder=oldest >= LOUDER_MS, everywhere=oldest >= SECOND_DEVICE_MS)
        due = {key for key in p2 if self._p2_is_due(key, now)}
        if not due or now < self.silent_until:
            return None
        for key in due:
            first, times = self._p2.get(key, (now, 0))
            self._p2[key] = (first, times + 1)
        return None if p1 else ToneRequest(Tones.P2)

    def updates(self, newest: int, now: int) -> ToneRequest | None:
        """A P3 tone for updates up to seq ``newest``, if the setting wants it; not at a start or over urgent tones."""
        before, self._newest = self._newest, newest
        early = self._p3_at is not None and now - self._p3_at < REPEAT_MS
        if before is None or newest <= before or early or self._p1 or now < self.silent_until:
            return None
        self._p3_at = now
        return ToneRequest(Tones.P3)

    def _p1_is_due(self, there: frozenset[_Key], now: int, *, flood: bool) -> bool:
        self._waiting = (self._waiting | (there - self._p1)) & there
        self._p1 = there
        if not there:
            return False
        in_turn = self._p1_at is None or now - self._p1_at >= REPEAT_MS
        due = (bool(self._waiting) and (in_turn or not flood)) or (in_turn and now >= self.silent_until)
        if due:
            self._waiting = frozenset()
            self._p1_at = now
        return due

    def _p2_is_due(self, key: _Key, now: int) -> bool:
        first, times = self._p2.get(key, (now, 0))
        return times == 0 or (times == 1 and now - first >= AGAIN_MS)


def _key(alarm: Alarm) -> _Key:
    return alarm.incident, alarm.notice, alarm.reason, alarm.since


def newest_update(projection: IncidentProjection) -> int:
    """The seq of the newest P3 of the open incidents: a refined place, other additional data, a flow's message."""
    return max((seq for incident in projection.open_incidents for seq in _updates_of(incident)), default=0)


def _updates_of(incident: Incident) -> collections.abc.Iterator[int]:
    yield from (one.seq for one in incident.sightings[-1:])
    yield from (share.additional_data.seq for share in incident.shares if share.additional_data)
    yield from (one.report.seq for one in incident.reports[-1:])
