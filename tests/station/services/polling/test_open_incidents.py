import asyncio
import pathlib

import pytest

from app.core.tasks import Tasks
from app.station.services.polling.open_incidents import OpenIncidents
from tests.station.journal.made import Home, arrive, share


def _failed(name: str, problem: BaseException) -> None:
    pytest.fail(f"{name}: {problem!r}")


async def test_two_readings_at_once_end_in_one_book(tmp_path: pathlib.Path) -> None:
    """A keyring that is unlocked while the station still begins."""
    home = Home(tmp_path)
    told: list[int] = []
    with home.opened() as journal:
        book = OpenIncidents(journal, home.clock, Tasks(_failed), lambda number, _records: told.append(number))
        await journal.decide(arrive(share()))
        await asyncio.gather(book.begin(), book.begin())
        assert book.find(1001) is not None
        await journal.decide(arrive(share(2, phone="+12175550199")))
        assert set(told) == {1001, 1002}
