"""Taking an incident out as evidence: its rows whole, other people's only as digests."""

import asyncio
import contextlib
import zoneinfo

import pytest

from app.domain.evidence import ChainHead, flaw, own_rows
from app.export.manifest import Evidence
from app.station.cli import evidence
from app.station.journal.database import connect_to_read
from tests.fake_clock import T0
from tests.station.journal.made import Home, arrive, note, share


def gathered(home: Home, number: int = 1001) -> Evidence | None:
    with contextlib.closing(connect_to_read(home.place.journal)) as connection:
        return evidence.gather(connection, home.seals(), number, now=T0, zone=zoneinfo.ZoneInfo("UTC"))


@pytest.fixture
def filled(home: Home) -> Home:
    async def fill() -> None:
        with home.opened() as journal:
            await journal.decide(arrive(share(1, phone="+12175550144")))
            await journal.decide(arrive(share(2, phone="+12175550145")))
            await journal.decide(note(1002))
            await journal.decide(note(1001))
            await journal.decide(note(1002))

    asyncio.run(fill())
    return home


def test_an_incident_comes_with_the_whole_chain(filled: Home) -> None:
    found = gathered(filled, 1002)
    assert found is not None
    assert flaw(found.part, 1002) is None
    assert [row.seq for row in own_rows(found.part)] == [record.seq for record in found.records] == [2, 3, 5]
    assert (found.part.start.seq, found.part.end, found.head) == (0, found.head, found.part.end)
    assert found.incident.phone == "+12175550145"
    assert found.environment == "simulator"


def test_there_is_none_of_an_incident_that_never_was(filled: Home) -> None:
    assert gathered(filled, 1003) is None


@pytest.mark.parametrize(("most", "start", "end"), [(4, 1, 5), (3, 1, 5)])
def test_of_a_long_chain_only_the_part_around_it_is_shown(
    filled: Home, monkeypatch: pytest.MonkeyPatch, most: int, start: int, end: int
) -> None:
    monkeypatch.setattr(evidence, "MOST_ROWS", most)
    found = gathered(filled, 1002)
    assert found is not None
    assert (found.part.start.seq, found.part.end.seq) == (start, end)
    assert flaw(found.part, 1002) is None


def test_a_part_that_ends_before_the_journal_still_names_its_head(
    filled: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST_ROWS", 4)
    found = gathered(filled, 1001)
    assert found is not None
    assert found.part.start == ChainHead(seq=0, digest=found.part.start.digest)
    assert (found.part.end.seq, found.head.seq) == (4, 5)
    assert flaw(found.part, 1001) is None
