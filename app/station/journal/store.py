"""The write side of the journal: what decisions look at, and what they write inside the committer's transaction."""

import collections.abc
import sqlite3

import msgspec

from app.domain.evidence import ChainIdentity, genesis
from app.domain.incident.commands import Done, Refused
from app.domain.incident.correlation import KnownDelivery
from app.domain.incident.envelope import EventDraft, Recorded
from app.domain.incident.events import (
    BodiesErased,
    BodyQuarantined,
    Erased,
    IncidentClosed,
    QuarantineErased,
    ShareMovedOut,
    ShareReceived,
    ShareRepeated,
    ShareSplit,
    Unreadable,
)
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection
from app.domain.incident.retention import DAY_MS, KEPT, OF_NONE, erasure
from app.station.journal import database, queries
from app.station.journal import quarantine as journal_quarantine
from app.station.journal.base import Decision, DecisionContext, Erasure, Intent
from app.station.journal.database import folded, insert
from app.station.journal.sealing import DataKey, Owner, Seals


def remember(connection: sqlite3.Connection, record: Recorded) -> None:
    """Note a share's receipt, the first or a later one."""
    match record.event:
        case ShareReceived() as share:
            values = (share.request_sha256, share.share, record.incident, share.received_at)
            connection.execute("INSERT INTO delivery VALUES (?, ?, ?, ?)", values)
        case ShareRepeated() as repeat:
            connection.execute(
                "UPDATE delivery SET received_at=? WHERE request_sha256=?", (repeat.received_at, repeat.request_sha256)
            )
        case ShareMovedOut() as out:
            connection.execute("DELETE FROM delivery WHERE request_sha256=?", (out.request_sha256,))
        case ShareSplit() as split:
            values = (split.request_sha256, split.share, record.incident, split.last_receipt)
            connection.execute("INSERT INTO delivery VALUES (?, ?, ?, ?)", values)
        case _:
            pass


def find_delivery(connection: sqlite3.Connection, request_sha256: str) -> KnownDelivery | None:
    """What is remembered of a body, by the digest of its exact bytes."""
    row = connection.execute(
        "SELECT share, incident, received_at FROM delivery WHERE request_sha256=?", (request_sha256,)
    ).fetchone()
    return None if row is None else KnownDelivery(share=row[0], incident=row[1], received_at=row[2])


def deliveries(connection: sqlite3.Connection) -> dict[str, KnownDelivery]:
    """The whole index, by digest."""
    found = connection.execute("SELECT request_sha256, share, incident, received_at FROM delivery")
    return {row[0]: KnownDelivery(share=row[1], incident=row[2], received_at=row[3]) for row in found}


def receipts(connection: sqlite3.Connection, seals: Seals) -> list[Recorded]:
    """All events about the receipt of a share, oldest first."""
    kinds = [kind.__name__ for kind in (ShareReceived, ShareRepeated, ShareMovedOut, ShareSplit)]
    return [folded(record) for record in queries.of_kinds(connection, seals, kinds, 0)]


NO_PHONE = b""
"""In ``phone_index``: known to have none. NULL waits for the keyring."""


class IndexRow(msgspec.Struct, frozen=True, kw_only=True):
    """One incident in the index."""

    number: int
    opened_at: int
    closed_at: int | None
    closed_seq: int | None
    phone_index: bytes | None
    ecc: str | None
    last_seq: int


_CHANGES = ", ".join(f"{name}=excluded.{name}" for name in IndexRow.__struct_fields__[1:])
_PUT = f"INSERT INTO incident VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(number) DO UPDATE SET {_CHANGES}"  # noqa: S608 ours


def index_row(incident: Incident, owner: Owner) -> IndexRow:
    """What the index says of a folded incident."""
    return IndexRow(
        number=incident.number,
        opened_at=incident.opened_at,
        closed_at=incident.closed_at,
        closed_seq=None if incident.is_open else _closed_seq(incident),
        phone_index=_phone_index(incident, owner),
        ecc=incident.ecc,
        last_seq=incident.last_seq,
    )


def put_index(connection: sqlite3.Connection, row: IndexRow) -> None:
    """Write an incident's row; of one that is there, only the indexes of what changed are touched."""
    connection.execute(_PUT, msgspec.structs.astuple(row))


def index_rows(connection: sqlite3.Connection) -> collections.abc.Iterator[IndexRow]:
    """The whole index, by number."""
    names = IndexRow.__struct_fields__
    for row in connection.execute(f"SELECT {', '.join(names)} FROM incident ORDER BY number"):  # noqa: S608 -- ours
        yield IndexRow(**dict(zip(names, row, strict=True)))


