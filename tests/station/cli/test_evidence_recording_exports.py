"""An export is in the journal whether a station runs or not, and a failure is told."""

import asyncio
import pathlib

import filelock

from app.domain.data_share.signature import sign
from app.domain.incident.events import IncidentExported
from app.station.cli import evidence
from app.station.journal.base import LOCK
from tests.station.given import SECRET, body
from tests.station.journal.made import Home, arrive, share, told
from tests.station.running import running

DIGEST = "ab" * 32


def filled(home: Home) -> None:
    async def fill() -> None:
        with home.opened() as journal:
            await journal.decide(arrive(share(1)))

    asyncio.run(fill())


def exports(home: Home) -> list[tuple[int | None, str | None, object]]:
    async def read() -> list[tuple[int | None, str | None, object]]:
        with home.opened() as journal:
            return [(one.incident, one.operator, one.event) for one in told(journal)[1:]]

    return asyncio.run(read())


def test_without_a_station_it_is_entered_at_once(tmp_path: pathlib.Path) -> None:
    home = Home(tmp_path)
    filled(home)
    assert evidence.record(home.place, home.seals(), 1001, "pdf", DIGEST) == ""
    assert exports(home) == [(1001, None, IncidentExported(form="pdf", sha256=DIGEST))]


def test_what_can_not_be_recorded_is_told(tmp_path: pathlib.Path) -> None:
    home = Home(tmp_path)
    filled(home)
    assert "no incident 1007" in evidence.record(home.place, home.seals(), 1007, "pdf", DIGEST)
    assert exports(home) == []
    home.place.journal.unlink()
    home.place.journal.mkdir()
    assert evidence.record(home.place, home.seals(), 1001, "pdf", DIGEST)


async def test_a_running_station_records_it(tmp_path: pathlib.Path) -> None:
    content, home = body(), Home(tmp_path)
    with filelock.FileLock(tmp_path / LOCK):
        async with running(tmp_path) as station:
            assert await station.post(content, sign(content, SECRET)) == 200
            said = [
                await asyncio.to_thread(evidence.record, home.place, home.seals(), number, "bundle", DIGEST)
                for number in (1001, 1009)
            ]
            assert said == ["", "There is no incident 1009 in this journal."]
            assert (await station.kinds())[-1] == "IncidentExported"
        alone = await asyncio.to_thread(evidence.record, home.place, home.seals(), 1001, "bundle", DIGEST)
        assert alone == "the station does not answer"
