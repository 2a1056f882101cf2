"""The duty that forgets: once a day, not before it is sure of the time, and never what is kept."""

import asyncio
import pathlib
from collections.abc import Callable

import pytest

from app.domain.incident.events import Acknowledged, BodiesErased, IncidentClosed
from app.domain.incident.retention import DAY_MS
from app.station.journal.base import JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.services.retention import EVERY_S, FIRST_FORGETTING_S, LONG_GAP_MS, RetentionService
from tests.fake_clock import FakeClock
from tests.station.journal.made import Home, arrive, share, told, write


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)


async def closed(journal: Journal) -> None:
    for number in (1, 2):
        await journal.decide(arrive(share(number, phone=f"+1217555014{number}")))
        await journal.decide(write(Acknowledged(through=100), 1000 + number))
    await journal.decide(write(IncidentClosed(reason="TEST", text=""), 1001))


class Eager(FakeClock):
    """Waits for nothing and remembers for how long it should have."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        if len(self.waits) > 3:
            raise asyncio.CancelledError


def test_it_erases_what_is_due_and_nothing_else(home: Home) -> None:
    async def look() -> None:
        home.clock = clock = Eager()
        with home.opened() as journal:
            await closed(journal)
            await clock.advance(31 * DAY_MS / 1000)
            assert await RetentionService(journal, clock, lambda: 30).look() == 1
            assert await RetentionService(journal, clock, lambda: 30).look() == 0
            events = [one for one in told(journal) if isinstance(one.event, BodiesErased)]
            assert [one.incident for one in events] == [1001]

    asyncio.run(look())


@pytest.mark.parametrize(
    ("gap", "first"), [(None, FIRST_FORGETTING_S), (LONG_GAP_MS, FIRST_FORGETTING_S), (LONG_GAP_MS + 1, EVERY_S)]
)
def test_a_clock_that_may_have_jumped_erases_nothing_for_a_day(home: Home, gap: int | None, first: float) -> None:
    async def run() -> None:
        clock = Eager()
        with home.opened() as journal:
            last = None if gap is None else clock.now() - gap
            with pytest.raises(asyncio.CancelledError):
                await RetentionService(journal, clock, lambda: 30).run(last)
        assert clock.waits[:2] == [first, EVERY_S]

    asyncio.run(run())


def test_storage_that_fails_is_tried_again(home: Home, expect_log: Callable[[str], None]) -> None:
    async def run() -> None:
        clock = Eager()
        with home.opened() as journal:
            forget = RetentionService(journal, clock, lambda: 30)
        with pytest.raises(JournalUnavailableError):
            await forget.look()
        with pytest.raises(asyncio.CancelledError):
            await forget.run(None)

    expect_log("tried again tomorrow")
    asyncio.run(run())