def without_phone_index(connection: sqlite3.Connection) -> list[int]:
    """Incidents written while the keyring was locked."""
    return [row[0] for row in connection.execute("SELECT number FROM incident WHERE phone_index IS NULL")]


def _closed_seq(incident: Incident) -> int | None:
    return next((record.seq for record in reversed(incident.timeline) if _closes(record)), None)


def _closes(record: Recorded) -> bool:
    if isinstance(record.event, Unreadable | Erased):
        return record.event.kind == IncidentClosed.__name__
    return isinstance(record.event, IncidentClosed)


def _phone_index(incident: Incident, owner: Owner) -> bytes | None:
    if incident.phone is not None:
        return owner.phone_index(incident.phone)
    return None if owner.locked and incident.has_unreadable else NO_PHONE


def forget_incident(number: int, retention_days: int) -> Intent:
    """The intent that erases a long closed incident; it writes nothing while the incident is open, held or young."""

    def intent(ledger: DecisionContext, now: int) -> Decision:
        incident = ledger.find(number)
        due = None if incident is None else erasure(incident, now, retention_days)
        if due is None or isinstance(due, Refused):
            return Decision()
        return Decision(
            drafts=(EventDraft(event=due, incident=number),), erased=(Erasure(incident=number, before=now),)
        )

    return intent


def forget_the_rest(retention_days: int) -> Intent:
    """The intent that erases what belongs to no incident: unmatched messages, forms, bodies in quarantine."""

    def intent(ledger: DecisionContext, now: int) -> Decision:
        before = now - retention_days * DAY_MS
        loose, shelved = ledger.outlived(before)
        drafts = []
        if loose:
            drafts.append(EventDraft(event=BodiesErased(bodies=loose, retention_days=retention_days, disposition=None)))
        if shelved:
            drafts.append(EventDraft(event=QuarantineErased(bodies=shelved, retention_days=retention_days)))
        return Decision(drafts=tuple(drafts), erased=(Erasure(incident=None, before=before),) if drafts else ())

    return intent


def long_closed(connection: sqlite3.Connection, before: int, after: int, limit: int) -> list[int]:
    """Incidents above ``after`` that were closed before a time and not erased since, oldest number first."""
    found = connection.execute(
        "SELECT number FROM incident WHERE number > ? AND closed_at < ? AND NOT EXISTS (SELECT 1 FROM event "
        "WHERE event.incident = number AND event.seq > closed_seq AND kind = ?) ORDER BY number LIMIT ?",
        (after, before, BodiesErased.__name__, limit),
    )
    return [row[0] for row in found]


def outlived(connection: sqlite3.Connection, before: int) -> tuple[int, int]:
    """How many bodies without incident, and how many in quarantine, are older than a time (UTC ms)."""
    loose = connection.execute(f"SELECT count(*) FROM event WHERE {_LOOSE}", (before,)).fetchone()  # noqa: S608 -- ours
    shelved = connection.execute("SELECT count(*) FROM quarantine WHERE received_at < ?", (before,)).fetchone()
    return loose[0], shelved[0]


def erase(connection: sqlite3.Connection, erased: Erasure) -> None:
    """Take the bodies out; ``secure_delete`` overwrites them, and the committer then empties the log beside it."""
    if erased.incident is None:
        connection.execute(f"UPDATE event SET body = NULL WHERE {_LOOSE}", (erased.before,))  # noqa: S608 -- ours
        connection.execute("DELETE FROM quarantine WHERE received_at < ?", (erased.before,))
        return
    connection.execute(
        f"UPDATE event SET body = NULL WHERE incident = ? AND kind NOT IN ({_quoted(KEPT)})",  # noqa: S608 -- ours
        (erased.incident,),
    )
    for row in connection.execute("SELECT share FROM delivery WHERE incident = ?", (erased.incident,)).fetchall():
        database.forget(connection, row[0])
    # Should the same body come again, all that it says is needed again: it must not count as a mere repetition.
    connection.execute("DELETE FROM delivery WHERE incident = ?", (erased.incident,))


def erasures(connection: sqlite3.Connection) -> dict[int | None, int]:
    """The last event that erased bodies, by incident."""
    found = connection.execute(
        "SELECT incident, max(seq) FROM event WHERE kind = ? GROUP BY incident", (BodiesErased.__name__,)
    )
    return dict(found.fetchall())


