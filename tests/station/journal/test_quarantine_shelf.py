"""The shelf is bounded: the oldest hundred, the newest four hundred, 32 MiB; authentic bodies go last."""

import collections.abc
import contextlib
import sqlite3

import pytest

from app.station.journal import quarantine
from app.station.journal.base import KeptBody
from app.station.journal.database import connect, prepare
from app.station.journal.sealing import DamagedError, DataKey, Owner, Seals
from tests.fake_clock import T0
from tests.station.journal.made import Home

KEY = DataKey(1, bytes(32))


@pytest.fixture
def connection(home: Home) -> collections.abc.Iterator[sqlite3.Connection]:
    with contextlib.closing(connect(home.place.journal)) as made:
        prepare(made, home.place, T0)
        made.execute("PRAGMA synchronous=OFF")
        made.execute("BEGIN")
        yield made
        made.execute("ROLLBACK")


def put(connection: sqlite3.Connection, count: int, *, authentic: bool = False, body: bytes = b"x") -> None:
    for _ in range(count):
        number = quarantine.next_number(connection)
        kept = KeptBody(number=number, received_at=T0, authentic=authentic, untrusted_request=body)
        quarantine.put(connection, kept, None, KEY)


def test_the_oldest_and_the_newest_stay_and_the_rest_is_counted(connection: sqlite3.Connection) -> None:
    put(connection, 520)
    assert quarantine.numbers(connection) == [*range(1, 101), *range(121, 521)]
    assert quarantine.fallen(connection) == 20


def test_a_flood_without_signatures_never_pushes_an_authentic_body_off(connection: sqlite3.Connection) -> None:
    put(connection, 100)
    put(connection, 3, authentic=True)
    put(connection, 450)
    assert {101, 102, 103} <= set(quarantine.numbers(connection))
    assert len(quarantine.numbers(connection)) == 500


def test_large_bodies_are_bounded_by_their_bytes(connection: sqlite3.Connection) -> None:
    put(connection, 140, body=bytes(256 * 1024))
    total = connection.execute("SELECT sum(length(sealed)) FROM quarantine").fetchone()[0]
    assert total <= quarantine.LIMIT_BYTES
    assert quarantine.numbers(connection)[:100] == list(range(1, 101))
    assert quarantine.numbers(connection)[-1] == 140


def test_a_number_is_never_given_twice(connection: sqlite3.Connection) -> None:
    put(connection, 2)
    connection.execute("DELETE FROM quarantine WHERE number=2")
    assert quarantine.next_number(connection) == 3


def test_a_body_moved_to_another_number_does_not_open(connection: sqlite3.Connection) -> None:
    put(connection, 2)
    connection.execute("UPDATE quarantine SET number=number+10")
    seals = Seals(bytes(32), Owner(None))
    seals.keys[1] = KEY
    with pytest.raises(DamagedError):
        quarantine.find(connection, 11, seals)
