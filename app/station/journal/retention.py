"""Retention in the tables: bodies go, times, operators and kinds stay, and the chain still holds.

See docs/design.md#forgetting.
"""

import sqlite3

from app.domain.incident.commands import Refused
from app.domain.incident.events import BodiesErased, QuarantineErased
from app.domain.incident.forgetting import DAY_MS, KEPT, OF_NONE, erasure
from app.domain.incident.record import Draft
from app.station.journal import tokens
from app.station.journal.decision import Decision, Erasure, Intent, Ledger


def forget_incident(number: int, retention_days: int) -> Intent:
    """The intent that erases a long closed incident; it writes nothing while the incident is open, held or young."""

    def intent(ledger: Ledger, now: int) -> Decision:
        incident = ledger.find(number)
        due = None if incident is None else erasure(incident, now, retention_days)
        if due is None or isinstance(due, Refused):
            return Decision()
        return Decision(drafts=(Draft(event=due, incident=number),), erased=(Erasure(incident=number, before=now),))

    return intent


def forget_the_rest(retention_days: int) -> Intent:
    """The intent that erases what belongs to no incident: unmatched messages, forms, bodies in quarantine."""

    def intent(ledger: Ledger, now: int) -> Decision:
        before = now - retention_days * DAY_MS
        loose, shelved = ledger.outlived(before)
        drafts = []
        if loose:
            drafts.append(Draft(event=BodiesErased(bodies=loose, retention_days=retention_days, disposition=None)))
        if shelved:
            drafts.append(Draft(event=QuarantineErased(bodies=shelved, retention_days=retention_days)))
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
        tokens.forget(connection, row[0])
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