def _quoted(kinds: frozenset[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in sorted(kinds))


_LOOSE = f"incident IS NULL AND at < ? AND body IS NOT NULL AND kind IN ({_quoted(OF_NONE)})"


class StoredContext:
    """The ``DecisionContext`` on the write connection: open incidents, and the last chain digest and numbers.

    After a rollback it is out of step with the file: make a new one, which is what a start does.
    """

    def __init__(self, connection: sqlite3.Connection, identity: ChainIdentity, seals: Seals, key: DataKey) -> None:
        self.connection = connection
        self.identity = identity
        self.seals = seals
        self._key = key
        self.seq, chain = queries.head(connection)
        self._chain = genesis(identity) if chain is None else chain
        self.projection = IncidentProjection()
        for record in queries.still_mattering(connection, seals, 0, self.seq, -1):
            self.projection.apply(folded(record))
        self.next_incident = queries.next_number(connection)
        self.next_quarantined = journal_quarantine.next_number(connection)
        self.quarantine_alert_at: int | None = None

    def anew(self) -> "StoredContext":
        """A new context as the file has it now: after a rollback, or when more can be opened than before."""
        return StoredContext(self.connection, self.identity, self.seals, self._key)

    def find(self, number: int) -> Incident | None:
        """An incident, open or closed; None if there never was one."""
        return self.projection.incidents.get(number) or queries.whole(self.connection, self.seals, number)

    def delivered(self, request_sha256: str) -> KnownDelivery | None:
        """What is remembered of a body that was accepted before."""
        return find_delivery(self.connection, request_sha256)

    def outlived(self, before: int) -> tuple[int, int]:
        """How many bodies without incident, and how many in quarantine, are older than a time (UTC ms)."""
        return outlived(self.connection, before)

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
        for erased in decision.erased:
            self._erase(erased)
        for number in dict.fromkeys(record.incident for record in records):
            if number is not None:
                self._index(number)
        for token in decision.tokens:
            database.keep(self.connection, token.share, token.token, self._key)
        for share in decision.ended:
            database.forget(self.connection, share)
        if decision.kept or decision.seen or decision.released:  # none of which a share has
            self._quarantine(decision, records)
        return records

    def keeps(self, quarantine: int) -> bool:
        """Whether a quarantined body is still kept."""
        return journal_quarantine.keeps(self.connection, quarantine)

    def index_phones(self) -> None:
        """Give incidents of a run with a locked keyring their phone index; does nothing while it is locked."""
        if self.seals.owner.locked:
            return
        for number in without_phone_index(self.connection):
            incident = queries.whole(self.connection, self.seals, number)
            if incident is not None:
                put_index(self.connection, index_row(incident, self.seals.owner))

    def _appended(self, drafts: tuple[EventDraft, ...], now: int) -> tuple[Recorded, ...]:
        records = tuple(_recorded(draft, seq, now) for seq, draft in enumerate(drafts, self.seq + 1))
        self._chain = insert(self.connection, records, self._key, self._chain)
        self.seq += len(records)
        for record in records:
            remember(self.connection, record)
            self._fold(record)
        return records

    def _fold(self, record: Recorded) -> None:
        self.projection.apply(record)
        if record.incident is None:
            return
        if record.incident not in self.projection.incidents:
            self.projection.replace(record.incident, self._history(record.incident))
        if record.incident not in self.projection.incidents:
            raise ValueError(f"{type(record.event).__name__} names incident {record.incident}, which never began")
        self.next_incident = max(self.next_incident, record.incident + 1)

    def _index(self, number: int) -> None:
        incident = self.projection.incidents[number]
        put_index(self.connection, index_row(incident, self.seals.owner))
        if not incident.is_open:
            self.projection.forget(number)

    def _erase(self, erasure: Erasure) -> None:
        erase(self.connection, erasure)
        if erasure.incident is not None:
            self.projection.replace(erasure.incident, self._history(erasure.incident))

    def _quarantine(self, decision: Decision, records: tuple[Recorded, ...]) -> None:
        events = {one.event.quarantine: one for one in records if isinstance(one.event, BodyQuarantined)}
        for body in decision.kept:
            record = events.get(body.number)
            journal_quarantine.put(self.connection, body, record.seq if record else None, self._key)
            self.next_quarantined = body.number + 1
            if record and not body.authentic:
                self.quarantine_alert_at = record.at
        journal_quarantine.see(self.connection, decision.seen)
        journal_quarantine.release(self.connection, decision.released)

    def _history(self, number: int) -> collections.abc.Iterator[Recorded]:
        return (folded(record) for record in queries.of_incident(self.connection, self.seals, number))


def _recorded(draft: EventDraft, seq: int, now: int) -> Recorded:
    return Recorded(
        seq=seq,
        at=now,
        incident=draft.incident,
        operator=draft.operator,
        command_id=draft.command_id,
        event=draft.event,
    )


def _stamped(drafts: tuple[EventDraft, ...], command_id: str | None) -> tuple[EventDraft, ...]:
    """The first draft carries the command's id: it is unique in the journal."""
    if command_id is None or not drafts:
        return drafts
    return (msgspec.structs.replace(drafts[0], command_id=command_id), *drafts[1:])
