"""A drill as processes: it gets nothing of the real center, and leaves nothing behind."""

import asyncio
import json
import pathlib
import sys
import tempfile

import pytest

from app.console.setup import drill
from app.console.setup.drill import Drill, DrillError, environment

PROGRAM = """
import json, os, pathlib, sys, time
told = pathlib.Path({told!r})
with told.open("a") as file:
    file.write(json.dumps([sys.argv[1:], sorted(one for one in os.environ if one.startswith("WATCHFLOOR"))]) + chr(10))
if sys.argv[1] == "journal":
    sys.exit({code}) if {code} else print(json.dumps(dict(seq=1, at=5, kind="ShareReceived", incident=1)))
else:
    time.sleep(60)
"""


@pytest.fixture
def told(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("WATCHFLOOR_SHARED_SECRET", "of-the-real-center")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "of-the-real-center")
    return tmp_path / "told.jsonl"


def program(told: pathlib.Path, code: int = 0) -> list[str]:
    return [sys.executable, "-c", PROGRAM.format(told=str(told), code=code)]


def lines(told: pathlib.Path) -> list[list[list[str]]]:
    return [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]


def began(told: pathlib.Path) -> bool:
    return told.exists() and bool(told.read_text(encoding="utf-8"))


async def played(told: pathlib.Path, code: int = 0) -> Drill:
    play = Drill(program(told, code))
    async with asyncio.timeout(10):
        while not began(told):  # noqa: ASYNC110 another process writes it
            await asyncio.sleep(0.01)
    return play


def test_it_plays_in_a_directory_of_its_own_and_goes_without_a_trace(told: pathlib.Path) -> None:
    async def work() -> None:
        play = await played(told)
        assert not play.is_up
        assert not play.is_over
        found = await play.scored(at=9)
        assert (found.shared, found.at) == (1, 9)
        await play.end()
        assert play.is_over

    asyncio.run(work())
    ((arguments, ours), (listed, _)) = lines(told)
    assert arguments[0] == "--data-dir"
    assert arguments[2:] == ["--simulate", "drill"]
    assert pathlib.Path(arguments[1]).name.startswith(drill.FOLDER)
    assert not pathlib.Path(arguments[1]).exists()
    assert listed[:3] == ["journal", "list", "--json"]
    assert ours == []


def test_a_journal_that_can_not_be_read_is_no_score(told: pathlib.Path) -> None:
    async def work() -> None:
        play = await played(told, code=3)
        try:
            with pytest.raises(DrillError):
                await play.scored(at=9)
        finally:
            await play.end()

    asyncio.run(work())


@pytest.mark.usefixtures("told")
def test_its_processes_know_nothing_of_the_real_center() -> None:
    assert not any("of-the-real-center" in value for value in environment().values())
