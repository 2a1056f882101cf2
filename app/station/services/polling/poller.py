"""Asking RapidSOS about every open incident, for as long as it answers: a loop around the plan.

See docs/contract.md#4.5, #8.
"""

import asyncio
import collections.abc
import logging
import random

import msgspec

from app.core.clock import Clock
from app.core.logs import Redactor
from app.core.tasks import Tasks
from app.domain.data_share import feed as data_share_feed
from app.domain.data_share.feed import Data, Ending, FeedKind, Fetch, StopPolling, Unavailable, WaitUntil, chosen, plan
from app.domain.incident import feed_changes
from app.domain.incident.envelope import VERSION, EventDraft, Record, Recorded
from app.domain.incident.events import AnyEvent, CaptureAsked, FeedEnded
from app.domain.incident.feed_changes import FeedResult, feed_of
from app.domain.incident.model import Incident, Share
from app.protocol.sync import FeedPulse
from app.station.journal.base import Decision, DecisionContext, Intent, JournalLockedError, JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.rapidsos.feeds import Lei, RadE, ShareToken
from app.station.services.polling import queue
from app.station.services.polling.open_incidents import OpenIncidents
from app.station.services.polling.queue import FeedHealth, Key, PollJob, PollTurns


class ShareTokens:
    """Tokens by share."""

    def __init__(self, journal: Journal, redactor: Redactor) -> None:
        self._journal = journal
        self._redactor = redactor
        self._known: dict[str, ShareToken] = {}

    async def of(self, share: str) -> ShareToken | None:
        """A share's token; None when the journal has none.

        Raises:
            JournalLockedError: an earlier run sealed it and the keyring is locked.
            JournalUnavailableError: storage fails.
        """
        known = self._known.get(share)
        if known is not None:
            return known
        found = await asyncio.to_thread(self._journal.token, share)
        if found is None:
            return None
        self._redactor.register(found)
        return self._known.setdefault(share, ShareToken(found))

    def forget(self, share: str) -> None:
        """Nothing is asked with it any more."""
        known = self._known.pop(share, None)
        if known is not None:
            self._redactor.forget(known.value)


class FeedRequest:
    """LEI and RAD-E for shares."""

    def __init__(self, lei: Lei, rad_e: RadE, tokens: ShareTokens) -> None:
        self._lei = lei
        self._rad_e = rad_e
        self._tokens = tokens

    async def why_not(self, asking: PollJob) -> Ending | None:
        """Why this feed can't be asked, now or ever; None if it can.

        Raises:
            JournalLockedError: its token is there but can't be read while the keyring is locked.
            JournalUnavailableError: its token can't be read while storage fails.
        """
        if asking.phone is None and (asking.feed.kind is FeedKind.LEI or asking.alert_id is None):
            return Ending.NO_NUMBER
        return Ending.NO_TOKEN if self._by_share(asking) and await self._tokens.of(asking.share) is None else None

    async def newest(self, asking: PollJob) -> FeedResult:
        """What the feed says now; call ``why_not`` before."""
        token = await self._token(asking)
        if asking.feed.kind is FeedKind.RAD_E:
            return await self._rad_e.newest(asking.phone, asking.alert_id, token)
        return await self._lei.newest(asking.phone or "", token)

    async def trail(self, asking: PollJob, since: int) -> FeedResult:
        """Where the caller was after ``since`` (UTC ms)."""
        return await self._lei.trail(asking.phone or "", await self._token(asking), since)

    async def _token(self, asking: PollJob) -> ShareToken | None:
        return await self._tokens.of(asking.share) if self._by_share(asking) else None

    def _by_share(self, asking: PollJob) -> bool:
        service = self._lei if asking.feed.kind is FeedKind.LEI else self._rad_e
        return service.needs_share_token


RETRY_S = 5.0


