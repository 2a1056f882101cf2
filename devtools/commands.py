"""The commands of dev.py and what each one needs before it can start."""

from collections.abc import Callable
from typing import NamedTuple

from devtools import bundle, environment, gates, installer, program, rooms, suite
from devtools.checkout import ROOT
from devtools.voice import GiveUpError, say


class Command(NamedTuple):
    """One command: what it is for, what does it, and whether it takes arguments of its own."""

    purpose: str
    act: Callable[[list[str]], int]
    passes_arguments: bool = True


def _check(_none: list[str]) -> int:
    return gates.run()


def _package(_none: list[str]) -> int:
    return bundle.build()


def _tryout(_none: list[str]) -> int:
    return installer.prove()


def _rooms(_none: list[str]) -> int:
    say(rooms.listing(ROOT / "app"))
    return 0


def _shots(arguments: list[str]) -> int:
    return program.run_offscreen("tests.shots", arguments)


def _bench(arguments: list[str]) -> int:
    return program.run_offscreen("tests.bench", arguments)


def _fuzz(arguments: list[str]) -> int:
    return program.run_offscreen("tests.fuzz", arguments)


COMMANDS = {
    "run": Command("the console on the simulator, playing a scenario", program.run_console),
    "test": Command("every test with the coverage gates; or pytest with your arguments", suite.run),
    "fuzz": Command("made-up inputs and lucky property tests, as long as you like", _fuzz),
    "check": Command("format, lint, types, arrows, dead code, spelling, security, house rules", _check, False),
    "bench": Command("measures and prints, asserts nothing", _bench),
    "shots": Command("draws every state of the window into shots/", _shots),
    "package": Command("builds the program's folder and its package in dist/ and tries it out", _package, False),
    "tryout": Command("installs, uses, upgrades and removes the package in a clean Debian", _tryout, False),
    "rooms": Command("prints every folder and file of app/ with what it is for", _rooms, False),
}


def main(arguments: list[str]) -> int:
    """Do the command that ``arguments`` begin with; without one, list them all. Returns the exit code."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        say(listing())
        return 0
    name, *rest = arguments
    command = COMMANDS.get(name)
    if command is None or (rest and not command.passes_arguments):
        what = f"There is no command {name!r}." if command is None else f"{name!r} takes no arguments."
        say(f"{what}\n{listing()}")
        return 2
    try:
        environment.ensure()
        return command.act(rest)
    except GiveUpError as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        return 130


def listing() -> str:
    """What a bare call prints."""
    lines = [f"  {name:<9}{command.purpose}" for name, command in COMMANDS.items()]
    return "\n".join(["python3 dev.py COMMAND", "", *lines])
