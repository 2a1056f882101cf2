"""The end of the journal: whoever follows it waits here for more."""

import asyncio
import contextlib

from app.domain.incident.record import Recorded
from app.station.journal.journal import Journal


class Tail:
    """Wakes followers when something was written; make it on the station's loop."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._moved = asyncio.Event()
        self._ended = False
        journal.subscribe(self._wake)

    async def beyond(self, seq: int, seconds: float) -> None:
        """Return as soon as there is an event after ``seq``, else after so many seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._journal.last_seq <= seq and not self._ended:
                    await self._moved.wait()

    def end(self) -> None:
        """Send all followers home: the station stops."""
        self._ended = True
        self._wake(())

    def _wake(self, _records: tuple[Recorded, ...]) -> None:
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()
