"""``watchfloor station``: a station as a process."""

import argparse
import asyncio
import json
import logging
import os
import pathlib
import signal
import sys
import textwrap
import tomllib
import types
import uuid

import filelock
import msgspec

from app import settings
from app.core import logs, paths
from app.core.clock import SystemClock
from app.core.errors import Exit, RefusedError
from app.core.logs import Redactor, printable
from app.domain.lamp import Lamp, LampState
from app.domain.onboarding import LABELS, OnboardingSheet
from app.export import sheets as export_sheets
from app.export.pdf import sheets
from app.protocol.sync import Events, Hello, Pulse
from app.station import startup
from app.station.api import auth
from app.station.app import ReadyLine, Station
from app.station.journal.base import LOCK, DataDirectory
from app.station.journal.sealing import PrivateKey
from app.station.live_settings import SettingsInForce
from app.station.secrets.secrets import Secrets

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
    in_force = SettingsInForce.of(settings.SettingsSources(directory, given))
    startup.make(directory)
    lock = startup.hold(directory)
    redactor = Redactor()
    gate = logs.start(redactor, directory / LOG_FILE)
    try:
        secrets = Secrets(startup.data_directory_for(directory, in_force.now), os.environ, redactor)
        asyncio.run(_run(directory, in_force, secrets, redactor))  # noqa: TID251 the front door of the station
    finally:
        gate.close()
        lock.release()
    return Exit.DONE


def key_of(place: DataDirectory) -> PrivateKey:
    """How a command that only reads asks for the private key of a data directory."""
    return Secrets(place, os.environ, Redactor()).kept_seal_key


async def _run(directory: pathlib.Path, in_force: SettingsInForce, secrets: Secrets, redactor: Redactor) -> None:
    station = Station(startup.data_directory_for(directory, in_force.now), in_force, SystemClock(), secrets, redactor)
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


def _tell_ready(ready: ReadyLine) -> None:
    sys.stdout.write(msgspec.json.encode(ready).decode() + "\n")
    sys.stdout.flush()


def _warn_root() -> None:
    if sys.platform != "win32" and os.geteuid() == 0:
        _LOG.warning("The station runs as root. Give it a user of its own.")


_WORDS = {
    LampState.SEEN: "seen to work",
    LampState.NOT_PROVEN: "not proven",
    LampState.WARNING: "WARNING",
    LampState.DOWN: "DOWN",
    LampState.OFF: "off",
}
_INDENT = " " * 26


def run_doctor(arguments: argparse.Namespace) -> int:
    """Print the lamps of a data directory's station; 1 when one is red or no station answers."""
    directory = settings.data_directory(arguments.data_dir)
    file = auth.read(directory)
    hello = None if file is None else auth.ask(file, "GET", "/hello")
    if file is None or hello is None:
        sys.stdout.write(f"No station answers for {directory}: nothing is received. Start one: watchfloor station\n")
        return Exit.FOUND
    last_seq = msgspec.json.decode(hello, type=Hello).last_seq
    answer = auth.ask(file, "GET", f"/events?after={last_seq}")
    if answer is None:
        sys.stdout.write(f"The station of {directory} stopped answering.\n")
        return Exit.FOUND
    pulse = msgspec.json.decode(answer, type=Events).pulse
    sys.stdout.write("".join(_told(lamp, pulse) for lamp in pulse.lamps))
    return Exit.FOUND if any(lamp.state is LampState.DOWN for lamp in pulse.lamps) else Exit.DONE


def _told(lamp: Lamp, pulse: Pulse) -> str:
    seen = "" if lamp.observed_at is None else f" ({_age(pulse.now - lamp.observed_at)})"
    lines = textwrap.wrap(printable(f"{lamp.evidence}{seen}"), 90)
    if lamp.next_step:
        lines += textwrap.wrap(printable(f"Next: {lamp.next_step}"), 90)
    return f"{printable(lamp.name):<12}{_WORDS[lamp.state]:<14}" + f"\n{_INDENT}".join(lines) + "\n"


def _age(milliseconds: int) -> str:
    seconds = max(0, milliseconds) // 1000
    if seconds < 1:
        return "now"
    return f"{seconds} s ago" if seconds < 120 else f"{seconds // 60} min ago"  # noqa: PLR2004 two minutes


FILE_NAME = "onboarding.toml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the sheet is read and where it goes."""
    parser.add_argument("--data-dir", metavar="D", help=f"where {FILE_NAME} lies")
    parser.add_argument("--out", metavar="FILE", required=True, help="a .pdf or a .txt; - writes text to the terminal")


def run_onboarding(arguments: argparse.Namespace) -> int:
    """Write the sheet, and say on the terminal what keeps it from being handed over; then the exit code is 1.

    Raises:
        RefusedError: there is no sheet yet, or it or the target can't be used.
    """
    sheet = read(settings.data_directory(arguments.data_dir) / FILE_NAME)
    _write(sheet, arguments.out)
    questions = export_sheets.open_questions(sheet)
    for question in questions:
        sys.stderr.write(f"{question}\n")
    return Exit.FOUND if questions else Exit.DONE


def read(file: pathlib.Path) -> OnboardingSheet:
    """The sheet in a file.

    Raises:
        RefusedError: there is none, or it holds something else; the sentence shows what one looks like.
    """
    try:
        return msgspec.convert(tomllib.loads(paths.read_text(file)), OnboardingSheet)
    except FileNotFoundError:
        fields = "".join(f'{name} = ""  # {label}\n' for name, label in LABELS.items())
        raise RefusedError(
            f"There is no {file} yet. Make it with these lines, filled in:\n{fields}", Exit.SETTINGS
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RefusedError(f"{file} can't be used: {error}. Known are: {', '.join(LABELS)}.", Exit.SETTINGS) from None


def _write(sheet: OnboardingSheet, out: str) -> None:
    if out == "-":
        sys.stdout.write(export_sheets.onboarding_text(sheet))
        return
    target = pathlib.Path(out).expanduser()
    is_paper = target.suffix.lower() == ".pdf"
    content = (
        sheets.onboarding_pdf(sheet, SystemClock().now()) if is_paper else export_sheets.onboarding_text(sheet).encode()
    )
    try:
        target.write_bytes(content)
    except OSError as error:
        raise RefusedError(
            f"{target} can't be written ({error.strerror}). Choose another --out.", Exit.STORAGE
        ) from None


STOPS_WITHIN_S = 30.0


def stop_station(arguments: argparse.Namespace) -> int:
    """Ask the station of a data directory to stop, and wait until it has.

    Raises:
        RefusedError: none answers there, or it does not end in time.
    """
    directory = settings.data_directory(arguments.data_dir)
    file = auth.read(directory)
    if file is None or not _asked_to_stop(file):
        raise RefusedError(f"No station answers for the data directory {directory}.", Exit.NOT_RUNNING)
    try:
        with filelock.FileLock(directory / LOCK, timeout=STOPS_WITHIN_S):
            return Exit.DONE
    except filelock.Timeout:
        raise RefusedError(
            f"The station (process {file.pid}) was asked to stop and still runs after {STOPS_WITHIN_S:.0f} s. "
            "Look into its log before you end it by force.",
            Exit.FOUND,
        ) from None


def _asked_to_stop(file: auth.DeskFile) -> bool:
    command = json.dumps({"id": str(uuid.uuid4()), "command": "StopStation"})
    return auth.ask(file, "POST", "/commands", command.encode()) is not None
