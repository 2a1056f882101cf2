"""Opening the journal: the same steps at the first start, at every start, and after storage failed.

And the ballast, a file beside it that is given up when the disk is full, so that there is room to go on.
"""

import collections.abc
import contextlib
import datetime as dt
import logging
import os
import pathlib
import shutil
import sqlite3
import typing

from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import AnyEvent, JournalMissing, JournalSetAside
from app.domain.incident.projection import FIRST_INCIDENT
from app.station.journal import backup, queries
from app.station.journal.base import DataDirectory, Decision
from app.station.journal.database import Connect, connect_to_read, is_new, prepare
from app.station.journal.sealing import Seals
from app.station.journal.store import StoredContext

_LOG = logging.getLogger(__name__)
_SET_ASIDE = "journal.set-aside-"
_CORRUPT = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def is_corrupt(error: Exception) -> bool:
    """Whether the file's content is broken, as opposed to a disk that is full, slow or gone."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(code, int) and code & 0xFF in _CORRUPT


BALLAST_SIZE: typing.Final = 64 * 1024 * 1024
ROOM: typing.Final = 4
"""So many times its size must be free before it is taken on."""
PIECE: typing.Final = 1024 * 1024


class Ballast:
    """A file of random bytes: file systems that compress or skip zeros would keep no room."""

    def __init__(self, path: pathlib.Path, size: int = BALLAST_SIZE) -> None:
        self._path = path
        self._size = size

    @property
    def aboard(self) -> bool:
        """Whether all of it is there."""
        return self._loaded() >= self._size

    def give_up(self) -> bool:
        """Delete it; returns whether there was room to give."""
        if not self._loaded():
            return False
        self._path.unlink()
        _LOG.warning("The ballast was given up to make room.")
        return True

    def take_some(self) -> bool:
        """Take one more piece if the disk has plenty of room; returns whether there is more to take.

        It grows piece by piece, each on the disk before the next: an fsync that a share waits for must not have to
        carry all of it.
        """
        try:
            if self.aboard or shutil.disk_usage(self._path.parent).free < ROOM * self._size:
                return False
            with self._path.open("ab") as file:
                file.write(os.urandom(min(PIECE, self._size - self._loaded())))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            _LOG.warning("The ballast could not be written: %s", error)
            self.give_up()
            return False
        return not self.aboard

    def _loaded(self) -> int:
        return self._path.stat().st_size if self._path.exists() else 0


class Storage:
    """One journal file and the way to it; ``used_before`` says whether there must be a file already."""

    def __init__(
        self,
        place: DataDirectory,
        seals: Seals,
        connect: Connect,
        now: collections.abc.Callable[[], int],
        *,
        used_before: bool,
    ) -> None:
        self._place = place
        self._seals = seals
        self._connect = connect
        self._now = now
        self._must_exist = used_before
        self._last: StoredContext | None = None
        self.set_aside: pathlib.Path | None = None
        """Where the corrupt file of this run was put."""

    def open(self) -> StoredContext:
        """Connect, make or check the tables, begin a data key, fold what is open; a corrupt file is set aside first.

        Raises:
            JournalRefusedError: this file is not for us.
            sqlite3.Error, OSError: storage fails.
        """
        try:
            return self._open()
        except sqlite3.DatabaseError as error:
            if not is_corrupt(error):
                raise
            return self.begin_anew(str(error))

    def begin_anew(self, reason: str) -> StoredContext:
        """Set the corrupt file aside, never overwriting anything, and begin a fresh journal that says so."""
        next_incident = self._next_incident()
        aside = self._free_name()
        for suffix in ("", "-wal", "-shm"):
            part = self._place.journal.with_name(self._place.journal.name + suffix)
            if part.exists():
                part.rename(aside.with_name(aside.name + suffix))
        self.set_aside = aside
        _LOG.error("The journal was corrupt (%s). It was set aside as %s and a fresh one begun.", reason, aside.name)
        self._must_exist = False
        ledger = self._open()
        queries.begin_at(ledger.connection, next_incident)
        ledger.next_incident = next_incident
        self._note(ledger, JournalSetAside(file=aside.name, reason=reason))
        return ledger

    def _open(self) -> StoredContext:
        connection = self._connect(self._place.journal)
        try:
            now = self._now()
            fresh = is_new(connection)
            identity = prepare(connection, self._place, now)
            key = self._seals.begin_run(connection, now)
            ledger = StoredContext(connection, identity, self._seals, key)
            connection.execute("BEGIN IMMEDIATE")
            ledger.index_phones()
            connection.execute("COMMIT")
            if fresh and self._must_exist:
                _LOG.error("The journal's file was gone from %s; a fresh one was begun.", self._place.folder)
                number = self._beyond_the_backup()
                queries.begin_at(connection, number)
                ledger.next_incident = number
                self._note(ledger, JournalMissing())
        except BaseException:
            connection.close()
            raise
        self._must_exist = True
        self._last = ledger
        return ledger

    def _note(self, ledger: StoredContext, event: AnyEvent) -> None:
        ledger.connection.execute("BEGIN IMMEDIATE")
        ledger.enter(Decision(drafts=(EventDraft(event=event),)), None, self._now())
        ledger.connection.execute("COMMIT")

    def _next_incident(self) -> int:
        """The number after all that people may know: as this run knows it, or as the broken file still has it."""
        if self._last is not None:
            return self._last.next_incident
        try:
            with contextlib.closing(connect_to_read(self._place.journal)) as connection:
                return queries.next_number(connection)
        except sqlite3.Error:
            number = self._beyond_the_backup()
            _LOG.warning("The corrupt journal does not tell its incidents: numbers go on at %d.", number)
            return number

    def _beyond_the_backup(self) -> int:
        """A number that nobody knows yet, as far as the newest backup and earlier files set aside tell."""
        number = FIRST_INCIDENT
        for taken in reversed(backup.existing(self._place.folder / backup.FOLDER)):
            with contextlib.suppress(sqlite3.Error), contextlib.closing(connect_to_read(taken.path)) as connection:
                number = queries.next_number(connection)
                break
        for _ in [None, *self._place.folder.glob(f"{_SET_ASIDE}*.sqlite3")]:
            number = queries.beyond(number)
        return number

    def _free_name(self) -> pathlib.Path:
        stamp = dt.datetime.fromtimestamp(self._now() / 1000, tz=dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        count = 1
        while True:
            aside = self._place.folder / f"{_SET_ASIDE}{stamp}-{count}.sqlite3"
            if not aside.exists():
                return aside
            count += 1
