"""Forgetting, once a day and piece by piece: nobody who shares a call may have to wait for it."""

import asyncio
import collections.abc
import logging
import typing

from app.domain.incident.forgetting import DAY_MS
from app.ground.clock import Clock
from app.station.journal.errors import JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.journal.retention import forget_incident, forget_the_rest

_LOG = logging.getLogger(__name__)

EVERY_S: typing.Final = 86_400.0
FIRST_S: typing.Final = 60.0
LONG_GAP_MS: typing.Final = 7 * DAY_MS
"""After a longer time without a station, or with a clock that jumped, a day passes before anything is erased."""
AT_ONCE: typing.Final = 50
PAUSE_S: typing.Final = 0.1
"""Between two incidents."""

Days = collections.abc.Callable[[], int]
"""How long the settings keep people now."""


class Forget:
    """Erases what is older than the retention; what is open or on legal hold stays."""

    def __init__(self, journal: Journal, clock: Clock, retention_days: Days) -> None:
        self._journal = journal
        self._clock = clock
        self._retention_days = retention_days

    async def run(self, last_alive: int | None) -> None:
        """Look every day until cancelled; ``last_alive`` is when a station was here before (UTC ms)."""
        doubtful = last_alive is not None and self._clock.now() - last_alive > LONG_GAP_MS
        await self._clock.wait(EVERY_S if doubtful else FIRST_S)
        while True:
            await self._look_or_tell()
            await self._clock.wait(EVERY_S)

    async def look(self) -> int:
        """Erase what is due; returns how many incidents.

        Raises:
            JournalUnavailableError: storage fails; look again later.
        """
        erased, last = 0, 0
        days = self._retention_days()
        before = self._clock.now() - days * DAY_MS
        while numbers := await asyncio.to_thread(self._journal.long_closed, before, last, AT_ONCE):
            for number in numbers:
                outcome = await self._journal.decide(forget_incident(number, days))
                erased += bool(outcome.records)
                await self._clock.wait(PAUSE_S)
            last = numbers[-1]
        await self._journal.decide(forget_the_rest(days))
        return erased

    async def _look_or_tell(self) -> None:
        try:
            erased = await self.look()
        except JournalUnavailableError:
            _LOG.warning("What is older than the retention could not be erased; tried again tomorrow.")
            return
        if erased:
            _LOG.info("Retention erased %d incidents.", erased)
