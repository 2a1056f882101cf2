"""Searching stored incidents: by the index, and by opening bodies piece by piece."""

import asyncio
import collections.abc

import pytest

from app.domain import search
from app.domain.incident.events import IncidentClosed, LocationFixed
from app.domain.search import MatchReason
from app.protocol.search import Search, SearchPage
from app.station.journal import queries
from app.station.journal.journal import Journal
from tests.fake_clock import T0
from tests.station.journal.made import Home, arrive, note, share, write

PATIENT_S = 60.0


@pytest.fixture
def stock(home: Home) -> collections.abc.Iterator[Journal]:
    """Incidents 1001 to 1003 closed, 1004 open, each of its own phone."""
    with home.opened() as journal:
        asyncio.run(fill(journal))
        yield journal


async def fill(journal: Journal) -> None:
    for serial in range(1, 5):
        await journal.decide(arrive(share(serial, phone=f"+1217555010{serial}")))
    await journal.decide(note(1002, "Smoke on the second floor"))
    await journal.decide(note(1004, "Smoke here too"))
    fix = LocationFixed(share=None, latitude=39.8, longitude=-89.63, source="lei")
    await journal.decide(write(fix, 1003))
    for number in (1001, 1002, 1003):
        await journal.decide(write(IncidentClosed(reason="TEST", text=""), number))


def found(journal: Journal, line: str, *, in_bodies: bool = False, before: int | None = None) -> SearchPage:
    return journal.search(Search(sought=search.read(line), in_bodies=in_bodies, before=before), PATIENT_S)


def numbers(found: SearchPage) -> list[int]:
    return [one.number for one in found.incidents]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("#1002", [1002]),
        ("#1004", []),
        ("+1 217 555 0103", [1003]),
        ("+1 217 555 0104", []),
        ("il_0142", [1003, 1002, 1001]),
        ("2026-11-22", [1003, 1002, 1001]),
        ("2026-11-21", []),
        ("39.8, -89.63", []),
    ],
)
def test_by_the_index(stock: Journal, line: str, expected: list[int]) -> None:
    assert numbers(found(stock, line)) == expected
    assert found(stock, line).before is None


@pytest.mark.parametrize(
    ("line", "expected", "why"),
    [
        ("smoke", [1002], MatchReason.NOTE),
        ("0101", [1001], MatchReason.PHONE),
        ("39.8001, -89.6301", [1003], MatchReason.PLACE),
        ("2026-11-21 smoke", [], None),
    ],
)
def test_in_bodies(stock: Journal, line: str, expected: list[int], why: MatchReason | None) -> None:
    piece = found(stock, line, in_bodies=True)
    assert numbers(piece) == expected
    assert [one.why for one in piece.incidents] == ([why] if why else [])
    assert piece.before is None


def test_what_is_told_of_one(stock: Journal) -> None:
    (one,) = found(stock, "smoke", in_bodies=True).incidents
    assert (one.phone, one.ecc, one.reason, one.words) == (
        "+12175550102",
        "IL_0142",
        "TEST",
        "Smoke on the second floor",
    )
    assert (one.opened_at, one.closed_at) == (T0, T0)


def test_pieces_go_on_where_they_ended(stock: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "AT_ONCE", 1)
    monkeypatch.setattr(queries, "MOST", 1)
    first = stock.search(Search(sought=search.read("smoke"), in_bodies=True), 0.0)
    assert (numbers(first), first.before, first.looked_at, first.back_to) == ([], 1003, 1, T0)
    second = found(stock, "smoke", in_bodies=True, before=first.before)
    assert (numbers(second), second.before) == ([1002], 1002)
    rest = found(stock, "smoke", in_bodies=True, before=1001)
    assert (numbers(rest), rest.before, rest.back_to) == ([], None, None)
    index = found(stock, "il_0142")
    assert (numbers(index), index.before) == ([1003], 1003)
    assert numbers(found(stock, "il_0142", before=1003)) == [1002]


def test_a_locked_keyring_is_said(home: Home) -> None:
    with home.opened() as journal:
        asyncio.run(fill(journal))
    home.keyring.locked = True
    with home.opened() as journal:
        assert found(journal, "+1 217 555 0103") == SearchPage(locked=True)
        assert found(journal, "smoke", in_bodies=True).locked
        (one,) = found(journal, "#1002").incidents
        assert (one.phone, one.reason, one.ecc) == (None, None, "IL_0142")
