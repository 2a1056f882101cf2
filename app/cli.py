"""The front door: which room a command line means. Rooms are imported when they are entered: a start must be fast."""

import argparse
import collections.abc
import datetime as dt
import sys

import app
from app.core.errors import RefusedError

Run = collections.abc.Callable[[argparse.Namespace], int]
PROGRAM = "watchfloor"
DEFAULT_SCENARIO = "evening"
COMMANDS = {
    "station": "receive and answer without a window",
    "stop": "end the station of a data directory",
    "doctor": "every lamp of the station as text; exits 1 when one is red",
    "secret": "keep, list or forget secrets in this computer's keyring",
    "onboarding-sheet": "what RapidSOS asks of a Data Share partner, as text or PDF",
    "simulator": "a pretend RapidSOS on this computer",
    "journal": "list, verify, export or rebuild what was recorded",
}

MAP_PAGE = "map-page"
"""For the frozen program itself, which has no other way to run a module in a process of its own."""


def main(arguments: collections.abc.Sequence[str] | None = None) -> int:
    """Parse a command line and run what it asks for; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    room = given[0] if given and given[0] in ROOMS else ""
    parser = argparse.ArgumentParser(prog=f"{PROGRAM} {room}".strip())
    try:
        return ROOMS[room](parser, given[1:]) if room else _console(parser, given)
    except RefusedError as refused:
        sys.stderr.write(f"{PROGRAM}: {refused}\n")
        return refused.code


def _console(parser: argparse.ArgumentParser, given: list[str]) -> int:
    parser.description = app.__doc__
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    commands = "\n".join(f"  {name:<17} {words}" for name, words in COMMANDS.items())
    parser.epilog = f"commands:\n{commands}\n\nWithout a command the console opens."
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {app.__version__}")
    parser.add_argument("--data-dir", metavar="D", help="where journal and settings lie")
    parser.add_argument(
        "--simulate", metavar="SCENARIO", nargs="?", const=DEFAULT_SCENARIO, help="play a scenario, with its own data"
    )
    parser.add_argument("--pictures", metavar="DIR", help="write a picture of the window there every few seconds")
    parser.add_argument("--reset-layout", action="store_true", help="open as at the first start: one window, on screen")
    parser.add_argument("--reset-settings", action="store_true", help="make all settings defaults; copies are kept")
    parsed = parser.parse_args(given)
    if parsed.reset_settings:
        return _reset_settings(parsed.data_dir)
    from app.console import __main__ as console  # noqa: PLC0415 Qt, which no other room needs

    return console.main(parsed.data_dir, parsed.simulate, parsed.pictures, reset_layout=parsed.reset_layout)


def _reset_settings(data_dir: str | None) -> int:
    from app.settings import data_directory, loader  # noqa: PLC0415 nobody else needs it

    return loader.reset(data_directory(data_dir), dt.datetime.now(dt.UTC))


def _station(parser: argparse.ArgumentParser, given: list[str]) -> int:
    from app.station.cli import station  # noqa: PLC0415 a console must start without it

    station.add_station_arguments(parser)
    return station.run_station(parser.parse_args(given))


def _stop(parser: argparse.ArgumentParser, given: list[str]) -> int:
    from app.station.cli import station  # noqa: PLC0415 a console must start without it

    parser.add_argument("--data-dir", metavar="D", help="where journal and settings lie")
    return station.stop_station(parser.parse_args(given))


def _doctor(parser: argparse.ArgumentParser, given: list[str]) -> int:
    from app.station.cli import station  # noqa: PLC0415 a console must start without it

    parser.add_argument("--data-dir", metavar="D", help="where journal and settings lie")
    return station.run_doctor(parser.parse_args(given))


def _secret(parser: argparse.ArgumentParser, given: list[str]) -> int:
    from app.station.cli import secrets  # noqa: PLC0415 a console must start without it

    parser.description = secrets.__doc__
    secrets.add_arguments(parser)
    return secrets.run(parser.parse_args(given))


def _onboarding_sheet(parser: argparse.ArgumentParser, given: list[str]) -> int:
    from app.station.cli import station  # noqa: PLC0415 a console must start without it

    station.add_arguments(parser)
    return station.run_onboarding(parser.parse_args(given))


def _simulator(parser: argparse.ArgumentParser, given: list[str]) -> int:
    from app.simulator import cli  # noqa: PLC0415 neither console nor station needs it

    parser.description = cli.DESCRIPTION
    cli.add_arguments(parser.add_subparsers(dest="simulator_command", required=True))
    return cli.run(parser.parse_args(given))


def _journal(parser: argparse.ArgumentParser, given: list[str]) -> int:
    from app.station.cli import (  # noqa: PLC0415 a console must start without them
        evidence,
        journal,
        station,
    )

    parser.prog = PROGRAM
    journal.add_arguments(parser.add_subparsers(dest="room", required=True))
    return journal.run(parser.parse_args(["journal", *given]), station.key_of, evidence.record)


def _map_page(_parser: argparse.ArgumentParser, given: list[str]) -> int:
    from app.console.map import build_page  # noqa: PLC0415 nobody else needs it

    return build_page.main(given)


ROOMS: dict[str, collections.abc.Callable[[argparse.ArgumentParser, list[str]], int]] = {
    "station": _station,
    "stop": _stop,
    "doctor": _doctor,
    "secret": _secret,
    "onboarding-sheet": _onboarding_sheet,
    "simulator": _simulator,
    "journal": _journal,
    MAP_PAGE: _map_page,
}
