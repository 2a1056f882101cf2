import asyncio
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.console.window import layout
from app.console.window.layout import take_pictures
from tests.console import loop
from tests.console.loop import Expect


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "EVERY_S", 0.01)
    monkeypatch.setattr(layout, "KEPT_PICTURES", 2)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    shown = QLabel("x")
    qtbot.addWidget(shown)
    return shown


def test_the_last_pictures_are_kept(qapp: QApplication, window: QWidget, tmp_path: Path) -> None:
    async def work() -> None:
        window.resize(40, 30)
        task = asyncio.create_task(take_pictures(window, tmp_path / "new"))
        await loop.until((tmp_path / "new" / "window-0004.png").exists)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        names = sorted(path.name for path in (tmp_path / "new").glob("*.png"))
        assert names[0] == "latest.png"
        assert "window-0001.png" not in names
        assert QImage(str(tmp_path / "new" / "latest.png")).width() == 40

    loop.run(qapp, work())


def test_a_full_disk_ends_nothing(qapp: QApplication, window: QWidget, tmp_path: Path, expect_log: Expect) -> None:
    expect_log("picture could not be written")

    async def work() -> None:
        task = asyncio.create_task(take_pictures(window, tmp_path / "new"))
        await loop.until((tmp_path / "new").exists)
        (tmp_path / "new" / "latest.png").mkdir()
        await asyncio.sleep(0.05)
        assert not task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    loop.run(qapp, work())
