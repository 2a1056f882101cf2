"""One qasync loop for a test, as docs/measured.md#event-loop asks: explicit, entered, taken away afterwards."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
import qasync
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

LIMIT_S = 20.0
Expect = Callable[[str], None]
"""The fixture ``expect_log``."""


class Turned:
    """The application, turned by a loop made for one test: WebEngine does not outlive the end of its own loop."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._loop = QEventLoop()

    def exec(self) -> int:
        return self._loop.exec()

    def exit(self, code: int = 0) -> None:
        self._loop.exit(code)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 whatever qasync asks of an application
        return getattr(self._app, name)


def run(app: QApplication, work: Coroutine[Any, Any, None], limit_s: float = LIMIT_S) -> None:
    """Run a coroutine on Qt's loop, bounded."""
    app.setQuitOnLastWindowClosed(False)  # as the console does: closing a dialog must not end the loop
    loop = qasync.QEventLoop(Turned(app))
    asyncio.set_event_loop(loop)
    try:
        with loop:
            loop.run_until_complete(asyncio.wait_for(work, limit_s))
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
