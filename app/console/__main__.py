"""Entry of the console: starts or finds the station first, and loads the window while the station starts."""

import importlib
import os
import pathlib
import sys

from app import settings
from app.console.station.process import StationProcess
from app.console.station.simulation import Simulation
from app.core import paths
from app.core.errors import Exit, RefusedError

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Variables of which Qt needs one on Linux."""


def main(data_dir: str | None, simulate: str | None, pictures: str | None, *, reset_layout: bool = False) -> int:
    """Run the console until it is quit; ``simulate`` names a scenario, ``reset_layout`` forgets where windows were.

    Raises:
        RefusedError: it can't run here; the sentence says what to do.
    """
    _refuse_root_without_flag()
    _refuse_without_screen()
    directory = _directory(data_dir, simulating=simulate is not None)
    try:
        simulation = Simulation(directory, simulate) if simulate is not None else None
        station = simulation.station if simulation else StationProcess(directory)
        station.start_or_attach()
    except OSError as problem:
        reason = problem.strerror or problem
        sentence = f"The station can't be started in {directory}: {reason}. Choose another --data-dir."
        raise RefusedError(sentence, Exit.STORAGE) from None
    try:
        # Qt and the panes take 0.3 s to load; the station starts meanwhile.
        front = importlib.import_module("app.console.startup")
        shown = pathlib.Path(pictures) if pictures else None
        return int(front.run(station, simulation, shown, reset_layout=reset_layout))
    except BaseException:
        station.abandon()
        raise


def _directory(given: str | None, *, simulating: bool) -> pathlib.Path:
    if simulating and given is None:
        return paths.simulation_directory()
    return settings.data_directory(given)


def _refuse_without_screen() -> None:
    """Qt aborts the process where it finds no screen, and would leave the station behind that was just started."""
    if sys.platform != "linux" or any(os.environ.get(name) for name in SCREENS):
        return
    sentence = "There is no screen here: the console needs a desktop session. The station alone needs none: {start}."
    raise RefusedError(sentence.format(start="watchfloor station"), Exit.SCREEN)


def _refuse_root_without_flag() -> None:
    """Chromium aborts as root unless its sandbox is off, and switching it off is never done silently by us."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    if os.environ.get("QTWEBENGINE_DISABLE_SANDBOX") == "1" or "--no-sandbox" in flags:
        return
    sentence = (
        "The console does not run as root: the map's sandbox can't. Start it as an ordinary user, or set "
        "QTWEBENGINE_DISABLE_SANDBOX=1 if you know what that gives up. The station alone may run as root."
    )
    raise RefusedError(sentence, Exit.COMMAND_LINE)
