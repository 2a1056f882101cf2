"""From the committer's thread to the loops that wait: first the news, then the answers."""

import asyncio
import collections.abc
import logging
import typing

from app.domain.incident.record import Recorded
from app.station.journal.decision import Outcome

_LOG = logging.getLogger(__name__)

Content = typing.TypeVar("Content")
Listener = collections.abc.Callable[[tuple[Recorded, ...]], None]


class Waiting:
    """Somebody on a loop who waits for an outcome."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Outcome] = self.loop.create_future()

    def answer(self, outcome: Outcome | Exception) -> None:
        """Waiting, on the loop; nothing if nobody waits any more."""
        if self.future.done():
            return
        if isinstance(outcome, Exception):
            self.future.set_exception(outcome)
        else:
            self.future.set_result(outcome)


Settled = list[tuple[Waiting, Outcome | Exception]]


class Publisher:
    """All who listen, each on the loop it subscribed from."""

    def __init__(self) -> None:
        self._listeners: list[tuple[asyncio.AbstractEventLoop, Listener]] = []

    def subscribe(self, listener: Listener) -> None:
        """Call ``listener`` on the running loop with every batch from now on."""
        self._listeners.append((asyncio.get_running_loop(), listener))

    def publish(self, settled: Settled) -> None:
        """Tell the listeners what happened, in order, then answer those who asked for it."""
        records = tuple(record for _, outcome in settled if isinstance(outcome, Outcome) for record in outcome.records)
        if records:
            for loop, listener in tuple(self._listeners):
                _call(loop, listener, records)
        waiting: dict[asyncio.AbstractEventLoop, Settled] = {}
        for one, outcome in settled:
            waiting.setdefault(one.loop, []).append((one, outcome))
        for loop, answers in waiting.items():
            _call(loop, _answer_all, answers)


def _answer_all(settled: Settled) -> None:
    for waiting, outcome in settled:
        waiting.answer(outcome)


def _call(
    loop: asyncio.AbstractEventLoop, function: collections.abc.Callable[[Content], None], content: Content
) -> None:
    try:
        loop.call_soon_threadsafe(function, content)
    except RuntimeError:
        # The loop closed while its answer was being written: nobody is left to tell, and all is on disk.
        _LOG.info("A loop closed before it was told what was recorded.")
