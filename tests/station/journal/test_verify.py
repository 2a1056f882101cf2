"""Verifying: every changed, moved or missing value is found, and the first broken event is named."""

import asyncio
import contextlib
import pathlib
import sqlite3

import pytest

from app.domain.evidence import ChainHead, parse_head
from app.domain.incident.events import IncidentClosed, ShareRepeated
from app.station.journal.database import connect_to_read
from app.station.journal.verify import Verdict, verify
from tests.fake_clock import T0
from tests.station.journal.made import Home, arrive, digest, note, share, write


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A journal of seven events: two incidents, one closed, one share that came twice."""
    home = Home(tmp_path_factory.mktemp("original"))

    async def fill() -> None:
        with home.opened() as journal:
            await journal.decide(arrive(share(1)))
            await journal.decide(note(1001), command_id="c1")
            await journal.decide(note(1001), command_id="c2")
            await journal.decide(arrive(share(2, phone=None)))
            await journal.decide(write(IncidentClosed(reason="TEST", text=""), 1002))
            await journal.decide(note(1001))
            again = ShareRepeated(share="s", request_sha256=digest(1), received_at=T0 + 5, quiet=True)
            await journal.decide(write(again, 1001))

    asyncio.run(fill())
    return home


@pytest.fixture
def home(original: Home, tmp_path: pathlib.Path) -> Home:
    copy = Home(tmp_path)
    copy.keyring.key = original.keyring.key
    for file in original.place.folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return copy


def verdict(home: Home, kept: ChainHead | None = None) -> Verdict:
    with contextlib.closing(connect_to_read(home.place.journal)) as connection:
        return verify(connection, home.seals(), kept)


def tamper(home: Home, statement: str, *values: object) -> None:
    with contextlib.closing(sqlite3.connect(home.place.journal)) as connection, connection:
        connection.execute(statement, values)


def broken_seq(home: Home, kept: ChainHead | None = None) -> int | None:
    found = verdict(home, kept).broken
    return None if found is None else found.seq


@pytest.mark.parametrize("locked", [False, True])
def test_an_untouched_journal_is_intact(home: Home, *, locked: bool) -> None:
    home.keyring.locked = locked
    found = verdict(home)
    assert found.broken is None
    assert found.head.seq == 7
    assert found.bodies_opened is not locked


def test_a_journal_can_be_verified_while_it_is_written(home: Home) -> None:
    with home.opened() as journal:
        asyncio.run(_note(journal.decide(note(1001))))
        assert verdict(home).head.seq == 8


async def _note(deciding: object) -> None:
    await deciding  # type: ignore[misc]


@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", 5),
        ("kind", "NoteRemoved"),
        ("version", 2),
        ("incident", 1002),
        ("incident", None),
        ("operator", "BEN"),
        ("operator", None),
        ("command_id", "c9"),
        ("command_id", None),
        ("body", b"other bytes"),
        ("body", None),
        ("body_sha256", b"\0" * 32),
        ("chain", b"\0" * 32),
    ],
)
def test_every_changed_column_is_found(home: Home, column: str, value: object, *, locked: bool) -> None:
    home.keyring.locked = locked
    tamper(home, f"UPDATE event SET {column}=? WHERE seq=3", value)  # noqa: S608 -- the names above
    assert broken_seq(home) == 3


def test_a_moved_body_is_found(home: Home) -> None:
    tamper(
        home,
        "UPDATE event SET body=(SELECT body FROM event WHERE seq=2), "
        "body_sha256=(SELECT body_sha256 FROM event WHERE seq=2) WHERE seq=3",
    )
    assert broken_seq(home) == 3


def test_two_events_that_changed_places_are_found(home: Home) -> None:
    for before, after in ((2, 99), (3, 2), (99, 3)):
        tamper(home, "UPDATE event SET seq=? WHERE seq=?", after, before)
    assert broken_seq(home) == 2


@pytest.mark.parametrize("seq", [1, 4])
def test_an_event_taken_out_is_found(home: Home, seq: int) -> None:
    tamper(home, "DELETE FROM event WHERE seq=?", seq)
    assert broken_seq(home) == seq


def test_a_cut_tail_is_found_against_a_kept_head_only(home: Home) -> None:
    head = verdict(home).head
    tamper(home, "DELETE FROM event WHERE seq>=6")
    tamper(home, "UPDATE incident SET last_seq=3 WHERE number=1001")
    tamper(home, "UPDATE delivery SET received_at=?", T0)
    assert broken_seq(home) is None
    found = verdict(home, head).broken
    assert found is not None
    assert (found.seq, found.what) == (6, "is missing: the journal ends at 5, the kept head is 7")


def test_a_head_of_another_history_is_found(home: Home) -> None:
    assert broken_seq(home, verdict(home).head) is None
    assert broken_seq(home, ChainHead(seq=4, digest=b"\1" * 32)) == 4


@pytest.mark.parametrize(("name", "value"), [("environment", "production"), ("hosts", '["evil.example"]')])
def test_a_changed_environment_is_found(home: Home, name: str, value: str) -> None:
    tamper(home, "UPDATE meta SET value=? WHERE name=?", value, name)
    assert broken_seq(home) == 1


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE incident SET opened_at=1 WHERE number=1002", 5),
        ("UPDATE incident SET closed_at=NULL WHERE number=1002", 5),
        ("UPDATE incident SET closed_seq=NULL WHERE number=1002", 5),
        ("UPDATE incident SET closed_seq=7 WHERE number=1001", 7),
        ("UPDATE incident SET phone_index=x'00' WHERE number=1001", 7),
        ("UPDATE incident SET ecc='IL_0666' WHERE number=1001", 7),
        ("UPDATE incident SET last_seq=2 WHERE number=1001", 7),
        ("UPDATE incident SET number=1003 WHERE number=1002", 5),
        ("DELETE FROM incident WHERE number=1002", 5),
        ("INSERT INTO incident VALUES (1005, 1, 1, 1, x'', NULL, 1)", 0),
        ("UPDATE delivery SET received_at=1 WHERE incident=1001", 7),
        ("UPDATE delivery SET share='x' WHERE incident=1002", 4),
        ("UPDATE delivery SET incident=1001 WHERE incident=1002", 4),
        ("DELETE FROM delivery WHERE incident=1002", 4),
        ("INSERT INTO delivery VALUES ('ff', 's', 1001, 1)", 0),
        ("DELETE FROM data_key", 1),
        ("UPDATE data_key SET wrapped=zeroblob(48)", 1),
    ],
)
def test_every_changed_index_value_is_found(home: Home, statement: str, seq: int) -> None:
    tamper(home, statement)
    assert broken_seq(home) == seq


def test_an_index_row_that_waits_for_the_keyring_is_no_fault(home: Home) -> None:
    tamper(home, "UPDATE incident SET phone_index=NULL")
    assert broken_seq(home) is None


def test_a_damaged_index_of_the_file_is_found(home: Home) -> None:
    with contextlib.closing(sqlite3.connect(home.place.journal)) as connection, connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "UPDATE sqlite_schema SET rootpage=(SELECT rootpage FROM sqlite_schema WHERE name='incident_phone') "
            "WHERE name='event_of_none'"
        )
    found = verdict(home).broken
    assert found is not None
    assert found.seq == 0
    assert "damaged" in found.what


@pytest.mark.parametrize("text", ["", "7", "7:zz", "7:00", "-1:" + "00" * 32, "x:" + "00" * 32])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"head|hex|int"):
        parse_head(text)


def test_a_head_is_written_as_it_is_read() -> None:
    head = ChainHead(seq=7, digest=bytes(range(32)))
    assert parse_head(str(head)) == head
