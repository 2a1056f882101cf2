"""The simulator's command line: arguments of serve, share and play, and what each of them does."""

import argparse
import asyncio
import contextlib
import math
import os
from collections.abc import AsyncIterator
from pathlib import Path

from app.simulator import process, sender
from app.simulator import scenario as simulator_scenario
from app.simulator.play import Player, Running, SimulatorSecrets, running
from app.simulator.process import ScenarioClock, Targets, complain, print_line
from app.simulator.sender import Portal, PostResult

DESCRIPTION = "A pretend RapidSOS on this machine. Its shapes are HOUSE shapes: RapidSOS publishes none."

SHARED_SECRET = "WATCHFLOOR_SHARED_SECRET"  # noqa: S105 - a variable's name

WRONG_USE, WENT_WRONG = 2, 1

MAX_PORT = 65_535

STATION_AWAITED_S = 3_600.0
"""A share of a scenario is tried again so long while its station is not listening."""


def add_arguments(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add serve, share and play to a parser whose chosen command is stored in `simulator_command`."""
    serve = subparsers.add_parser("serve", help="a pretend RapidSOS; shares nothing by itself")
    _add_server_arguments(serve, scenario="calm", until_stdin_closes=False)

    play = subparsers.add_parser("play", help="a pretend RapidSOS whose telecommunicators share a scenario's calls")
    play.add_argument(
        "--to", metavar="URL", type=_loopback_url, help="the handler; else set through /simulator/control"
    )
    play.add_argument("--status-url", metavar="URL", type=_loopback_url, help="where callflows report")
    play.add_argument("--http-url", metavar="URL", type=_loopback_url, help="where their HTTP utility sends")
    play.add_argument("--answers", action="store_true", help="print a line for each share's answer")
    _add_server_arguments(play, scenario="evening", until_stdin_closes=True)

    one = subparsers.add_parser("share", help="sign and POST shares to a handler on this machine")
    one.add_argument("--to", metavar="URL", type=_loopback_url, required=True)
    one.add_argument("--secret", metavar="S", help=f"else {SHARED_SECRET}; without both, sent unsigned")
    one.add_argument("--file", metavar="BODY", type=Path, help="send exactly these bytes")
    one.add_argument("--count", metavar="N", type=_count, default=1)
    one.add_argument("--rate", metavar="R", type=_above_zero, help="POSTs a second, sent when due; else one by one")
    one.add_argument("--retry-refused", metavar="S", type=_above_zero, default=0.0, help="seconds; refused only")
    one.add_argument("--scenario", metavar="S", default="calm", help="whose callers to share, without --file")


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen command; returns the exit code: 0 good, 1 went wrong, 2 wrongly asked."""
    try:
        match arguments.simulator_command:
            case "share":
                return _share(arguments)
            case "serve":
                work = _serve(arguments)
            case _:
                work = _play(arguments)
        asyncio.run(work)  # noqa: TID251 - the simulator's own process
    except simulator_scenario.ScenarioError as error:
        complain(str(error))
        return WRONG_USE
    except OSError as error:
        complain(f"The simulator cannot start: {error.strerror or error}.")
        return WENT_WRONG
    return 0


def _share(arguments: argparse.Namespace) -> int:
    secret = arguments.secret or os.environ.get(SHARED_SECRET) or None
    if secret is None:
        complain(f"No --secret and no {SHARED_SECRET}: sent unsigned.")
    if arguments.file is not None:
        to_send = sender.same_body(arguments.file, arguments.count)
    else:
        to_send = sender.bodies(arguments.scenario, simulator_scenario.load(arguments.scenario), arguments.count)

    async def work() -> bool:
        async with Portal(secret, retry_refused_s=arguments.retry_refused) as portal:
            return await sender.send(portal, arguments.to, to_send, arguments.rate)

    return 0 if asyncio.run(work()) else WENT_WRONG  # noqa: TID251 - the simulator's own process


async def _serve(arguments: argparse.Namespace) -> None:
    async with _started(arguments, SimulatorSecrets.from_environment(), Targets()):
        await _asked_to_stop(arguments)


async def _play(arguments: argparse.Namespace) -> None:
    secrets = SimulatorSecrets.from_environment()
    on_answer = _print_answer if arguments.answers else _ignore_answer
    targets = Targets(arguments.to, arguments.status_url, arguments.http_url)
    async with (
        Portal(secrets.shared, retry_refused_s=STATION_AWAITED_S) as portal,
        _started(arguments, secrets, targets) as simulator,
    ):
        simulator.world.group.create_task(Player(simulator.world, portal, secrets.shared, on_answer).play())
        await _asked_to_stop(arguments)


@contextlib.asynccontextmanager
async def _started(
    arguments: argparse.Namespace, secrets: SimulatorSecrets, targets: Targets
) -> AsyncIterator[Running]:
    scenario = simulator_scenario.load(arguments.scenario)
    name = Path(arguments.scenario).stem
    async with running(name, scenario, ScenarioClock(arguments.speed), secrets, arguments.port, targets) as simulator:
        print_line({"ready": True, "base_url": simulator.base_url, "scenario": name, "shapes": "HOUSE"})
        yield simulator


async def _asked_to_stop(arguments: argparse.Namespace) -> None:
    stop = asyncio.Event()
    process.watch(stop.set, until_stdin_closes=arguments.until_stdin_closes)
    await stop.wait()


def _print_answer(answer: PostResult) -> None:
    print_line(answer.line())


def _ignore_answer(_answer: PostResult) -> None:
    """Answers are counted in /simulator/received: a parent that reads no more than one line must not block us."""


def _add_server_arguments(parser: argparse.ArgumentParser, *, scenario: str, until_stdin_closes: bool) -> None:
    parser.add_argument("--port", metavar="P", type=_port, help="0 picks a free one; else 8920 if it is free")
    parser.add_argument("--scenario", metavar="S", default=scenario, help="a shipped scenario's name, or a file")
    parser.add_argument("--speed", metavar="X", type=_above_zero, default=1.0, help="scenario seconds a real second")
    parser.add_argument(
        "--until-stdin-closes",
        action=argparse.BooleanOptionalAction,
        default=until_stdin_closes,
        help="stop when the pipe on standard input closes, as it does when the parent dies",
    )


def _loopback_url(text: str) -> str:
    try:
        return process.checked(text)
    except process.NotLoopbackError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > MAX_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: 0 to {MAX_PORT}")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a count of at least 1")
    return int(text)


def _above_zero(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return number
