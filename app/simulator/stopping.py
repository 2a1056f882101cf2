"""When the simulator stops: at SIGTERM, Ctrl-C, or the closing of its standard input."""

import asyncio
import os
import signal
import stat
import threading
from collections.abc import Callable

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
