"""An asyncio loop of its own for one test, as the base map's thread has one."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


def turn(work: Coroutine[Any, Any, None]) -> None:
    """Runs a coroutine on a plain loop, bounded."""
    loop = asyncio.SelectorEventLoop()
    try:
        loop.run_until_complete(asyncio.wait_for(work, 20))
    finally:
        loop.close()


async def until(condition: Callable[[], bool]) -> None:
    """Waits until something is so."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 the condition is somebody else's state
            await asyncio.sleep(0.005)
