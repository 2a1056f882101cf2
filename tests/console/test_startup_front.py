import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import qasync
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.console import startup
from app.console.app import Console
from app.console.state_file import StateFile
from app.console.theme.theme import Choice, Theme
from app.console.window.window import MainWindow
from app.core.errors import Exit, RefusedError
from tests.console.loop import Turned
from tests.console.test_app import QuietPlay, QuietStation


@pytest.fixture(autouse=True)
def turned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program ends its application's loop once; here others come after it."""
    real = qasync.QEventLoop
    monkeypatch.setattr(qasync, "QEventLoop", lambda app: real(Turned(app)))


@pytest.fixture(autouse=True)
def nothing_stays(qapp: QApplication) -> Iterator[None]:
    """The program's window and look end with its process; here others come after them."""
    yield
    for left in (*qapp.topLevelWidgets(), *qapp.findChildren(Theme)):
        if isinstance(left, MainWindow | Theme):
            left.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_one_console_from_its_log_to_its_exit_code(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[Path | None] = []
    quits: list[bool] = []

    async def run(_console: Console, pictures: Path | None) -> None:
        ran.append(pictures)
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(Console, "run", run)
    monkeypatch.setattr(Console, "quit", lambda _console: quits.append(True))
    before = signal.getsignal(signal.SIGTERM)
    assert startup.run(QuietStation(tmp_path), None, tmp_path / "pictures") == 0
    assert ran == [tmp_path / "pictures"]
    assert quits == [True]
    assert signal.getsignal(signal.SIGTERM) == before
    assert (tmp_path / startup.LOG_FILE).exists()


def test_the_look_is_remembered(qapp: QApplication, tmp_path: Path) -> None:
    memory = StateFile(tmp_path)
    memory.keep("theme", "dark")
    theme = startup._theme(qapp, memory)
    assert theme.choice is Choice.DARK
    theme.choose(Choice.LIGHT)
    theme.resize_text(1.5)
    assert (memory.text("theme"), memory.number("text_scale", 1.0)) == ("light", 1.5)
    theme.resize_text(1.0)
    theme.deleteLater()


def test_a_screen_that_dies_is_said_and_the_play_ends(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run(_console: Console, _pictures: Path | None) -> None:
        task = asyncio.current_task()
        assert task is not None
        task._log_destroy_pending = False  # type: ignore[attr-defined]
        asyncio.get_running_loop().stop()
        await asyncio.Event().wait()

    monkeypatch.setattr(Console, "run", run)
    play = QuietPlay()
    with pytest.raises(RefusedError, match="The screen is gone") as refused:
        startup.run(QuietStation(tmp_path), play, None)  # type: ignore[arg-type]
    assert refused.value.code is Exit.SCREEN
    assert play.asked == ["stop"]