class FeedRecorder:
    """Writes answers; what can't be written is kept for the pulse, the newest answer of each feed."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self._unrecorded: dict[Key, tuple[Record, ...]] = {}

    @property
    def unrecorded(self) -> tuple[Record, ...]:
        """What consoles must see although it is not on disk: seq 0, for there is none."""
        return tuple(record for records in self._unrecorded.values() for record in records)

    async def report(self, incident: Incident, asking: PollJob, heard: FeedResult, ending: Ending | None) -> bool:
        """Write what an answer changed; False when it could not be. An ending is tried until it is written."""
        share = share_of(incident, asking.share)
        events = [] if share is None else feed_changes.changes(incident, share, asking.feed.kind, heard, ending)
        if not events:
            self.forget(asking.key)
            return True
        while True:
            try:
                for piece, last in _pieces(heard):
                    await self._journal.decide(answered(asking, piece, ending if last else None))
            except JournalUnavailableError:
                self._unrecorded[asking.key] = tuple(self._record(asking.incident, event) for event in events)
                if ending is None:
                    return False
                await self._clock.wait(RETRY_S)
            else:
                self.forget(asking.key)
                return True

    async def failed(self, asking: PollJob, heard: FeedResult) -> None:
        """Write that an answer came and could not be recorded: no fault of storage, and asked again like any failure.

        Raises:
            JournalUnavailableError: nothing was recorded.
        """
        await self._journal.decide(answered(asking, heard, None))

    def forget(self, key: Key) -> None:
        """Nothing of this feed is unrecorded any more, or nobody needs it."""
        self._unrecorded.pop(key, None)

    def _record(self, incident: int, event: AnyEvent) -> Record:
        return Record(
            seq=0,
            at=self._clock.now(),
            kind=type(event).__name__,
            version=VERSION,
            incident=incident,
            body=msgspec.Raw(msgspec.json.encode(event)),
        )


AT_A_TIME = 25
"""Places in one commit: a share that arrives meanwhile waits for no more of them."""


def _pieces(heard: FeedResult) -> collections.abc.Iterator[tuple[FeedResult, bool]]:
    """An answer as results that are committed one by one, each with whether it is the last."""
    fixes = heard.fixes
    while len(fixes) > AT_A_TIME:
        yield msgspec.structs.replace(heard, fixes=fixes[:AT_A_TIME], refused=()), False
        fixes = fixes[AT_A_TIME:]
    yield msgspec.structs.replace(heard, fixes=fixes), True


def answered(asking: PollJob, heard: FeedResult, ending: Ending | None) -> Intent:
    """The intent of an answer: decided anew on what is true when it is written."""
    number, name, kind = asking.incident, asking.share, asking.feed.kind

    def intent(ledger: DecisionContext, _now: int) -> Decision:
        incident = ledger.projection.incidents.get(number)
        share = None if incident is None else share_of(incident, name)
        if incident is None or share is None:
            return Decision()
        return _decision(incident, share, kind, heard, ending)

    return intent


def _decision(incident: Incident, share: Share, kind: FeedKind, heard: FeedResult, ending: Ending | None) -> Decision:
    events = feed_changes.changes(incident, share, kind, heard, ending)
    ends = any(isinstance(event, FeedEnded) for event in events)
    over = ends and feed_changes.is_over(share, events)
    drafts = tuple(EventDraft(event=event, incident=incident.number) for event in events)
    return Decision(drafts=drafts, ended=(share.share,) if over else ())


def share_of(incident: Incident, name: str) -> Share | None:
    """A share of an incident by its name."""
    return next((share for share in incident.shares if share.share == name), None)


_LOG = logging.getLogger(__name__)

NOT_TAKEN_IN = "the answer could not be recorded"
TICK_S = 0.2
AT_ONCE = 18
"""Requests in flight; two of the client's connections stay free for a token and a trigger."""
ROUTINE = 14
"""Of them the ones that repeat: however slowly RapidSOS answers, a new share is asked about at once."""
PULSE_EVERY_MS = 1_000
HELD_BACK_MS = 5_000
TRAIL_MS = 20 * 60_000
"""Locations are kept about 10 to 20 minutes (docs/contract.md#4.2)."""


