"""From the committer's thread to the loops that wait: first the news, then the answers."""

import asyncio
import collections.abc
import logging

from app.domain.incident.record import Recorded
from app.station.journal.decision import Outcome

_LOG = logging.getLogger(__name__)

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
        told = tuple(self._listeners) if records else ()
        loops = dict.fromkeys([loop for loop, _ in told] + [waiting.loop for waiting, _ in settled])
        for loop in loops:
            listeners = [listener for its, listener in told if its is loop]
            _wake(loop, listeners, records, [one for one in settled if one[0].loop is loop])


def _wake(
    loop: asyncio.AbstractEventLoop, listeners: list[Listener], records: tuple[Recorded, ...], settled: Settled
) -> None:
    """All that a loop is told of a batch in one call across the threads: each wakes it and costs a share its time."""
    try:
        loop.call_soon_threadsafe(_tell, loop, listeners, records, settled)
    except RuntimeError:
        # The loop closed while its answer was being written: nobody is left to tell, and all is on disk.
        _LOG.info("A loop closed before it was told what was recorded.")


def _tell(
    loop: asyncio.AbstractEventLoop, listeners: list[Listener], records: tuple[Recorded, ...], settled: Settled
) -> None:
    """On the loop: each listener by a call of its own, so that one that fails keeps nobody from hearing."""
    for listener in listeners:
        loop.call_soon(listener, records)
    loop.call_soon(_answer_all, settled)


def _answer_all(settled: Settled) -> None:
    for waiting, outcome in settled:
        waiting.answer(outcome)
