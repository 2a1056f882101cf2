"""Following flows: what RapidSOS tells about them goes on disk, with the trigger it belongs to (docs/contract.md#7)."""

import collections
import collections.abc

from app.core.clock import Clock
from app.domain.callflow.status import HttpCallback, Status
from app.domain.incident.commands import Refused
from app.domain.incident.correlation import flow_of
from app.domain.incident.envelope import EventDraft, Recorded
from app.domain.incident.events import (
    HttpCallbackReceived,
    StatusReceived,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerUnknown,
)
from app.domain.incident.model import Incident
from app.domain.lamp import Lamp
from app.station import health
from app.station.journal.base import Decision, DecisionContext, Intent
from app.station.journal.journal import Journal

MOST_UNVERIFIED = 200
"""So many unverified messages that name no trigger of ours are kept in an hour from one address."""
MOST_OF_ALL = 2_000
"""So many from all addresses together: nobody can fill the disk, whatever addresses they have."""
UNVERIFIED_SPAN_MS = 3_600_000
MOST_REMEMBERED = 10_000


class _Room:
    """How many messages each sender has had kept in the last hour."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: collections.OrderedDict[int, str] = collections.OrderedDict()
        """Who had a place taken, by its number, the oldest first."""
        self._at: dict[int, int] = {}
        self._of: collections.Counter[str] = collections.Counter()
        self._last = 0

    def take(self, sender: str) -> int | None:
        """A place; None when there is none for this sender."""
        now = self._clock.now()
        while self._kept and now - self._at[next(iter(self._kept))] > UNVERIFIED_SPAN_MS:
            self.give_back(next(iter(self._kept)))
        if self._of[sender] >= MOST_UNVERIFIED or len(self._kept) >= MOST_OF_ALL:
            return None
        self._last += 1
        self._kept[self._last], self._at[self._last] = sender, now
        self._of[sender] += 1
        return self._last

    def give_back(self, place: int) -> None:
        """A place that was not needed, or whose hour is over."""
        sender = self._kept.pop(place)
        del self._at[place]
        self._of[sender] -= 1
        if not self._of[sender]:
            del self._of[sender]


class CallbackService:
    """Records status messages and HTTP callbacks."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self._homes: collections.OrderedDict[str, int] = collections.OrderedDict()
        """The incident of each trigger by its id and its alert id, closed incidents included, for this run."""
        self._room = _Room(clock)
        self.dropped = 0
        """Unverified messages that were not kept, and were answered so."""
        self._dropped_at = 0
        journal.subscribe(self._learn)

    def lamp(self, now: int) -> Lamp | None:
        """That messages were refused for want of room during the last day; nothing while none was."""
        if not self.dropped or now - self._dropped_at > health.DAY_MS:
            return None
        return health.callbacks(self.dropped, MOST_UNVERIFIED, self._dropped_at)

    async def status(self, status: Status, *, verified: bool, received_at: int, sender: str) -> bool:
        """Put a status message on disk; a copy of one that is there already changes nothing.

        Returns False when it was not kept: it is unverified, names no trigger of ours, and its sender has no room left.

        Raises:
            JournalUnavailableError: it was not recorded.
        """

        def event(ledger: DecisionContext) -> EventDraft | None:
            if _is_known(ledger, status.digest, verified=verified):
                return None
            home, trigger = self._home(ledger, status.alert_id, status.event_id)
            event = StatusReceived(status=status, verified=verified, received_at=received_at, trigger=trigger)
            return EventDraft(event=event, incident=home)

        return await self._record(event, sender, needs_room=not verified)

    async def callback(self, callback: HttpCallback, *, received_at: int, sender: str) -> bool:
        """Put a call of the HTTP utility on disk; False when it was not kept, as for ``status``.

        Raises:
            JournalUnavailableError: it was not recorded.
        """

        def event(ledger: DecisionContext) -> EventDraft | None:
            home, trigger = self._home(ledger, callback.flow, callback.flow)
            event = HttpCallbackReceived(callback=callback, received_at=received_at, trigger=trigger)
            return EventDraft(event=event, incident=home)

        return await self._record(event, sender, needs_room=True)

    async def _record(
        self, event: collections.abc.Callable[[DecisionContext], EventDraft | None], sender: str, *, needs_room: bool
    ) -> bool:
        """Write a message that may be kept; one that names a trigger of ours needs no room.

        Whether it does is known in the committer only, so its place is taken before and given back if it was not
        needed: many messages at once must not be more than there is room for.
        """
        place = self._room.take(sender) if needs_room else None
        if needs_room and place is None:
            return await self._record_if_known(event)
        outcome = None
        try:
            outcome = await self._journal.decide(_written(event, may_be_unknown=True))
        finally:
            records = () if outcome is None else outcome.records
            if place is not None and not any(_names_nobody(record) for record in records):
                self._room.give_back(place)
        return True

    async def _record_if_known(self, event: collections.abc.Callable[[DecisionContext], EventDraft | None]) -> bool:
        outcome = await self._journal.decide(_written(event, may_be_unknown=False))
        if outcome.refused is None:
            return True
        self.dropped += 1
        self._dropped_at = self._clock.now()
        return False

    def _home(
        self, ledger: DecisionContext, alert_id: str | None, event_id: str | None
    ) -> tuple[int | None, str | None]:
        """The incident and trigger that a message names: among open incidents, and those of this run."""
        return flow_of(self._candidates(ledger, alert_id, event_id), alert_id, event_id) or (None, None)

    def _candidates(self, ledger: DecisionContext, *names: str | None) -> collections.abc.Iterator[Incident]:
        yield from ledger.projection.open_incidents
        numbers = {self._homes[name] for name in names if name is not None and name in self._homes}
        for number in sorted(numbers):
            incident = ledger.find(number)
            if incident is not None:
                yield incident

    def _learn(self, records: tuple[Recorded, ...]) -> None:
        for record in records:
            if record.incident is not None:
                self._homes |= dict.fromkeys(_names(record), record.incident)
        while len(self._homes) > MOST_REMEMBERED:
            self._homes.popitem(last=False)


_NO_ROOM = Decision(refused=Refused(refused="No room for messages that name no callflow of this center."))


def _written(event: collections.abc.Callable[[DecisionContext], EventDraft | None], *, may_be_unknown: bool) -> Intent:
    """The intent of a message; without room, only one that names a trigger of ours is written."""

    def intent(ledger: DecisionContext, _now: int) -> Decision:
        draft = event(ledger)
        if draft is None:
            return Decision()
        if not may_be_unknown and getattr(draft.event, "trigger", None) is None:
            return _NO_ROOM
        return Decision(drafts=(draft,))

    return intent


def _names_nobody(record: Recorded) -> bool:
    return isinstance(record.event, StatusReceived | HttpCallbackReceived) and record.event.trigger is None


def _names(record: Recorded) -> tuple[str, ...]:
    match record.event:
        case TriggerConfirmed():
            return (record.event.confirmed.trigger,)
        case TriggerAccepted() | TriggerUnknown():
            return (record.event.outcome.alert_id,) if record.event.outcome.alert_id else ()
        case _:
            return ()


def _is_known(ledger: DecisionContext, digest: str, *, verified: bool) -> bool:
    """Whether the same bytes were recorded, at least as well verified.

    See docs/contract.md#7.2: duplicates are idempotent.
    """
    reports = (one.report for incident in ledger.projection.incidents.values() for one in incident.reports)
    if any(report.status.digest == digest and report.verified >= verified for report in reports):
        return True
    return any(
        message.status.digest == digest and message.verified >= verified
        for message in ledger.projection.unmatched.values()
    )
