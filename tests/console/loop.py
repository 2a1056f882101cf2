"""One qasync loop for a test, as measured.md asks: explicit, entered, taken away afterwards."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
import qasync
from PySide6.QtWidgets import QApplication

LIMIT_S = 20.0
Expect = Callable[[str], None]
"""The fixture ``expect_log``."""


def run(app: QApplication, work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine on Qt's loop, bounded."""
    app.setQuitOnLastWindowClosed(False)  # as the console does: closing a dialog must not end the loop
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        with loop:
            loop.run_until_complete(asyncio.wait_for(work, LIMIT_S))
    finally:
        asyncio.set_event_loop(None)


def no_failure(name: str, problem: BaseException) -> None:
    """What a test's tasks tell when one of them fails."""
    pytest.fail(f"{name}: {problem!r}")


async def until(condition: Callable[[], bool], patience_s: float = 5.0) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(patience_s):
        while not condition():  # noqa: ASYNC110 the condition is somebody else's state
            await asyncio.sleep(0.005)
