"""A second start raises the first window; a frozen or crashed first one never keeps a second from opening."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer
from PySide6.QtWidgets import QApplication

from app.console.platform import single_instance
from app.console.platform.single_instance import SingleInstance, name_of, raised_another
from tests.console.loop import run

SECOND = """
import pathlib, sys
from app.console.platform.single_instance import raised_another
sys.exit(0 if raised_another(pathlib.Path(sys.argv[1])) else 7)
"""


async def second_start(data_dir: Path) -> bool:
    """Knock from another process, as a second start does."""
    command = [sys.executable, "-c", SECOND, str(data_dir)]
    ended = await asyncio.to_thread(subprocess.run, command, timeout=15, check=False)
    assert ended.returncode in (0, 7)
    return ended.returncode == 0


def test_a_second_start_raises_the_first(qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        first, wanted = SingleInstance(tmp_path), []
        first.wanted.connect(lambda: wanted.append(True))
        assert await second_start(tmp_path)
        assert wanted == [True]
        first.close()
        assert not raised_another(tmp_path)

    run(qapp, work())


def test_a_frozen_first_one_keeps_nobody_waiting_for_long(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE_MS", 50)
    frozen = QLocalServer()
    assert frozen.listen(name_of(tmp_path))
    assert not raised_another(tmp_path)
    frozen.close()


def test_what_a_crashed_one_left_behind_is_replaced(qapp: QApplication, tmp_path: Path) -> None:
    crashed = QLocalServer()
    assert crashed.listen(name_of(tmp_path))
    left = Path(crashed.fullServerName())
    crashed.close()
    left.touch()
    assert not raised_another(tmp_path)

    async def work() -> None:
        first = SingleInstance(tmp_path)
        assert await second_start(tmp_path)
        first.close()

    run(qapp, work())


def test_the_name_holds_no_path(tmp_path: Path) -> None:
    assert name_of(tmp_path).startswith("watchfloor-")
    assert tmp_path.name not in name_of(tmp_path)
    assert name_of(tmp_path) == name_of(tmp_path / "x" / "..")
