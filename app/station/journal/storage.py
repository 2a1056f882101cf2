"""Opening the journal: the same steps at the first start, at every start, and after storage failed."""

import collections.abc
import datetime as dt
import logging
import pathlib
import sqlite3

from app.domain.incident.events import JournalSetAside
from app.domain.incident.record import Draft
from app.station.journal.decision import Decision
from app.station.journal.ledger import StoredLedger
from app.station.journal.place import Place
from app.station.journal.seals import Seals
from app.station.journal.sqlite import Connect, prepare

_LOG = logging.getLogger(__name__)
_CORRUPT = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def is_corrupt(error: Exception) -> bool:
    """Whether the file's content is broken, as opposed to a disk that is full, slow or gone."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(code, int) and code & 0xFF in _CORRUPT


class Storage:
    """One journal file and the way to it."""

    def __init__(self, place: Place, seals: Seals, connect: Connect, now: collections.abc.Callable[[], int]) -> None:
        self._place = place
        self._seals = seals
        self._connect = connect
        self._now = now
        self.set_aside: pathlib.Path | None = None
        """Where the corrupt file of this run was put."""

    def open(self) -> StoredLedger:
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

    def begin_anew(self, reason: str) -> StoredLedger:
        """Set the corrupt file aside, never overwriting anything, and begin a fresh journal that says so."""
        aside = self._free_name()
        for suffix in ("", "-wal", "-shm"):
            part = self._place.journal.with_name(self._place.journal.name + suffix)
            if part.exists():
                part.rename(aside.with_name(aside.name + suffix))
        self.set_aside = aside
        _LOG.error("The journal was corrupt (%s). It was set aside as %s and a fresh one begun.", reason, aside.name)
        ledger = self._open()
        event = JournalSetAside(file=aside.name, reason=reason)
        ledger.connection.execute("BEGIN IMMEDIATE")
        ledger.enter(Decision(drafts=(Draft(event=event),)), None, self._now())
        ledger.connection.execute("COMMIT")
        return ledger

    def _open(self) -> StoredLedger:
        connection = self._connect(self._place.journal)
        try:
            now = self._now()
            identity = prepare(connection, self._place, now)
            key = self._seals.begin_run(connection, now)
            return StoredLedger(connection, identity, self._seals, key)
        except BaseException:
            connection.close()
            raise

    def _free_name(self) -> pathlib.Path:
        stamp = dt.datetime.fromtimestamp(self._now() / 1000, tz=dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        count = 1
        while True:
            aside = self._place.folder / f"journal.set-aside-{stamp}-{count}.sqlite3"
            if not aside.exists():
                return aside
            count += 1
