"""What the simulator's process needs: scenario clock, loopback check, printed JSON lines, a stop signal, targets."""

import asyncio
import dataclasses
import datetime as dt
import ipaddress
import os
import signal
import stat
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable

import msgspec


class ScenarioClock:
    """Counts scenario seconds since it was made, `speed` of them in each real second.

    Only the waiting is compressed: what is put on the wire is this machine's real time, since the console that reads
    it lives in real time.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self._started = time.monotonic()
        self._started_ms = int(dt.datetime.now(dt.UTC).timestamp() * 1000)

    def now_s(self) -> float:
        """Scenario seconds since the start."""
        return (time.monotonic() - self._started) * self.speed

    def wall_ms(self, scenario_s: float) -> int:
        """The UTC millisecond at which that scenario second is, or was, on the wall."""
        return self._started_ms + round(scenario_s / self.speed * 1000)

    def scenario_s(self, wall_ms: int) -> float:
        """The scenario second that is, or was, at that UTC millisecond."""
        return (wall_ms - self._started_ms) / 1000 * self.speed

    async def sleep_until(self, scenario_s: float) -> None:
        """Wait until that scenario second; at once if it is past."""
        await asyncio.sleep(max(0.0, (scenario_s - self.now_s()) / self.speed))

    async def sleep(self, scenario_s: float) -> None:
        """Wait for that many scenario seconds."""
        await asyncio.sleep(scenario_s / self.speed)


class NotLoopbackError(ValueError):
    """The URL is not one of this machine's own addresses; the message says so in a sentence."""


def checked(url: str) -> str:
    """Return the URL if it is http on this machine's loopback; raises NotLoopbackError otherwise."""
    try:
        parts = urllib.parse.urlsplit(url)
        host, scheme = parts.hostname or "", parts.scheme
        _ = parts.port
    except ValueError as error:
        raise NotLoopbackError(f"{url!r} is not a URL: {error}.") from None
    if scheme != "http" or not _is_loopback(host):
        raise NotLoopbackError(
            f"{url!r} is not on this machine. The simulator sends only to http://127.0.0.1 or http://localhost: "
            "pretend calls must never reach a real center."
        )
    return url


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def print_line(fields: object) -> None:
    """Write one JSON line and flush it, since whoever started the simulator waits for it."""
    sys.stdout.write(msgspec.json.encode(fields).decode() + "\n")
    sys.stdout.flush()


def complain(sentence: str) -> None:
    """Say something to the person at the terminal, on standard error."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


STDIN = 0


def watch(stop: Callable[[], None], *, until_stdin_closes: bool) -> None:
    """Call `stop` in the running loop at SIGTERM or SIGINT and, if asked, when the pipe on standard input closes.

    A pipe's end closes with the process that held it, however that process died and on Windows too, so a simulator
    started by a console never outlives it.
    """
    loop = asyncio.get_running_loop()

    def stop_in_loop(*_: object) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(stop)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop_in_loop)
    if until_stdin_closes and _stdin_is_a_pipe():
        threading.Thread(target=_wait_for_end, args=(STDIN, stop_in_loop), name="stdin", daemon=True).start()


def _stdin_is_a_pipe() -> bool:
    """Whether somebody holds the other end: a terminal or the null device says nothing about a parent."""
    try:
        mode = os.fstat(STDIN).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def _wait_for_end(descriptor: int, then: Callable[[], None]) -> None:
    # Read below Python's buffer: a daemon thread inside sys.stdin's lock would abort the interpreter's exit.
    try:
        while os.read(descriptor, 4096):
            pass
    except OSError:
        pass
    then()


@dataclasses.dataclass
class Targets:
    """URLs on this machine; None until somebody says, and then nothing is sent there."""

    handler_url: str | None = None
    status_url: str | None = None
    http_url: str | None = None
    """For RapidSOS's HTTP utility (docs/contract.md#7.1)."""
