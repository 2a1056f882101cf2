"""Asking RapidSOS about every open incident, for as long as it answers: a loop around the plan.

See docs/contract.md#4.5, #8.
"""

import logging
import random

from app.domain.data_share import feed as feeds
from app.domain.data_share.feed import Data, Kind, Unavailable
from app.domain.data_share.refresh_plan import Fetch, Stop, WaitUntil, chosen, plan
from app.domain.incident.events import CaptureAsked
from app.domain.incident.incident import Incident
from app.domain.incident.news import Heard, feed_of
from app.domain.incident.pulse import FeedPulse
from app.domain.incident.record import Record, Recorded
from app.ground.clock import Clock
from app.ground.tasks import Tasks
from app.station.duties import asking as askings
from app.station.duties.asking import Asking, Key
from app.station.duties.inquiry import Inquiry
from app.station.duties.open_book import OpenBook
from app.station.duties.reported import Reported
from app.station.duties.service_seen import ServiceSeen
from app.station.duties.share_tokens import ShareTokens
from app.station.duties.turns import Turns
from app.station.journal.errors import JournalLockedError, JournalUnavailableError
from app.station.journal.journal import Journal

_LOG = logging.getLogger(__name__)

TICK_S = 0.2
AT_ONCE = 18
"""Requests in flight; two of the client's connections stay free for a token and a trigger."""
ROUTINE = 14
"""Of them the ones that repeat: however slowly RapidSOS answers, a new share is asked about at once."""
PULSE_EVERY_MS = 1_000
HELD_BACK_MS = 5_000
TRAIL_MS = 20 * 60_000
"""Locations are kept about 10 to 20 minutes (docs/contract.md#4.2)."""


