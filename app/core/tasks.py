"""Named background tasks: the reference is kept, and a failure is reported instead of vanishing with the task."""

import asyncio
import collections.abc
import concurrent.futures
import functools
import socket
import typing

T = typing.TypeVar("T")
OnFailure = collections.abc.Callable[[str, BaseException], None]
"""Called with the task's name and the exception that it raised."""


FIRST_BACKOFF_S, LONGEST_BACKOFF_S = 0.5, 60.0
STEADY_S = 600.0
"""A duty that ran so long has recovered: its next failure is a first one again."""

Work = collections.abc.Callable[[], collections.abc.Coroutine[typing.Any, typing.Any, object]]
"""Begins a duty; called again each time that it ended."""


class Failed(typing.NamedTuple):
    """How a duty ended that must never end."""

    at: int
    """UTC ms."""
    problem: str
    """The kind of failure; its message may hold outside text."""
    times: int
    """In a row."""


class Duty:
    """A task that is started again whenever it ends, however it ends, until ``end``."""

    def __init__(self, name: str, work: Work, tasks: "Tasks") -> None:
        self._name = name
        self._work = work
        self._tasks = tasks
        self._over = False
        self._began_s = 0.0
        self._again: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[object] | None = None
        self.failed: Failed | None = None
        """The last failure; None when there was none, or when it ran steadily since."""
        self._start()

    def end(self) -> None:
        """Cancel it for good."""
        self._over = True
        if self._again is not None:
            self._again.cancel()
        if self._task is not None:
            self._task.cancel()

    def _start(self) -> None:
        self._began_s = asyncio.get_running_loop().time()
        self._task = self._tasks.start(self._name, self._guarded())
        self._task.add_done_callback(self._ended)

    async def _guarded(self) -> object:
        return await self._work()

    def standing(self) -> Failed | None:
        """The last failure, until it ran steadily again."""
        steady = asyncio.get_running_loop().time() - self._began_s >= STEADY_S
        if steady and self._task is not None and not self._task.done():
            self.failed = None
        return self.failed

    def _ended(self, task: asyncio.Task[object]) -> None:
        if self._over or self._tasks.stopping:
            return
        before = self.standing()
        problem = "cancelled" if task.cancelled() else type(task.exception()).__name__ if task.exception() else "ended"
        times = 1 if before is None else before.times + 1
        self.failed = Failed(self._tasks.now(), problem, times)
        backoff_s = min(FIRST_BACKOFF_S * 2 ** min(times - 1, 10), LONGEST_BACKOFF_S)
        self._again = asyncio.get_running_loop().call_later(backoff_s, self._start)


def _no_time() -> int:
    return 0


class Tasks:
    """Starts tasks and ends them together; the only place that calls ``create_task``."""

    def __init__(self, on_failure: OnFailure, now: collections.abc.Callable[[], int] = _no_time) -> None:
        """``now`` tells the time of a duty's failure (UTC ms)."""
        self._on_failure = on_failure
        self.now = now
        self.stopping = False
        self._running: set[asyncio.Task[typing.Any]] = set()
        self._duties: dict[str, Duty] = {}

    def keep(self, name: str, work: Work) -> Duty:
        """Run a duty that must never end: it is started again with back-off, and its failure is remembered."""
        duty = self._duties[name] = Duty(name, work, self)
        return duty

    def failures(self) -> dict[str, Failed]:
        """Duties that failed and have not run steadily since, by name."""
        found = {name: duty.standing() for name, duty in self._duties.items()}
        return {name: failed for name, failed in found.items() if failed is not None}

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
        self.stopping = True
        for duty in self._duties.values():
            duty.end()
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


NAME_THREADS = 16


def names_apart() -> concurrent.futures.ThreadPoolExecutor:
    """Let the running loop resolve names in threads of their own: a resolver that hangs must hold up nothing else.

    Shut the threads down when the loop ends, without waiting: nobody can end a resolver that hangs.
    """
    loop = asyncio.get_running_loop()
    threads = concurrent.futures.ThreadPoolExecutor(NAME_THREADS, "names")

    async def getaddrinfo(
        host: str | bytes | None, port: str | bytes | int | None, **options: int
    ) -> collections.abc.Sequence[tuple[typing.Any, ...]]:
        return await loop.run_in_executor(threads, functools.partial(socket.getaddrinfo, host, port, **options))

    loop.getaddrinfo = getaddrinfo  # type: ignore[assignment,method-assign]  # the one place where a loop resolves
    return threads