class Poller:
    """One loop for all feeds of all open incidents; after a restart it goes on from the book."""

    def __init__(self, journal: Journal, clock: Clock, tasks: Tasks, inquiry: FeedRequest, tokens: ShareTokens) -> None:
        self._clock = clock
        self._tasks = tasks
        self._inquiry = inquiry
        self._tokens = tokens
        self._reported = FeedRecorder(journal, clock)
        self.book = OpenIncidents(journal, clock, tasks, self._changed)
        self._turns = PollTurns()
        self._of_incident: dict[int, dict[Key, PollJob]] = {}
        self._in_flight = 0
        self._ended = False
        self._pulse: tuple[FeedPulse, ...] = ()
        self._pulse_at = 0
        self.seen = {FeedKind.LEI: FeedHealth("LEI"), FeedKind.RAD_E: FeedHealth("RAD-E")}

    async def run(self) -> None:
        """Ask until cancelled."""
        self._ended = False
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
            for kind in FeedKind:
                recorded, mine = feed_of(share, kind), known.get((share.share, kind))
                if mine is None or mine.feed.received_at != recorded.received_at:
                    self._release(mine)
                    known[share.share, kind] = queue.of(incident.number, share, kind)
                elif recorded.ending is not None and mine.feed.ending is None:
                    mine.feed = data_share_feed.ended(
                        mine.feed, recorded.ended_at or self._clock.now(), recorded.ending
                    )
            if share.lei.ending is not None and share.rad_e.ending is not None:
                self._tokens.forget(share.share)

    def _leave(self, number: int) -> None:
        for one in self._of_incident.pop(number, {}).values():
            self._release(one)
            self._tokens.forget(one.share)

    def _release(self, asking: PollJob | None) -> None:
        if asking is not None:
            self._turns.drop(asking)
            self._reported.forget(asking.key)
            self.seen[asking.feed.kind].forget(asking.key)

    def _want(self, number: int, feed: FeedKind | None) -> None:
        now = self._clock.now()
        for one in self._of_incident[number].values():
            if not one.busy and feed in (None, one.feed.kind):
                one.feed = data_share_feed.wanted(one.feed, now)

    def _schedule(self, number: int) -> None:
        mine = self._of_incident.get(number, {}).values()
        lei = chosen(one.feed for one in mine)
        for one in mine:
            if one.busy:
                continue
            at = self._next(one) if one.feed.kind is FeedKind.RAD_E or one.feed is lei else None
            if at is None:
                self._turns.drop(one)
            else:
                self._turns.put(one, max(at, one.not_before))

    def _next(self, asking: PollJob) -> int | None:
        now = self._clock.now()
        match plan(asking.feed, now, asking.jitter):
            case Fetch():
                return now if asking.due is None else min(now, asking.due)
            case WaitUntil(at):
                return at
            case StopPolling():
                return None

    def _start_due(self) -> None:
        while self._in_flight < AT_ONCE and not self._ended:
            asking = self._turns.take(self._clock.now(), urgent=self._in_flight >= ROUTINE)
            if asking is None:
                return
            asking.busy = True
            self._in_flight += 1
            self._tasks.start(f"ask {asking.feed.kind.value}", self._turn(asking))

    async def _turn(self, asking: PollJob) -> None:
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

    async def _ask(self, asking: PollJob) -> None:
        """Ask one feed once, and write what changed."""
        try:
            ending = await self._inquiry.why_not(asking)
        except (JournalLockedError, JournalUnavailableError):
            asking.not_before = self._clock.now() + HELD_BACK_MS
            return
        if ending is not None:
            asking.feed = data_share_feed.ended(asking.feed, self._clock.now(), ending)
            await self._report(asking, FeedResult(outcome=None))
            return
        since = self._known_until(asking)
        asking.feed = data_share_feed.asked(asking.feed, self._clock.now())
        asking.jitter = random.uniform(-1, 1)  # noqa: S311 it spreads requests and protects nothing
        await self._take(asking, heard := await self._answer(asking))
        if asking.feed.kind is FeedKind.LEI and asking.trail_wanted and isinstance(heard.outcome, Data):
            asking.trail_wanted = False
            await self._report(asking, await self._inquiry.trail(asking, since))

    async def _answer(self, asking: PollJob) -> FeedResult:
        """What the feed says now; what goes wrong inside the station is a failure like any other, and no silence."""
        try:
            return await self._inquiry.newest(asking)
        except (JournalLockedError, JournalUnavailableError):
            raise
        except Exception:  # noqa: BLE001 whatever it is, a green lamp over a lost answer would be a lie
            _LOG.exception("The answer of %s could not be taken in", asking.feed.kind.value)
            return FeedResult(outcome=Unavailable(), problem=NOT_TAKEN_IN)

    async def _take(self, asking: PollJob, heard: FeedResult) -> None:
        now = self._clock.now()
        if heard.outcome is not None:
            asking.feed = data_share_feed.answered(asking.feed, heard.outcome, now)
        if self._of_incident.get(asking.incident, {}).get(asking.key) is asking:
            self.seen[asking.feed.kind].note(asking.key, heard, now)
        asking.trail_wanted |= isinstance(heard.outcome, Unavailable)
        await self._report(asking, heard)

    async def _report(self, asking: PollJob, heard: FeedResult) -> None:
        """Write it, unless the incident was closed while RapidSOS was being asked."""
        incident = self.book.find(asking.incident)
        if incident is None:
            return
        try:
            written = await self._reported.report(incident, asking, heard, asking.feed.ending)
        except Exception:  # noqa: BLE001 as above
            _LOG.exception("An answer of %s could not be recorded", asking.feed.kind.value)
            await self._not_recorded(asking)
        else:
            asking.trail_wanted |= not written

    async def _not_recorded(self, asking: PollJob) -> None:
        """An answer that can't be written down is a failed feed: a green lamp over a lost location would be a lie."""
        now, failed = self._clock.now(), FeedResult(outcome=Unavailable(), problem=NOT_TAKEN_IN)
        asking.feed = data_share_feed.answered(asking.feed, Unavailable(), now)
        asking.trail_wanted = True
        self.seen[asking.feed.kind].note(asking.key, failed, now)
        await self._reported.failed(asking, failed)

    def _known_until(self, asking: PollJob) -> int:
        """The time of the newest fix that this share's LEI gave, else as far back as locations are kept (UTC ms)."""
        incident = self.book.find(asking.incident)
        sightings = () if incident is None else incident.sightings
        fixes = (one.fix for one in sightings if one.share == asking.share and one.fix.source == "lei")
        return max(
            (fix.fixed_at for fix in fixes if fix.fixed_at is not None), default=asking.feed.received_at - TRAIL_MS
        )
