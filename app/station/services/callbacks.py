"""Following flows: what RapidSOS tells about them goes on disk, with the trigger it belongs to (docs/contract.md#7)."""

import collections
import collections.abc

from app.core.clock import Clock
from app.domain.callflow.status import HttpCallback, Status, belongs_to
from app.domain.callflow.trigger import Trigger
from app.domain.incident.envelope import EventDraft, Recorded
from app.domain.incident.events import (
    HttpCallbackReceived,
    StatusReceived,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerUnknown,
)
from app.domain.incident.model import Incident
from app.station.journal.base import Decision, DecisionContext
from app.station.journal.journal import Journal

MOST_UNVERIFIED = 200
UNVERIFIED_SPAN_MS = 3_600_000
"""So many unverified messages are kept in an hour; more are only counted, so that nobody can fill the disk."""
MOST_REMEMBERED = 10_000


class CallbackService:
    """Records status messages and HTTP callbacks."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self._homes: collections.OrderedDict[str, int] = collections.OrderedDict()
        """The incident of each trigger by its id and its alert id, closed incidents included, for this run."""
        self._unverified: collections.deque[int] = collections.deque()
        self.dropped = 0
        """Unverified messages that were only counted."""
        journal.subscribe(self._learn)

    async def status(self, status: Status, *, verified: bool, received_at: int) -> None:
        """Put a status message on disk; a copy of one that is there already changes nothing.

        Raises:
            JournalUnavailableError: it was not recorded.
        """
        if not verified and not self._room():
            self.dropped += 1
            return

        def intent(ledger: DecisionContext, _now: int) -> Decision:
            if _is_known(ledger, status.digest, verified=verified):
                return Decision()
            home, trigger = self._home(ledger, status.alert_id, status.event_id)
            event = StatusReceived(status=status, verified=verified, received_at=received_at, trigger=trigger)
            return Decision(drafts=(EventDraft(event=event, incident=home),))

        await self._journal.decide(intent)

    async def callback(self, callback: HttpCallback, *, received_at: int) -> None:
        """Put a call of the HTTP utility on disk.

        Raises:
            JournalUnavailableError: it was not recorded.
        """
        if not self._room():
            self.dropped += 1
            return

        def intent(ledger: DecisionContext, _now: int) -> Decision:
            home, trigger = self._home(ledger, callback.flow, callback.flow)
            event = HttpCallbackReceived(callback=callback, received_at=received_at, trigger=trigger)
            return Decision(drafts=(EventDraft(event=event, incident=home),))

        await self._journal.decide(intent)

    def _home(
        self, ledger: DecisionContext, alert_id: str | None, event_id: str | None
    ) -> tuple[int | None, str | None]:
        """The incident and trigger that a message names: among open incidents, and those of this run."""
        triggers: dict[str, tuple[Trigger, int]] = {}
        for incident in self._candidates(ledger, alert_id, event_id):
            triggers |= {trigger.id: (trigger, incident.number) for trigger in incident.triggers}
        found = belongs_to(alert_id, event_id, [trigger for trigger, _ in triggers.values()])
        return (None, None) if found is None else (triggers[found.id][1], found.id)

    def _candidates(self, ledger: DecisionContext, *names: str | None) -> collections.abc.Iterator[Incident]:
        yield from ledger.book.open_incidents
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

    def _room(self) -> bool:
        now = self._clock.now()
        while self._unverified and now - self._unverified[0] > UNVERIFIED_SPAN_MS:
            self._unverified.popleft()
        if len(self._unverified) >= MOST_UNVERIFIED:
            return False
        self._unverified.append(now)
        return True


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
    reports = (one.report for incident in ledger.book.incidents.values() for one in incident.reports)
    if any(report.status.digest == digest and report.verified >= verified for report in reports):
        return True
    return any(
        message.status.digest == digest and message.verified >= verified for message in ledger.book.unmatched.values()
    )
