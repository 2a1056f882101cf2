"""What sounds now, and how: decided from what is unanswered, never from an event's arrival (docs/operator.md#e3)."""

import collections.abc
import enum

import msgspec

from app.domain.incident.book import Book
from app.domain.incident.incident import Incident
from app.domain.incident.ringing.alarms import Alarm, Priority

REPEAT_MS = 10_000
"""P1 repeats until nothing of it is unanswered; P3 sounds no more often."""
AGAIN_MS = 60_000
"""P2 sounds once, and once again so much later."""
LOUDER_MS = 15_000
SECOND_DEVICE_MS = 20_000
SILENCE_MS = 60_000

_Key = tuple[int | None, int | None, str, int]


class Tones(enum.Enum):
    """The grammar of the tones (docs/operator.md#c-30)."""

    P1 = "p1"
    """Two groups of five."""
    P2 = "p2"
    """Three."""
    P3 = "p3"
    """One, soft."""


class Call(msgspec.Struct, frozen=True):
    """Tones to play now; ``louder`` at full volume, ``everywhere`` on the second device too."""

    tones: Tones
    louder: bool = False
    everywhere: bool = False


class Sounding:
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
        self._news: int | None = None
        self._p3_at: int | None = None

    def silence(self, now: int) -> None:
        """No tones for 60 s; a P1 that is new sounds all the same."""
        self.silent_until = now + SILENCE_MS

    def due(self, alarms: collections.abc.Sequence[Alarm], now: int, *, flood: bool = False) -> Call | None:
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
            return Call(Tones.P1, louder=oldest >= LOUDER_MS, everywhere=oldest >= SECOND_DEVICE_MS)
        due = {key for key in p2 if self._p2_is_due(key, now)}
        if not due or now < self.silent_until:
            return None
        for key in due:
            first, times = self._p2.get(key, (now, 0))
            self._p2[key] = (first, times + 1)
        return None if p1 else Call(Tones.P2)

    def news(self, newest: int, now: int) -> Call | None:
        """P3 for news up to a seq, where the setting wants it: never at a start, never over something urgent."""
        before, self._news = self._news, newest
        early = self._p3_at is not None and now - self._p3_at < REPEAT_MS
        if before is None or newest <= before or early or self._p1 or now < self.silent_until:
            return None
        self._p3_at = now
        return Call(Tones.P3)

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


def newest_news(book: Book) -> int:
    """The seq of the newest P3 of the open incidents: a refined place, other additional data, a flow's message."""
    return max((seq for incident in book.open_incidents for seq in _news_of(incident)), default=0)


def _news_of(incident: Incident) -> collections.abc.Iterator[int]:
    yield from (one.seq for one in incident.sightings[-1:])
    yield from (share.additional_data.seq for share in incident.shares if share.additional_data)
    yield from (one.report.seq for one in incident.reports[-1:])
