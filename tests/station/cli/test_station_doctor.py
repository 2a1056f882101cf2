"""The lamps as text."""

import argparse
import asyncio
import pathlib

import pytest

from app.core.errors import Exit
from app.station.api import auth
from app.station.api.auth import DeskFile
from app.station.cli import station
from app.station.secrets.secrets import Secrets
from tests.station.running import running


async def _doctor(folder: pathlib.Path) -> int:
    return await asyncio.to_thread(station.run_doctor, argparse.Namespace(data_dir=str(folder)))


async def test_a_healthy_station(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with running(tmp_path):
        assert await _doctor(tmp_path) == Exit.DONE
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == [
        "listener",
        "disk",
        "clock",
        "keyring",
        "signature",
        "watch",
        "path",
        "lei",
        "rad_e",
        "credentials",
    ]
    assert any(line.startswith("disk        seen to work  Recording; ") and line.endswith("(now)") for line in lines)


async def test_a_red_lamp_and_its_next_step(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Secrets, "shared", lambda _: ())
    async with running(tmp_path):
        assert await _doctor(tmp_path) == Exit.FOUND
    told = capsys.readouterr().out
    assert "signature   DOWN" in told
    assert "Next: Enter the secret that RapidSOS was given" in told


async def test_no_station(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert await _doctor(tmp_path) == Exit.FOUND
    auth.write(tmp_path, DeskFile(url="http://127.0.0.1:9", token="t", pid=1))
    assert await _doctor(tmp_path) == Exit.FOUND
    assert capsys.readouterr().out.count("nothing is received") == 2


async def test_a_station_that_goes_while_it_is_asked(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running(tmp_path):
        real = auth.ask
        monkeypatch.setattr(auth, "ask", lambda *given: None if "events" in given[2] else real(*given))
        assert await _doctor(tmp_path) == Exit.FOUND
    assert "stopped answering" in capsys.readouterr().out


@pytest.mark.parametrize(("ms", "age"), [(-5, "now"), (999, "now"), (1_000, "1 s ago"), (300_000, "5 min ago")])
def test_ages(ms: int, age: str) -> None:
    assert station._age(ms) == age
