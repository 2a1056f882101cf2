"""Searching stored incidents: what the index answers at once, and opening bodies newest first, piece by piece.

Bodies are sealed and nothing of a note or a place lies in clear anywhere, so no index can answer for them
(docs/adr/0008-search-opens-bodies.md).
"""

import sqlite3
import time
import typing

from app.domain.incident.incident import Incident
from app.domain.incident.record import Recorded
from app.domain.search import saying
from app.domain.search.found import Found, Search, Stored
from app.domain.search.saying import Why
from app.domain.search.sought import Sought
from app.station.journal import incidents
from app.station.journal.rows import COLUMNS, folded, opened
from app.station.journal.seal.seals import Seals

MOST = 50
"""So many incidents go into one piece."""
AT_ONCE = 100
"""So many incidents' bodies are asked for at once; the time is looked at in between."""
LONGEST_WORDS = 300
Terms = list[tuple[str, object]]


class _Row(typing.NamedTuple):
    number: int
    opened_at: int
    closed_at: int | None
    ecc: str | None


def in_index(connection: sqlite3.Connection, seals: Seals, search: Search) -> Found:
    """Closed incidents by number, whole phone, ECC or date, the newest first."""
    terms, locked = _terms(search.sought, seals)
    if not terms and not search.sought.only_dates:
        return Found(locked=locked)
    rows = _rows(connection, search.sought, search.before, terms, MOST + 1)
    shown = rows[:MOST]
    hits = tuple(_stored(connection, seals, row, _why(row, search.sought)) for row in shown)
    return Found(
        incidents=hits,
        before=shown[-1].number if len(rows) > MOST else None,
        back_to=shown[-1].opened_at if shown else None,
        looked_at=len(shown),
        locked=locked,
    )


def in_bodies(connection: sqlite3.Connection, seals: Seals, search: Search, budget_s: float) -> Found:
    """Closed incidents by phone digits, note or place: as many as the time allows, the newest first."""
    until = time.monotonic() + budget_s
    scan = _Scan(connection, seals, search.sought)
    before = search.before
    while True:
        rows = _rows(connection, search.sought, before, [], AT_ONCE)
        scan.look(rows)
        before = rows[-1].number if rows else None
        whole = len(rows) < AT_ONCE
        if whole or len(scan.hits) >= MOST or time.monotonic() >= until:
            return scan.found(None if whole else before)


class _Scan:
    """What was found so far, and how far back."""

    def __init__(self, connection: sqlite3.Connection, seals: Seals, sought: Sought) -> None:
        self._connection = connection
        self._seals = seals
        self._sought = sought
        self._looked_at = 0
        self._back_to: int | None = None
        self._locked = False
        self.hits: list[Stored] = []

    def look(self, rows: list[_Row]) -> None:
        """Open what can answer of these incidents."""
        if not rows:
            return
        known = {row.number: row for row in rows}
        answered: set[int] = set()
        for number, record in self._records(rows[-1].number, rows[0].number):
            why = None if number in answered or number not in known else saying.says(record.event, self._sought)
            if why is not None:
                answered.add(number)
                words = str(getattr(record.event, "text", ""))[:LONGEST_WORDS] if why is Why.NOTE else ""
                self.hits.append(_stored(self._connection, self._seals, known[number], why, words))
        self._looked_at += len(rows)
        self._back_to = rows[-1].opened_at

    def found(self, before: int | None) -> Found:
        """The piece."""
        return Found(
            incidents=tuple(self.hits),
            before=before,
            back_to=self._back_to,
            looked_at=self._looked_at,
            locked=self._locked,
        )

    def _records(self, lowest: int, highest: int) -> typing.Iterator[tuple[int, Recorded]]:
        kinds = saying.kinds(self._sought)
        marks = ", ".join("?" * len(kinds))
        cursor = self._connection.execute(
            f"SELECT {COLUMNS} FROM event WHERE incident BETWEEN ? AND ? AND kind IN ({marks}) "  # noqa: S608 -- our own text only
            "ORDER BY incident DESC, seq",
            (lowest, highest, *kinds),
        )
        for row in cursor:
            record = opened(self._connection, row, self._seals)
            self._locked = self._locked or record.unreadable == "locked"
            if record.incident is not None:
                yield record.incident, folded(record)


def _terms(sought: Sought, seals: Seals) -> tuple[Terms, bool]:
    """The conditions that the index knows, any of which is enough; and whether one needs the locked keyring."""
    terms: Terms = []
    if sought.number is not None:
        terms.append(("number = ?", sought.number))
    if sought.text:
        terms.append(("instr(lower(ecc), ?) > 0", sought.text))
    digest = seals.owner.phone_index(sought.phone) if sought.phone else None
    if digest is not None:
        terms.append(("phone_index = ?", digest))
    return terms, bool(sought.phone) and digest is None


def _rows(connection: sqlite3.Connection, sought: Sought, before: int | None, terms: Terms, limit: int) -> list[_Row]:
    conditions: Terms = [
        (condition, value)
        for condition, value in (
            ("number < ?", before),
            ("opened_at >= ?", sought.since),
            ("opened_at < ?", sought.until),
        )
        if value is not None
    ]
    said = " AND ".join(["closed_seq IS NOT NULL", *(condition for condition, _ in conditions)])
    anyhow = f" AND ({' OR '.join(condition for condition, _ in terms)})" if terms else ""
    values = [value for _, value in (*conditions, *terms)]
    found = connection.execute(
        f"SELECT number, opened_at, closed_at, ecc FROM incident WHERE {said}{anyhow} "  # noqa: S608 -- our own text only
        "ORDER BY number DESC LIMIT ?",
        (*values, limit),
    )
    return [_Row(*row) for row in found]


def _why(row: _Row, sought: Sought) -> Why:
    if sought.number == row.number:
        return Why.NUMBER
    if sought.text:
        return Why.ECC
    return Why.PHONE if sought.phone else Why.DATE


def _stored(connection: sqlite3.Connection, seals: Seals, row: _Row, why: Why, words: str = "") -> Stored:
    """A row with what its events say, as far as they can be opened."""
    incident = incidents.whole(connection, seals, row.number) or _nothing(row)
    return Stored(
        number=row.number,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        phone=incident.phone,
        ecc=row.ecc,
        reason=incident.close_reason,
        owner=incident.owner,
        why=why,
        words=words,
    )


def _nothing(row: _Row) -> Incident:
    return Incident(number=row.number, origin="share", opened_at=row.opened_at)
