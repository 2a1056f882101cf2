"""Rows: a body that is not what was written is shown as damaged, and stops neither a start nor a list."""

import asyncio
import contextlib
import hashlib
import sqlite3

from app.domain.incident.events import Unreadable
from app.station.journal.database import folded, purpose
from app.station.journal.sealing import DataKey
from tests.station.journal.made import Home, arrive, incidents_of, note, share


def fill(home: Home) -> None:
    async def happen() -> None:
        with home.opened() as journal:
            await journal.decide(arrive(share()))
            await journal.decide(note(1001))

    asyncio.run(happen())


def tamper(home: Home, statement: str, *values: object) -> None:
    with contextlib.closing(sqlite3.connect(home.place.journal)) as connection, connection:
        connection.execute(statement, values)


def test_a_damaged_body_is_shown_as_damaged_and_the_incident_stays(home: Home) -> None:
    fill(home)
    tamper(home, "UPDATE event SET body=zeroblob(80) WHERE seq=1")
    with home.opened() as journal:
        records = journal.after(0, 10)
        assert [one.unreadable for one in records] == ["damaged", None]
        assert incidents_of(map(folded, records))[1001].unacknowledged
        assert [one.seq for one in journal.open_events(0, 2, 10)] == [1, 2]


def test_a_body_that_its_kind_did_not_write_is_damaged_too(home: Home) -> None:
    fill(home)
    with home.opened() as journal:
        assert journal.last_seq == 2
    seals = home.seals()
    with contextlib.closing(sqlite3.connect(home.place.journal)) as connection:
        sealed = connection.execute("SELECT body FROM event WHERE seq=2").fetchone()[0]
        seals.open(connection, sealed, purpose(2, "NoteAdded"))
    key: DataKey = seals.keys[1]
    foreign = key.seal(b'{"text": 5}', purpose(2, "NoteAdded"))
    tamper(home, "UPDATE event SET body=?, body_sha256=? WHERE seq=2", foreign, hashlib.sha256(foreign).digest())
    with home.opened() as journal:
        assert folded(journal.after(1, 1)[0]).event == Unreadable(kind="NoteAdded", reason="damaged")
