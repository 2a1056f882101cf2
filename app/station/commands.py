"""``watchfloor station``: a station as a process."""

import argparse
import asyncio
import logging
import os
import pathlib
import signal
import sys
import types

import msgspec

from app import settings
from app.ground import logs
from app.ground.clock import SystemClock
from app.ground.exits import Exit
from app.ground.redaction import Redactor
from app.station import opening
from app.station.in_force import SettingsInForce
from app.station.journal.place import Place
from app.station.journal.seal.charter import PrivateKey
from app.station.keys.secrets import Secrets
from app.station.station import Ready, Station

_LOG = logging.getLogger(__name__)

LOG_FILE = "station.log"


def add_station_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``watchfloor station``; each but the first overrides the setting of its name."""
    parser.add_argument("--data-dir", metavar="D", help="where journal and settings lie")
    parser.add_argument("--environment", metavar="E", help="production (default), rapidsos-sandbox or simulator")
    parser.add_argument("--host", metavar="H", help="the address to listen on; 127.0.0.1 by default")
    parser.add_argument(
        "--port", metavar="P", help=f"the port to listen on; {settings.DEFAULT_PORT} by default, 0 picks"
    )
    parser.add_argument("--rapidsos-url", metavar="U", help="RapidSOS's base address, if not the environment's own")


def run_station(arguments: argparse.Namespace) -> int:
    """Run a station until it is asked to stop.

    Raises:
        RefusedError: it can't start; the sentence says what to do.
    """
    directory = settings.data_directory(arguments.data_dir)
    given = {name: getattr(arguments, name) for name in ("environment", "host", "port", "rapidsos_url")}
    in_force = SettingsInForce.of(settings.Sources(directory, given))
    opening.make(directory)
    lock = opening.hold(directory)
    redactor = Redactor()
    gate = logs.start(redactor, directory / LOG_FILE)
    try:
        secrets = Secrets(opening.place(directory, in_force.now), os.environ, redactor)
        asyncio.run(_run(directory, in_force, secrets, redactor))  # noqa: TID251 the front door of the station
    finally:
        gate.close()
        lock.release()
    return Exit.DONE


def key_of(place: Place) -> PrivateKey:
    """How a command that only reads asks for the private key of a data directory."""
    return Secrets(place, os.environ, Redactor()).kept_seal_key


async def _run(directory: pathlib.Path, in_force: SettingsInForce, secrets: Secrets, redactor: Redactor) -> None:
    station = Station(opening.place(directory, in_force.now), in_force, SystemClock(), secrets, redactor)
    _stop_on_signals(station, asyncio.get_running_loop())
    _warn_root()
    await station.run(_tell_ready)


def _stop_on_signals(station: Station, loop: asyncio.AbstractEventLoop) -> None:
    def stop(_signal: int, _frame: types.FrameType | None) -> None:
        loop.call_soon_threadsafe(station.stop)

    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, stop)


def _tell_ready(ready: Ready) -> None:
    sys.stdout.write(msgspec.json.encode(ready).decode() + "\n")
    sys.stdout.flush()


def _warn_root() -> None:
    if sys.platform != "win32" and os.geteuid() == 0:
        _LOG.warning("The station runs as root. Give it a user of its own.")
