"""The ledger: what decisions look at and are entered into, inside the committer's transaction."""

import collections.abc
import sqlite3

import msgspec

from app.domain.evidence.chain import Identity, genesis
from app.domain.incident.book import Book
from app.domain.incident.commands import Done
from app.domain.incident.events import BodyQuarantined
from app.domain.incident.incident import Incident
from app.domain.incident.record import Draft, Recorded
from app.domain.incident.share import Delivered
from app.station.journal import deliveries, incidents, queries, retention, shelf, tokens
from app.station.journal.decision import Decision, Erasure
from app.station.journal.rows import folded, insert
from app.station.journal.seal.sealing import DataKey
from app.station.journal.seal.seals import Seals


class StoredLedger:
    """``decision.Ledger`` on the write connection: the deciding book, and the ends of chain and numbers.

    After a rollback it is out of step with the file: make a new one, which is what a start does.
    """

    def __init__(self, connection: sqlite3.Connection, identity: Identity, seals: Seals, key: DataKey) -> None:
        self.connection = connection
        self.identity = identity
        self.seals = seals
        self._key = key
        self.seq, chain = queries.head(connection)
        self._chain = genesis(identity) if chain is None else chain
        self.book = Book()
        for record in queries.still_mattering(connection, seals, 0, self.seq, -1):
            self.book.apply(folded(record))
        self.next_incident = incidents.next_number(connection)
        self.next_quarantined = shelf.next_number(connection)
        self.quarantine_alert_at: int | None = None

    def anew(self) -> "StoredLedger":
        """The ledger as the file has it now: after a rollback, or when more can be opened than before."""
        return StoredLedger(self.connection, self.identity, self.seals, self._key)

    def find(self, number: int) -> Incident | None:
        """An incident, open or closed; None if there never was one."""
        return self.book.incidents.get(number) or incidents.whole(self.connection, self.seals, number)

    def delivered(self, request_sha256: str) -> Delivered | None:
        """What is remembered of a body that was accepted before."""
        return deliveries.find(self.connection, request_sha256)

    def outlived(self, before: int) -> tuple[int, int]:
        """How many bodies without incident, and how many in quarantine, are older than a time (UTC ms)."""
        return retention.outlived(self.connection, before)

    def answered(self, command_id: str) -> Done | None:
        """The answer that a command got when it first came."""
        row = self.connection.execute("SELECT seq FROM event WHERE command_id=?", (command_id,)).fetchone()
        return None if row is None else Done(seq=row[0])

    def enter(self, decision: Decision, command_id: str | None, now: int) -> tuple[Recorded, ...]:
        """Write a decision with everything that follows from it; the caller commits.

        Raises:
            ValueError: an event names an incident that never began.
            sqlite3.Error: storage failed, or the decision repeats what must be unique.
        """
        records = self._appended(_stamped(decision.drafts, command_id), now)
        for erasure in decision.erased:
            self._erase(erasure)
        for number in dict.fromkeys(record.incident for record in records):
            if number is not None:
                self._index(number)
        for token in decision.tokens:
            tokens.keep(self.connection, token.share, token.token, self._key)
        for share in decision.ended:
            tokens.forget(self.connection, share)
        self._shelve(decision, records)
        shelf.see(self.connection, decision.seen)
        shelf.release(self.connection, decision.released)
        return records

    def keeps(self, quarantine: int) -> bool:
        """Whether a quarantined body is still kept."""
        return shelf.keeps(self.connection, quarantine)

    def index_phones(self) -> None:
        """Give incidents of a run with a locked keyring their phone index; does nothing while it is locked."""
        if self.seals.owner.locked:
            return
        for number in incidents.without_phone_index(self.connection):
            incident = incidents.whole(self.connection, self.seals, number)
            if incident is not None:
                incidents.put(self.connection, incidents.row_of(incident, self.seals.owner))

    def _appended(self, drafts: tuple[Draft, ...], now: int) -> tuple[Recorded, ...]:
        records = tuple(_recorded(draft, seq, now) for seq, draft in enumerate(drafts, self.seq + 1))
        self._chain = insert(self.connection, records, self._key, self._chain)
        self.seq += len(records)
        for record in records:
            deliveries.remember(self.connection, record)
            self._fold(record)
        return records

    def _fold(self, record: Recorded) -> None:
        self.book.apply(record)
        if record.incident is None:
            return
        if record.incident not in self.book.incidents:
            self.book.replace(record.incident, self._history(record.incident))
        if record.incident not in self.book.incidents:
            raise ValueError(f"{type(record.event).__name__} names incident {record.incident}, which never began")
        self.next_incident = max(self.next_incident, record.incident + 1)

    def _index(self, number: int) -> None:
        incident = self.book.incidents[number]
        incidents.put(self.connection, incidents.row_of(incident, self.seals.owner))
        if not incident.is_open:
            self.book.forget(number)

    def _erase(self, erasure: Erasure) -> None:
        retention.erase(self.connection, erasure)
        if erasure.incident is not None:
            self.book.replace(erasure.incident, self._history(erasure.incident))

    def _shelve(self, decision: Decision, records: tuple[Recorded, ...]) -> None:
        events = {one.event.quarantine: one for one in records if isinstance(one.event, BodyQuarantined)}
        for body in decision.kept:
            record = events.get(body.number)
            shelf.put(self.connection, body, record.seq if record else None, self._key)
            self.next_quarantined = body.number + 1
            if record and not body.authentic:
                self.quarantine_alert_at = record.at

    def _history(self, number: int) -> collections.abc.Iterator[Recorded]:
        return (folded(record) for record in queries.of_incident(self.connection, self.seals, number))


def _recorded(draft: Draft, seq: int, now: int) -> Recorded:
    return Recorded(
        seq=seq,
        at=now,
        incident=draft.incident,
        operator=draft.operator,
        command_id=draft.command_id,
        event=draft.event,
    )


def _stamped(drafts: tuple[Draft, ...], command_id: str | None) -> tuple[Draft, ...]:
    """The first draft carries the command's id: it is unique in the journal."""
    if command_id is None or not drafts:
        return drafts
    return (msgspec.structs.replace(drafts[0], command_id=command_id), *drafts[1:])
