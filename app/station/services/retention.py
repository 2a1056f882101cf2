"""Forgetting, once a day and piece by piece: nobody who shares a call may have to wait for it."""

import asyncio
import collections.abc
import logging
import sqlite3
import threading
import typing

from app.core.clock import Clock
from app.domain.incident.retention import DAY_MS
from app.domain.lamp import Lamp
from app.station import health
from app.station.journal import backup
from app.station.journal.backup import FOLDER, Backup, existing
from app.station.journal.base import DataDirectory, JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.journal.store import forget_incident, forget_the_rest

EVERY_S: typing.Final = 86_400.0
FIRST_FORGETTING_S: typing.Final = 60.0
LONG_GAP_MS: typing.Final = 7 * DAY_MS
"""After a longer time without a station, or with a clock that jumped, a day passes before anything is erased."""
AT_ONCE: typing.Final = 50
PAUSE_S: typing.Final = 0.1
"""Between two incidents."""

Days = collections.abc.Callable[[], int]
"""How long the settings keep people now."""


class RetentionService:
    """Erases what is older than the retention; what is open or on legal hold stays."""

    def __init__(self, journal: Journal, clock: Clock, retention_days: Days) -> None:
        self._journal = journal
        self._clock = clock
        self._retention_days = retention_days

    async def run(self, last_alive: int | None) -> None:
        """Look every day until cancelled; ``last_alive`` is when a station was here before (UTC ms)."""
        doubtful = last_alive is not None and self._clock.now() - last_alive > LONG_GAP_MS
        await self._clock.wait(EVERY_S if doubtful else FIRST_FORGETTING_S)
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


_LOG = logging.getLogger(__name__)

FIRST_BACKUP_S: typing.Final = 300.0
LOOK_EVERY_S: typing.Final = 3_600.0
STEP_PAUSE_S: typing.Final = 0.01
"""After each 256 KiB: 25 MiB/s at most."""


class _StoppedError(Exception):
    """The station ends: there is no time for a backup."""


class BackupService:
    """Takes a backup when the newest is a day old, and lets the old ones go."""

    def __init__(self, place: DataDirectory, clock: Clock, retention_days: Days) -> None:
        self._place = place
        self._clock = clock
        self._retention_days = retention_days
        self._ended = threading.Event()
        self._failed: tuple[int, str] | None = None
        """When the last try failed (UTC ms) and why; None when it went well."""

    async def run(self) -> None:
        """Look every hour until cancelled: a backup that failed is tried again."""
        self._ended.clear()
        await self._clock.wait(FIRST_BACKUP_S)
        try:
            while True:
                await self.look()
                await self._clock.wait(LOOK_EVERY_S)
        finally:
            self._ended.set()

    async def look(self) -> Backup | None:
        """Take a backup if one is due; None if not, or if it failed, which is told in the log."""
        now = self._clock.now()
        kept = await asyncio.to_thread(existing, self._place.folder / FOLDER)
        if kept and 0 <= now - kept[-1].at < DAY_MS:
            return None
        try:
            return await asyncio.to_thread(self._taken, now)
        except (sqlite3.Error, OSError) as error:
            _LOG.warning("The daily backup failed (%s); it is tried again in an hour.", error)
            self._failed = now, str(error)
            return None

    def lamp(self) -> Lamp | None:
        """That the daily backup failed; nothing while it goes well."""
        return None if self._failed is None else health.backup(*self._failed)

    def _taken(self, now: int) -> Backup | None:
        try:
            taken = backup.take(self._place, now, self._pause)
        except _StoppedError:
            return None
        self._failed = None
        backup.drop_old(taken.path.parent, now - self._retention_days() * DAY_MS)
        _LOG.info("A backup was taken up to event %d.", taken.head.seq)
        return taken

    def _pause(self) -> None:
        if self._ended.wait(STEP_PAUSE_S):
            raise _StoppedError