class Refresh:
    """One loop for all feeds of all open incidents; after a restart it goes on from the book."""

    def __init__(self, journal: Journal, clock: Clock, tasks: Tasks, inquiry: Inquiry, tokens: ShareTokens) -> None:
        self._clock = clock
        self._tasks = tasks
        self._inquiry = inquiry
        self._tokens = tokens
        self._reported = Reported(journal, clock)
        self.book = OpenBook(journal, clock, tasks, self._changed)
        self._turns = Turns()
        self._of_incident: dict[int, dict[Key, Asking]] = {}
        self._in_flight = 0
        self._ended = False
        self._pulse: tuple[FeedPulse, ...] = ()
        self._pulse_at = 0
        self.seen = {Kind.LEI: ServiceSeen("LEI"), Kind.RAD_E: ServiceSeen("RAD-E")}

    async def run(self) -> None:
        """Ask until cancelled."""
        try:
            await self.book.begin_when_possible()
            while True:
                self._start_due()
                await self._clock.wait(TICK_S)
        finally:
            self._ended = True

    def pulse(self) -> tuple[FeedPulse, ...]:
        """Every feed with its true "last asked"; made once a second, however often it is told."""
        now = self._clock.now()
        if not 0 <= now - self._pulse_at < PULSE_EVERY_MS:
            self._pulse = tuple(one.pulse() for feeds in self._of_incident.values() for one in feeds.values())
            self._pulse_at = now
        return self._pulse

    def unrecorded(self) -> tuple[Record, ...]:
        """What RapidSOS answered while nothing could be recorded."""
        return self._reported.unrecorded

    def _changed(self, number: int, records: tuple[Recorded, ...]) -> None:
        incident = self.book.find(number)
        if incident is None:
            self._leave(number)
            return
        self._follow(incident)
        for record in records:
            if isinstance(record.event, CaptureAsked):
                self._want(number, record.event.feed)
        self._schedule(number)
        self._start_due()

    def _follow(self, incident: Incident) -> None:
        """Take over what the book says: shares that came, or came again, and feeds that ended."""
        known = self._of_incident.setdefault(incident.number, {})
        here = {share.share for share in incident.shares}
        for key in [key for key in known if key[0] not in here]:
            # A person moved the share into an incident of its own, which asks on with the same token.
            self._release(known.pop(key))
        for share in incident.shares:
            for kind in Kind:
                recorded, mine = feed_of(share, kind), known.get((share.share, kind))
                if mine is None or mine.feed.received_at != recorded.received_at:
                    self._release(mine)
                    known[share.share, kind] = askings.of(incident.number, share, kind)
                elif recorded.ending is not None and mine.feed.ending is None:
                    mine.feed = feeds.ended(mine.feed, recorded.ended_at or self._clock.now(), recorded.ending)
            if share.lei.ending is not None and share.rad_e.ending is not None:
                self._tokens.forget(share.share)

    def _leave(self, number: int) -> None:
        for one in self._of_incident.pop(number, {}).values():
            self._release(one)
            self._tokens.forget(one.share)

    def _release(self, asking: Asking | None) -> None:
        if asking is not None:
            self._turns.drop(asking)
            self._reported.forget(asking.key)
            self.seen[asking.feed.kind].forget(asking.key)

    def _want(self, number: int, feed: Kind | None) -> None:
        now = self._clock.now()
        for one in self._of_incident[number].values():
            if not one.busy and feed in (None, one.feed.kind):
                one.feed = feeds.wanted(one.feed, now)

    def _schedule(self, number: int) -> None:
        mine = self._of_incident.get(number, {}).values()
        lei = chosen(one.feed for one in mine)
        for one in mine:
            if one.busy:
                continue
            at = self._next(one) if one.feed.kind is Kind.RAD_E or one.feed is lei else None
            if at is None:
                self._turns.drop(one)
            else:
                self._turns.put(one, max(at, one.not_before))

    def _next(self, asking: Asking) -> int | None:
        now = self._clock.now()
        match plan(asking.feed, now, asking.jitter):
            case Fetch():
                return now if asking.due is None else min(now, asking.due)
            case WaitUntil(at):
                return at
            case Stop():
                return None

    def _start_due(self) -> None:
        while self._in_flight < AT_ONCE and not self._ended:
            asking = self._turns.take(self._clock.now(), urgent=self._in_flight >= ROUTINE)
            if asking is None:
                return
            asking.busy = True
            self._in_flight += 1
            self._tasks.start(f"ask {asking.feed.kind.value}", self._turn(asking))

    async def _turn(self, asking: Asking) -> None:
        try:
            await self._ask(asking)
        except Exception:  # noqa: BLE001 one feed's trouble, whatever it is, must not silence that feed
            _LOG.exception("Asking %s failed inside the station", asking.feed.kind.value)
            asking.not_before = self._clock.now() + HELD_BACK_MS
        finally:
            asking.busy = False
            self._in_flight -= 1
        self._schedule(asking.incident)
        self._start_due()

    async def _ask(self, asking: Asking) -> None:
        """Ask one feed once, and write what changed."""
        try:
            ending = await self._inquiry.why_not(asking)
        except (JournalLockedError, JournalUnavailableError):
            asking.not_before = self._clock.now() + HELD_BACK_MS
            return
        if ending is not None:
            asking.feed = feeds.ended(asking.feed, self._clock.now(), ending)
            await self._report(asking, Heard(outcome=None))
            return
        since = self._known_until(asking)
        asking.feed = feeds.asked(asking.feed, self._clock.now())
        asking.jitter = random.uniform(-1, 1)  # noqa: S311 it spreads requests and protects nothing
        heard = await self._inquiry.newest(asking)
        await self._take(asking, heard)
        if asking.feed.kind is Kind.LEI and asking.trail_wanted and isinstance(heard.outcome, Data):
            asking.trail_wanted = False
            await self._report(asking, await self._inquiry.trail(asking, since))

    async def _take(self, asking: Asking, heard: Heard) -> None:
        now = self._clock.now()
        if heard.outcome is not None:
            asking.feed = feeds.answered(asking.feed, heard.outcome, now)
        if self._of_incident.get(asking.incident, {}).get(asking.key) is asking:
            self.seen[asking.feed.kind].note(asking.key, heard, now)
        asking.trail_wanted |= isinstance(heard.outcome, Unavailable)
        await self._report(asking, heard)

    async def _report(self, asking: Asking, heard: Heard) -> None:
        """Write it, unless the incident was closed while RapidSOS was being asked."""
        incident = self.book.find(asking.incident)
        if incident is not None:
            written = await self._reported.report(incident, asking, heard, asking.feed.ending)
            asking.trail_wanted |= not written

    def _known_until(self, asking: Asking) -> int:
        """The time of the newest fix that this share's LEI gave, else as far back as locations are kept (UTC ms)."""
        incident = self.book.find(asking.incident)
        sightings = () if incident is None else incident.sightings
        fixes = (one.fix for one in sightings if one.share == asking.share and one.fix.source == "lei")
        return max(
            (fix.fixed_at for fix in fixes if fix.fixed_at is not None), default=asking.feed.received_at - TRAIL_MS
        )
