"""Everything that is read from the event table and the incident index, on whatever connection."""

import collections.abc
import sqlite3
import time
import typing

from app.domain import search as domain_search
from app.domain.incident.envelope import Record, Recorded
from app.domain.incident.events import (
    Acknowledged,
    BodyQuarantined,
    ClockStepped,
    IncidentOpened,
    OperatorSignedOff,
    OperatorSignedOn,
    PathLost,
    ShareReceived,
    ShareRepeated,
    StationStarted,
    StationStopped,
    TriggerUnknown,
)
from app.domain.incident.model import Incident
from app.domain.incident.projection import FIRST_INCIDENT, IncidentProjection
from app.domain.reports import Fact
from app.domain.search import MatchReason, Sought
from app.protocol.search import Search, SearchPage, Stored
from app.station.journal.database import COLUMNS, folded, opened
from app.station.journal.sealing import Seals

Records = collections.abc.Iterator[Record]

# CROSS JOIN makes SQLite begin with the few incidents: left to itself it walks all events.
_MATTERING = """
    SELECT event.seq FROM incident CROSS JOIN event ON event.incident = incident.number
        WHERE closed_seq IS NULL AND event.seq > ?1 AND event.seq <= ?2
    UNION ALL SELECT event.seq FROM incident CROSS JOIN event ON event.incident = incident.number
        WHERE closed_seq > ?2 AND event.seq > ?1 AND event.seq <= ?2
    UNION ALL SELECT seq FROM event
        WHERE incident IS NULL AND kind IN ('OperatorSignedOn', 'OperatorSignedOff') AND seq > ?1 AND seq <= ?2
        AND seq > (SELECT coalesce(max(seq), 0) FROM event WHERE incident IS NULL AND kind = 'StationStarted')
    UNION ALL SELECT seq FROM event WHERE incident IS NULL AND kind IN ('ClockStepped', 'GapFound', 'PathLost',
        'PathProven', 'JournalSetAside', 'JournalMissing', 'NoticeSeen', 'FormSaved', 'FormDiscarded', 'StatusReceived',
        'StatusPlaced')
        AND seq > ?1 AND seq <= ?2
    UNION ALL SELECT seq FROM (SELECT seq FROM event WHERE incident IS NULL AND kind = 'HandoverSigned' AND seq <= ?2
        ORDER BY seq DESC LIMIT 8) WHERE seq > ?1
    UNION ALL SELECT seq FROM (SELECT max(seq) AS seq FROM event
        WHERE incident IS NULL AND kind = 'ChecklistsAdopted' AND seq <= ?2) WHERE seq > ?1
    UNION ALL SELECT event_seq FROM quarantine WHERE authentic = 1 AND event_seq > ?1 AND event_seq <= ?2"""


