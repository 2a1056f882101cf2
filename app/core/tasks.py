"""Named background tasks: the reference is kept, and a failure is reported instead of vanishing with the task."""

import asyncio
import collections.abc
import typing

T = typing.TypeVar("T")
OnFailure = collections.abc.Callable[[str, BaseException], None]
"""Told the task's name and what it raised."""


class Tasks:
    """Starts tasks and ends them together; the only place that calls ``create_task``."""

    def __init__(self, on_failure: OnFailure) -> None:
        self._on_failure = on_failure
        self._running: set[asyncio.Task[typing.Any]] = set()

    def start(self, name: str, work: collections.abc.Coroutine[typing.Any, typing.Any, T]) -> asyncio.Task[T]:
        """Run the work in the background under a name that logs and failures show."""
        task = asyncio.create_task(work, name=name)  # noqa: TID251 the one place where tasks are made
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    @property
    def names(self) -> list[str]:
        """Names of what still runs."""
        return sorted(task.get_name() for task in self._running)

    async def stop(self) -> None:
        """Cancel everything and wait until it has ended."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _ended(self, task: asyncio.Task[typing.Any]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        failure = task.exception()
        if failure is not None:
            self._on_failure(task.get_name(), failure)
