"""Many incidents, slow answers, a failing disk, a locked keyring, and an operator who can't wait."""

import asyncio
import collections.abc
import pathlib
import sqlite3
import typing

import pytest

from app.domain.data_share.feed import FeedKind
from app.domain.incident.events import CaptureAsked
from app.station.journal.committer import BatchWriter
from app.station.services.polling import poller
from tests.fake_clock import T0
from tests.station.journal.made import Home, share, write
from tests.station.rapidsos.answering import FIX, Said, answering
from tests.station.rapidsos.answering import Asked as Question
from tests.station.services.asked import many, refreshing


def _failing_while(
    pen: BatchWriter, broken: collections.abc.Callable[[], bool]
) -> collections.abc.Callable[..., typing.Any]:
    written = pen.write

    def write_or_fail(*tasks: typing.Any) -> typing.Any:  # noqa: ANN401 whatever the pen takes and gives
        if broken():
            raise sqlite3.OperationalError("disk I/O error")
        return written(*tasks)

    return write_or_fail


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)


async def test_an_operator_captures_everything_at_once_within_the_floor(home: Home) -> None:
    async with refreshing(home) as asked:
        await asked.share(share())
        await asked.until(lambda: asked.count("LocationFixed") == 1)
        await asked.pass_by(6)
        before = len(asked.rapidsos.asked)
        await asked.journal.decide(write(CaptureAsked(), 1001))
        await asked.until(lambda: len(asked.rapidsos.asked) == before + 2)
        await asked.pass_by(1)
        await asked.journal.decide(write(CaptureAsked(), 1001))
        await asked.pass_by(3)
        assert len(asked.rapidsos.asked) == before + 2
        await asked.pass_by(2)
        assert len(asked.rapidsos.asked) == before + 4


async def test_one_feed_alone_can_be_asked_at_once(home: Home) -> None:
    async with refreshing(home) as asked:
        await asked.share(share())
        await asked.until(lambda: asked.count("LocationFixed") == 1)
        await asked.pass_by(6)
        before = len(asked.rapidsos.asked)
        await asked.journal.decide(write(CaptureAsked(feed=FeedKind.RAD_E), 1001))
        await asked.until(lambda: len(asked.rapidsos.asked) == before + 1)
        assert "rad-e" in str(asked.rapidsos.asked[-1])


async def test_while_nothing_can_be_recorded_answers_still_reach_consoles(
    home: Home, monkeypatch: pytest.MonkeyPatch, expect_log: collections.abc.Callable[[str], None]
) -> None:
    expect_log("Nothing is recorded")
    expect_log("Storage works again")
    async with refreshing(home) as asked:
        await asked.share(share())
        await asked.until(lambda: asked.count("LocationFixed") == 1)
        await asked.quiet()
        broken = True

        pen = asked.journal._committer._writer
        monkeypatch.setattr(pen, "write", _failing_while(pen, lambda: broken))
        monkeypatch.setattr(pen, "probe", _failing_while(pen, lambda: broken))
        moved = {**FIX, "latitude": 39.9, "location_time": FIX["location_time"] + 1}
        asked.rapidsos.says("/location", Said(body=moved))
        await asked.pass_by(13)
        (record,) = asked.refresh.unrecorded()
        assert (record.seq, record.kind, record.incident) == (0, "LocationFixed", 1001)
        assert b"39.9" in bytes(record.body)
        broken = False
        await asked.pass_by(15)
        assert asked.refresh.unrecorded() == ()
        assert asked.count("LocationFixed") == 2


async def test_500_incidents_are_asked_on_schedule(home: Home) -> None:
    async with refreshing(home) as asked:
        events = [share(number, phone=f"+1217555{number:04}", received_at=T0) for number in range(1, 501)]
        await asked.journal.decide(many(events))
        await asked.until(lambda: asked.requests("/rad-e") == 500)
        await asked.quiet()
        asked.rapidsos.asked.clear()
        await asked.pass_by(13, 0.5)
        callers = {question.json["caller_id"] for question in asked.rapidsos.to("/location")}
        assert len(callers) == 500
        assert len(asked.rapidsos.to("/location")) < 1_000
        now = asked.clock.now()
        ages = [now - (one.last_asked or 0) for one in asked.refresh.pulse() if one.feed == "lei"]
        assert len(ages) == 500
        assert max(ages) <= 13_000


async def test_however_slow_rapidsos_is_a_new_share_is_asked_about_at_once(home: Home) -> None:
    hold = asyncio.Event()

    async def slowly(_question: Question) -> Said:
        await hold.wait()
        return Said(body=FIX)

    async with refreshing(home) as asked:
        events = [share(number, phone=f"+1217555{number:04}") for number in range(1, 41)]
        await asked.journal.decide(many(events))
        await asked.until(lambda: asked.requests("/rad-e") == 40)
        await asked.quiet()
        for path in ("/location", "/rad-e"):
            asked.rapidsos.says(path, slowly)
        await asked.clock.advance(20)
        await asked.until(lambda: asked.refresh._in_flight == poller.ROUTINE)
        before = len(asked.rapidsos.asked)
        await asked.share(share(99, phone="+12175559999", received_at=asked.clock.now()))
        await asked.until(lambda: len(asked.rapidsos.asked) >= before + 2)
        assert asked.rapidsos.asked[-1].json == {"caller_id": "12175559999"}
        hold.set()
        await asked.quiet()


async def test_a_locked_keyring_holds_questions_back_until_it_is_unlocked(home: Home) -> None:
    async with answering() as rapidsos:
        async with refreshing(home, rapidsos) as asked:
            await asked.share(share())
            await asked.until(lambda: asked.count("LocationFixed") == 1)
            await asked.quiet()
        rapidsos.asked.clear()
        home.keyring.locked = True
        async with refreshing(home, rapidsos) as asked:
            await asked.pass_by(20)
            assert rapidsos.asked == []
            home.keyring.locked = False
            assert await asyncio.to_thread(asked.journal.unlock)
            await asked.refresh.book.begin()
            await asked.until(lambda: asked.requests("/location") >= 1)
            await asked.quiet()