def head(connection: sqlite3.Connection) -> tuple[int, bytes | None]:
    """The newest seq and its chain digest; 0 and None in an empty journal."""
    row = connection.execute("SELECT seq, chain FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    return (0, None) if row is None else (row[0], row[1])


def restored_at(connection: sqlite3.Connection) -> int:
    """When a backup was last put in this journal's place, UTC ms; 0 when none was."""
    row = connection.execute(
        "SELECT at FROM event WHERE incident IS NULL AND kind = 'JournalRestored' ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return 0 if row is None else int(row[0])


def after(connection: sqlite3.Connection, seals: Seals, seq: int, limit: int) -> Records:
    """Events after ``seq``, oldest first."""
    return _records(connection, seals, "WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit))


def of_kinds(connection: sqlite3.Connection, seals: Seals, kinds: list[str], seq: int) -> Records:
    """Events of these kinds after ``seq``, oldest first."""
    marks = ", ".join("?" * len(kinds))
    return _records(connection, seals, f"WHERE seq > ? AND kind IN ({marks}) ORDER BY seq", (seq, *kinds))


def newest_of_kinds(
    connection: sqlite3.Connection, seals: Seals, kinds: tuple[str, ...], before: int | None, limit: int
) -> Records:
    """Events of these kinds below ``before``, newest first."""
    marks = ", ".join("?" * len(kinds))
    condition = f"WHERE kind IN ({marks}) AND (?{len(kinds) + 1} IS NULL OR seq < ?{len(kinds) + 1})"
    condition += f" ORDER BY seq DESC LIMIT ?{len(kinds) + 2}"
    return _records(connection, seals, condition, (*kinds, before, limit))


def latest_of(connection: sqlite3.Connection, seals: Seals, kinds: tuple[str, ...], limit: int) -> list[Record]:
    """The newest events of these kinds that belong to no incident, oldest first."""
    marks = ", ".join("?" * len(kinds))
    condition = f"WHERE incident IS NULL AND kind IN ({marks}) ORDER BY seq DESC LIMIT ?"
    return list(_records(connection, seals, condition, (*kinds, limit)))[::-1]


def of_incident(connection: sqlite3.Connection, seals: Seals, number: int) -> Records:
    """All events of one incident, oldest first."""
    return _records(connection, seals, "WHERE incident = ? ORDER BY seq", (number,))


def still_mattering(connection: sqlite3.Connection, seals: Seals, since: int, until: int, limit: int) -> Records:
    """Events with ``since`` < seq <= ``until`` that a projection needs; ``limit`` -1 is none.

    They are those of incidents open at ``until``, of sign-ons since the station last started, what the station told
    of itself, the checklists in force, the last handover sheets, forms and status messages that belong to no
    incident, and quarantined bodies that ring, are still kept and were not seen.
    """
    return _records(connection, seals, f"WHERE seq IN ({_MATTERING}) ORDER BY seq LIMIT ?3", (since, until, limit))


def _records(
    connection: sqlite3.Connection, seals: Seals, condition: str, values: tuple[int | str | None, ...]
) -> Records:
    cursor = connection.execute(f"SELECT {COLUMNS} FROM event {condition}", values)  # noqa: S608 -- our own text only
    return (opened(connection, row, seals) for row in cursor)


ROUND_UP = 1_000


def next_number(connection: sqlite3.Connection) -> int:
    """One more than the highest incident ever, or where ``begin_at`` set it."""
    last = connection.execute("SELECT coalesce(max(incident), 0) FROM event WHERE incident IS NOT NULL").fetchone()[0]
    begin = connection.execute("SELECT value FROM meta WHERE name='first_incident'").fetchone()
    return max(FIRST_INCIDENT if begin is None else int(begin[0]), int(last) + 1)


def beyond(number: int) -> int:
    """Where numbers go on when it is unknown which were given after this one: at the next thousand."""
    return (number // ROUND_UP + 1) * ROUND_UP + 1


def begin_at(connection: sqlite3.Connection, number: int) -> None:
    """Number incidents from here on: a number that people know must not come to mean another emergency."""
    connection.execute("REPLACE INTO meta VALUES ('first_incident', ?)", (str(number),))


def whole(connection: sqlite3.Connection, seals: Seals, number: int) -> Incident | None:
    """An incident folded from all its events; None if there never was one."""
    book = IncidentProjection()
    book.replace(number, (folded(record) for record in of_incident(connection, seals, number)))
    return book.incidents.get(number)


def numbers(connection: sqlite3.Connection) -> list[int]:
    """All incidents that have events, oldest first."""
    found = connection.execute("SELECT DISTINCT incident FROM event WHERE incident IS NOT NULL ORDER BY incident")
    return [row[0] for row in found]


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


def in_index(connection: sqlite3.Connection, seals: Seals, search: Search) -> SearchPage:
    """Closed incidents by number, whole phone, ECC or date, the newest first."""
    terms, locked = _terms(search.sought, seals)
    if not terms and not search.sought.only_dates:
        return SearchPage(locked=locked)
    rows = _rows(connection, search.sought, search.before, terms, MOST + 1)
    shown = rows[:MOST]
    hits = tuple(_stored(connection, seals, row, _why(row, search.sought)) for row in shown)
    return SearchPage(
        incidents=hits,
        before=shown[-1].number if len(rows) > MOST else None,
        back_to=shown[-1].opened_at if shown else None,
        looked_at=len(shown),
        locked=locked,
    )


def in_bodies(connection: sqlite3.Connection, seals: Seals, search: Search, budget_s: float) -> SearchPage:
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
        """Search the bodies of these incidents."""
        if not rows:
            return
        known = {row.number: row for row in rows}
        answered: set[int] = set()
        for number, record in self._records(rows[-1].number, rows[0].number):
            why = None if number in answered or number not in known else domain_search.says(record.event, self._sought)
            if why is not None:
                answered.add(number)
                words = str(getattr(record.event, "text", ""))[:LONGEST_WORDS] if why is MatchReason.NOTE else ""
                self.hits.append(_stored(self._connection, self._seals, known[number], why, words))
        self._looked_at += len(rows)
        self._back_to = rows[-1].opened_at

    def found(self, before: int | None) -> SearchPage:
        """The piece."""
        return SearchPage(
            incidents=tuple(self.hits),
            before=before,
            back_to=self._back_to,
            looked_at=self._looked_at,
            locked=self._locked,
        )

    def _records(self, lowest: int, highest: int) -> typing.Iterator[tuple[int, Recorded]]:
        kinds = domain_search.kinds(self._sought)
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


def _why(row: _Row, sought: Sought) -> MatchReason:
    if sought.number == row.number:
        return MatchReason.NUMBER
    if sought.text:
        return MatchReason.ECC
    return MatchReason.PHONE if sought.phone else MatchReason.DATE


def _stored(connection: sqlite3.Connection, seals: Seals, row: _Row, why: MatchReason, words: str = "") -> Stored:
    """A row with what its events say, as far as they can be opened."""
    incident = whole(connection, seals, row.number) or _nothing(row)
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


FACT_KINDS = tuple(
    kind.__name__
    for kind in (
        ShareReceived,
        ShareRepeated,
        Acknowledged,
        IncidentOpened,
        TriggerUnknown,
        BodyQuarantined,
        PathLost,
        OperatorSignedOn,
        OperatorSignedOff,
        StationStarted,
        StationStopped,
        ClockStepped,
    )
)
_ALWAYS = frozenset({TriggerUnknown.__name__, PathLost.__name__})
_SEARCH = "SELECT seq, at FROM event WHERE seq >= ? ORDER BY seq LIMIT 1"


def facts(
    connection: sqlite3.Connection, seals: Seals, span: tuple[int, int], after: int, limit: int
) -> tuple[Fact, ...]:
    """At most ``limit`` facts of a span (since, until; UTC ms) with a seq above ``after``, oldest first."""
    since, until = span
    first = max(after, _first_since(connection, since) - 1)
    marks = ", ".join("?" * len(FACT_KINDS))
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM event WHERE seq > ? AND at >= ? AND at < ? AND kind IN ({marks}) "  # noqa: S608 -- our own text only
        "ORDER BY seq LIMIT ?",
        (first, since, until, *FACT_KINDS, limit),
    )
    eccs: dict[int, str | None] = {}
    return tuple(_fact(connection, folded(opened(connection, row, seals)), row[2], eccs) for row in rows)


def _first_since(connection: sqlite3.Connection, since: int) -> int:
    """The first seq of a time, halving: times rise with the seqs, but for steps that the caller's filter sees to."""
    low, high = 1, connection.execute("SELECT coalesce(max(seq), 0) + 1 FROM event").fetchone()[0]
    while low < high:
        middle = (low + high) // 2
        seq, at = connection.execute(_SEARCH, (middle,)).fetchone()
        if at < since:
            low = seq + 1
        else:
            high = middle
    return int(low)


def _fact(connection: sqlite3.Connection, record: Recorded, kind: str, eccs: dict[int, str | None]) -> Fact:
    """A fact; what was erased or is locked keeps its time, and a share its ring."""
    event = record.event
    ecc, through = None, None
    rings = kind in _ALWAYS or kind == ShareReceived.__name__
    match event:
        case ShareReceived():
            ecc, rings = event.ecc, event.verified
        case ShareRepeated():
            rings = not event.quiet
        case BodyQuarantined():
            rings = event.rings
        case Acknowledged():
            through = event.through
        case _:
            pass
    if ecc is None and record.incident is not None and rings:
        ecc = _ecc(connection, record.incident, eccs)
    return Fact(
        seq=record.seq,
        at=record.at,
        kind=kind,
        incident=record.incident,
        operator=record.operator,
        ecc=ecc,
        rings=rings,
        through=through,
    )


def _ecc(connection: sqlite3.Connection, incident: int, known: dict[int, str | None]) -> str | None:
    """The ECC that the index has of an incident."""
    if incident not in known:
        row = connection.execute("SELECT ecc FROM incident WHERE number=?", (incident,)).fetchone()
        known[incident] = None if row is None else row[0]
    return known[incident]
