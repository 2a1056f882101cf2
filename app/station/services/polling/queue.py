"""A feed that is being asked: what the plan decides on, and where it stands in the queue for a connection."""

import dataclasses
import heapq
import itertools
import logging

from app.domain.data_share.feed import Data, Feed, FeedKind, Unavailable
from app.domain.incident.feed_changes import FeedResult, feed_of
from app.domain.incident.model import Share
from app.protocol.sync import FeedPulse

Key = tuple[str, FeedKind]
"""A share, and which of its feeds."""


@dataclasses.dataclass(eq=False)
class PollJob:
    """One feed of one share of an open incident; times are UTC ms."""

    incident: int
    share: str
    phone: str | None
    alert_id: str | None
    feed: Feed
    jitter: float = 0.0
    """Of the wait after the last request, from -1 to 1."""
    due: int | None = None
    """When it is asked next; None while it is being asked, or isn't to be asked."""
    busy: bool = False
    not_before: int = 0
    """Our own storage can't give what is needed to ask before this."""
    trail_wanted: bool = True
    """Whether fixes from before now are missing: at the first answer, and after a failure."""

    @property
    def key(self) -> Key:
        """What names it."""
        return (self.share, self.feed.kind)

    @property
    def urgent(self) -> bool:
        """Whether a person waits for it: it was never asked, or an operator just wished for it."""
        return self.feed.asked_at is None or (self.feed.wanted_at or 0) > self.feed.asked_at

    def pulse(self) -> FeedPulse:
        """What consoles are told of it."""
        return FeedPulse(
            incident=self.incident,
            share=self.share,
            feed=self.feed.kind.value,
            last_asked=self.feed.asked_at,
            last_answered=self.feed.answered_at,
            next_due=self.due,
        )


def of(incident: int, share: Share, kind: FeedKind) -> PollJob:
    """A feed as the book has it; whoever asked before a restart is not asked about."""
    return PollJob(
        incident=incident, share=share.share, phone=share.phone, alert_id=share.alert_id, feed=feed_of(share, kind)
    )


_LOG = logging.getLogger(__name__)


@dataclasses.dataclass
class FeedHealth:
    """Times are UTC ms; None means never since the station started."""

    name: str
    answered_at: int | None = None
    data_at: int | None = None
    failed_at: int | None = None
    problem: str = ""
    failing: set[Key] = dataclasses.field(default_factory=set)
    """Feeds whose last request failed."""

    def note(self, key: Key, heard: FeedResult, now: int) -> None:
        """One more answer, or failure."""
        if isinstance(heard.outcome, Unavailable):
            if not self.failing:
                _LOG.info("RapidSOS's %s began to fail: %s", self.name, heard.problem)
            self.failing.add(key)
            self.failed_at, self.problem = now, heard.problem
            return
        self.forget(key)
        self.answered_at = now
        if isinstance(heard.outcome, Data):
            self.data_at = now

    def forget(self, key: Key) -> None:
        """This feed fails no more, or isn't asked any more."""
        if key in self.failing:
            self.failing.discard(key)
            if not self.failing:
                _LOG.info("RapidSOS's %s does not fail any more.", self.name)


Ready = dict[int, PollJob]
"""Who still waits, by their place in line; a place is given once."""
SLACK = 64


class PollQueue:
    """Who left before their turn is not looked for, but skipped when they come up."""

    def __init__(self, ready: Ready) -> None:
        self._ready = ready
        self._newest: list[tuple[int, int, PollJob]] = []
        self._longest: list[tuple[int, int, PollJob]] = []

    def join(self, place: int, asking: PollJob) -> None:
        """Wait from now on."""
        heapq.heappush(self._newest, (-asking.feed.received_at, place, asking))
        heapq.heappush(self._longest, (asking.due or 0, place, asking))
        if len(self._newest) + len(self._longest) > SLACK + 4 * len(self._ready):
            self._forget_who_left()

    def newest(self) -> PollJob | None:
        """Of those who still wait, the one of the newest share."""
        return self._first(self._newest)

    def longest(self) -> PollJob | None:
        """Of those who still wait, the one who was due first."""
        return self._first(self._longest)

    def _first(self, heap: list[tuple[int, int, PollJob]]) -> PollJob | None:
        while heap and heap[0][1] not in self._ready:
            heapq.heappop(heap)
        return heap[0][2] if heap else None

    def _forget_who_left(self) -> None:
        for heap in (self._newest, self._longest):
            heap[:] = [entry for entry in heap if entry[1] in self._ready]
            heapq.heapify(heap)


LONGEST_WAITING_EVERY = 4
"""Of so many turns one goes to whoever waits longest, however many newer shares there are (docs/contract.md#4.5)."""


class PollTurns:
    """All feeds that are to be asked; ``Asking.due`` is kept here. A turn costs the same however many wait."""

    def __init__(self) -> None:
        self._times: list[tuple[int, int, PollJob]] = []
        self._ready: Ready = {}
        self._places: dict[Key, int] = {}
        self._all, self._urgent = PollQueue(self._ready), PollQueue(self._ready)
        self._hurried: set[int] = set()
        """Places in line of those a person waits for."""
        self._count = itertools.count()
        self._taken = 0

    def put(self, asking: PollJob, at: int) -> None:
        """Ask it at this time (UTC ms), or as soon after as there is a connection."""
        if asking.due == at:
            self._hurry(asking)
            return
        self._leave_line(asking)
        asking.due = at
        heapq.heappush(self._times, (at, next(self._count), asking))

    def drop(self, asking: PollJob) -> None:
        """Don't ask it."""
        asking.due = None
        self._leave_line(asking)

    def take(self, now: int, *, urgent: bool) -> PollJob | None:
        """The next one whose time has come, with ``urgent`` only among those that a person waits for."""
        self._ripen(now)
        line = self._urgent if urgent else self._all
        longest = (self._taken + 1) % LONGEST_WAITING_EVERY == 0
        chosen = line.longest() if longest else line.newest()
        if chosen is None:
            return None
        self._taken += 1
        self.drop(chosen)
        return chosen

    def _ripen(self, now: int) -> None:
        while self._times and self._times[0][0] <= now:
            at, place, asking = heapq.heappop(self._times)
            if asking.due == at:
                self._join_line(asking, place)

    def _join_line(self, asking: PollJob, place: int) -> None:
        self._leave_line(asking)
        self._ready[place], self._places[asking.key] = asking, place
        self._all.join(place, asking)
        self._hurry(asking)

    def _hurry(self, asking: PollJob) -> None:
        """Stand with the urgent too, as soon as a person waits for it."""
        place = self._places.get(asking.key)
        if asking.urgent and place is not None and place not in self._hurried and self._ready[place] is asking:
            self._hurried.add(place)
            self._urgent.join(place, asking)

    def _leave_line(self, asking: PollJob) -> None:
        place = self._places.get(asking.key)
        if place is not None and self._ready[place] is asking:
            del self._ready[place], self._places[asking.key]
            self._hurried.discard(place)
