"""A backup every day, taken in small steps while shares go on arriving."""

import asyncio
import logging
import sqlite3
import threading
import typing

from app.domain.incident.forgetting import DAY_MS
from app.domain.incident.pulse import Lamp
from app.ground.clock import Clock
from app.station import lamps
from app.station.duties.forget import Days
from app.station.journal.keeping import backup
from app.station.journal.keeping.backup import FOLDER, Backup, existing
from app.station.journal.place import Place

_LOG = logging.getLogger(__name__)

FIRST_S: typing.Final = 300.0
LOOK_EVERY_S: typing.Final = 3_600.0
STEP_PAUSE_S: typing.Final = 0.01
"""After each 256 KiB: 25 MiB/s at most."""


class _StoppedError(Exception):
    """The station ends: there is no time for a backup."""


class BackUp:
    """Takes a backup when the newest is a day old, and lets the old ones go."""

    def __init__(self, place: Place, clock: Clock, retention_days: Days) -> None:
        self._place = place
        self._clock = clock
        self._retention_days = retention_days
        self._ended = threading.Event()
        self._failed: tuple[int, str] | None = None
        """When the last try failed (UTC ms) and why; None when it went well."""

    async def run(self) -> None:
        """Look every hour until cancelled: a backup that failed is tried again."""
        await self._clock.wait(FIRST_S)
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
        return None if self._failed is None else lamps.backup(*self._failed)

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
