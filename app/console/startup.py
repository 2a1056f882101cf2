"""Brings application, look and loop up, runs the console in them, and takes them down again."""

import asyncio
import collections.abc
import logging
import pathlib
import signal
import sys

import qasync
from PySide6.QtWidgets import QApplication

from app.console.app import Console
from app.console.platform.single_instance import raised_another
from app.console.state_file import StateFile
from app.console.station.process import StationProcess
from app.console.station.simulation import Simulation
from app.console.theme.theme import SCALES, Choice, Theme
from app.console.theme.tokens import load_shipped
from app.console.window import layout
from app.core import logs, paths
from app.core.errors import Exit, RefusedError
from app.core.logs import Redactor

LOG_FILE = "console.log"
SCREEN_GONE = (
    "The screen is gone, and the window with it. A station goes on receiving, a play has ended. "
    "Start Watchfloor again where there is a screen."
)
ALREADY_OPEN = "Watchfloor is open already for this data directory; its window was brought to the front."
QUIT_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def run(
    station: StationProcess, simulation: Simulation | None, pictures: pathlib.Path | None, *, reset_layout: bool = False
) -> int:
    """Run one console until somebody leaves; returns the exit code.

    Raises:
        RefusedError: the screen that the window stood on is gone.
    """
    gate = logs.start(Redactor(), station.data_dir / LOG_FILE)
    for chatty in ("httpx", "httpcore", "asyncio", "qasync"):
        logging.getLogger(chatty).setLevel(logging.WARNING)  # one line for each poll, with the session in it
    app = _application()
    if pictures is None and raised_another(station.data_dir):
        gate.close()
        print(ALREADY_OPEN)  # noqa: T201 a word to whoever started it from a terminal
        return int(Exit.DONE)
    memory = StateFile(station.data_dir)
    if reset_layout:
        layout.forget(memory)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        with loop:
            console = Console(_theme(app, memory), memory, station, simulation)
            before = {number: signal.signal(number, lambda *_: console.quit()) for number in QUIT_SIGNALS}
            _finish(loop, console.run(pictures), simulation)
        for number, handler in before.items():
            signal.signal(number, handler)
    finally:
        asyncio.set_event_loop(None)
        gate.close()
    return int(Exit.DONE)


def _finish(
    loop: qasync.QEventLoop, work: collections.abc.Coroutine[None, None, None], simulation: Simulation | None
) -> None:
    task = asyncio.ensure_future(work, loop=loop)  # noqa: TID251 the one that all others hang from
    try:
        loop.run_until_complete(task)
    except RuntimeError:
        if task.done():
            raise
        # Qt ends its loop in the middle of everything when the display server dies.
        if simulation is not None:
            simulation.stop()
        raise RefusedError(SCREEN_GONE, Exit.SCREEN) from None


def _application() -> QApplication:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 nobody else makes another kind in this process
    app.setApplicationName("Watchfloor")
    app.setQuitOnLastWindowClosed(False)
    load_shipped(paths.resources() / "fonts")
    return app


def _theme(app: QApplication, memory: StateFile) -> Theme:
    known = {choice.value: choice for choice in Choice}
    choice = known.get(memory.text("theme", Choice.SYSTEM.value), Choice.SYSTEM)
    theme = Theme(app, choice, memory.number("text_scale", SCALES[0]))
    theme.reduce_motion(memory.text("reduced_motion") == "True")
    theme.keys.restore(memory.keys(), letters=memory.text("letters", "True") == "True")

    def keep() -> None:
        memory.keep("theme", theme.choice.value)
        memory.keep("text_scale", theme.scale)
        memory.keep("reduced_motion", str(theme.prefers_stillness))
        memory.keep("letters", str(theme.keys.letters))
        memory.keep_keys(theme.keys.chosen)

    theme.changed.connect(keep)
    return theme
