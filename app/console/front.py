"""Brings application, look and loop up, runs the console in them, and takes them down again."""

import asyncio
import logging
import pathlib
import signal
import sys

import qasync
from PySide6.QtWidgets import QApplication

from app.console.assembly import Console
from app.console.memory import Memory
from app.console.simulation import Simulation
from app.console.station_process import StationProcess
from app.console.theme import SCALES, Choice, Theme
from app.console.type_faces import load_shipped
from app.ground import folders, logs
from app.ground.exits import Exit
from app.ground.redaction import Redactor

LOG_FILE = "console.log"
QUIT_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def run(station: StationProcess, simulation: Simulation | None, pictures: pathlib.Path | None) -> int:
    """Run one console until somebody leaves; returns the exit code."""
    gate = logs.start(Redactor(), station.data_dir / LOG_FILE)
    for chatty in ("httpx", "httpcore", "asyncio", "qasync"):
        logging.getLogger(chatty).setLevel(logging.WARNING)  # one line for each poll, with the session in it
    app = _application()
    memory = Memory(station.data_dir)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        with loop:
            console = Console(_theme(app, memory), memory, station, simulation)
            before = {number: signal.signal(number, lambda *_: console.quit()) for number in QUIT_SIGNALS}
            loop.run_until_complete(console.run(pictures))
        for number, handler in before.items():
            signal.signal(number, handler)
    finally:
        asyncio.set_event_loop(None)
        gate.close()
    return int(Exit.DONE)


def _application() -> QApplication:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 nobody else makes another kind in this process
    app.setApplicationName("Watchfloor")
    app.setQuitOnLastWindowClosed(False)
    load_shipped(folders.resources() / "fonts")
    return app


def _theme(app: QApplication, memory: Memory) -> Theme:
    known = {choice.value: choice for choice in Choice}
    choice = known.get(memory.text("theme", Choice.SYSTEM.value), Choice.SYSTEM)
    theme = Theme(app, choice, memory.number("text_scale", SCALES[0]))
    theme.reduce_motion(memory.text("reduced_motion") == "True")

    def keep() -> None:
        memory.keep("theme", theme.choice.value)
        memory.keep("text_scale", theme.scale)
        memory.keep("reduced_motion", str(theme.reduced_motion))

    theme.changed.connect(keep)
    return theme
