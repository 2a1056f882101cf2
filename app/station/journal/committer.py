"""The committer: one thread that owns the write connection and serves a queue, batch after batch.

A batch is all that queued while the last one was being written: no caller waits for a timer, and one fsync serves all.
"""

import collections.abc
import concurrent.futures
import errno
import logging
import os
import pathlib
import queue
import shutil
import sqlite3
import time
import typing

import msgspec

from app.station.journal import queries
from app.station.journal.base import (
    CommitResult,
    JournalRefusedError,
    JournalUnavailableError,
    Publisher,
    Settled,
    Waiting,
)
from app.station.journal.opening import is_corrupt
from app.station.journal.store import StoredContext
from app.station.journal.writer import FAILURES, BatchWriter, Task

SIZE: typing.Final = 64 * 1024 * 1024
ROOM: typing.Final = 4
"""So many times its size must be free before it is taken on."""
PIECE: typing.Final = 1024 * 1024


class Ballast:
    """A file of random bytes: file systems that compress or skip zeros would keep no room."""

    def __init__(self, path: pathlib.Path, size: int = SIZE) -> None:
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


_LOG = logging.getLogger(__name__)
_FULL, _FAILS, _READ_ONLY = "the disk is full", "the disk fails", "the disk takes no writing"
_WORDS = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _FAILS,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    -errno.ENOSPC: _FULL,
    -errno.EIO: _FAILS,
    -errno.EROFS: _READ_ONLY,
}
"""By SQLite's code, or by the system's as a negative number."""

BATCH: typing.Final = 512
PROBE_S: typing.Final = 2.0
TIDY_S: typing.Final = 60.0
"""So often, at least, the committer looks after its own things."""
PAUSE_S: typing.Final = 0.05
"""Between two pieces of ballast."""
QUIET_S: typing.Final = 0.02
"""So long without work, and the write-ahead log is carried over if it holds enough: nobody waits for it then."""
CARRY_FROM: typing.Final = 64
"""Batches in the log that are worth it."""
HELD_BACK_S: typing.Final = 1.0
"""So long, while shares queue, may deleted tokens stand in the write-ahead log."""


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """Why nothing is recorded, and since when (UTC ms)."""

    reason: str
    since: int


class PendingWrite(msgspec.Struct, frozen=True, kw_only=True):
    """An intent that waits for its turn, and who waits for what becomes of it."""

    task: Task
    waiting: Waiting


class Chore(msgspec.Struct, frozen=True, kw_only=True):
    """Work on the ledger that writes no events."""

    work: collections.abc.Callable[[StoredContext], None]
    done: concurrent.futures.Future[None]


class StopItem(msgspec.Struct, frozen=True, kw_only=True):
    """The last item of the queue."""


class Committer:
    """Runs in its own thread by ``run``; everything else only puts items into ``queue`` or reads plain values."""

    def __init__(
        self,
        pen: BatchWriter,
        ballast: Ballast,
        publisher: Publisher,
        now: collections.abc.Callable[[], int],
        probe_s: float = PROBE_S,
    ) -> None:
        self.queue: queue.SimpleQueue[PendingWrite | Chore | StopItem] = queue.SimpleQueue()
        self.ready: concurrent.futures.Future[None] = concurrent.futures.Future()
        """Done when the journal was opened, or refused; a failing disk is no error here but ``trouble``."""
        self.trouble: Trouble | None = None
        self.last_seq = 0
        self.journal = ""
        """The journal's own id and when it was last restored; empty while it was never opened."""
        self.publisher = publisher
        self._pen = pen
        self._ballast = ballast
        self._now = now
        self._probe_s = probe_s
        self._tidied_s = time.monotonic()
        self._ballast_grows = False

    def run(self) -> None:
        """Open, then serve the queue until ``Stop``."""
        try:
            self._opened()
        except JournalRefusedError as refusal:
            self.ready.set_exception(refusal)
            return
        except FAILURES as error:
            self._fail(error)
        self.ready.set_result(None)
        going = True
        while going:
            going = self._serve()
        self._pen.close()

    def _serve(self) -> bool:
        """One round; returns whether there will be another."""
        items = self._next_items()
        entries = [item for item in items if isinstance(item, PendingWrite)]
        if entries:
            self.publisher.publish(self._settle(entries))
        for item in items:
            if isinstance(item, Chore):
                self._do(item)
        if not items or self._is_tidying_due():
            self._tidy()
        return not any(isinstance(item, StopItem) for item in items)

    def _next_items(self) -> list[PendingWrite | Chore | StopItem]:
        """Everything queued, at most a batch; waits for the first, but not long when there is work of its own."""
        items: list[PendingWrite | Chore | StopItem] = []
        try:
            items.append(self.queue.get(timeout=self._patience_s()))
            while len(items) < BATCH:
                items.append(self.queue.get_nowait())
        except queue.Empty:
            pass
        return items

    def _is_tidying_due(self) -> bool:
        since_s = time.monotonic() - self._tidied_s
        held_back = not self.queue.empty() and since_s < HELD_BACK_S
        return since_s > TIDY_S or (self._pen.wal_holds_deleted and not held_back)

    def _patience_s(self) -> float:
        if self.trouble is not None or self._pen.wal_holds_deleted:
            return self._probe_s
        if self._pen.written >= CARRY_FROM:
            return QUIET_S
        return PAUSE_S if self._ballast_grows else TIDY_S

    def _settle(self, entries: list[PendingWrite]) -> Settled:
        """Write a batch; a second time if giving up the ballast, or a broken file, may have helped."""
        tasks = [entry.task for entry in entries]
        try:
            outcomes = self._write(tasks)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the batch must be answered
            outcomes = self._write_again(tasks) if self._fail(error) else self._unavailable(tasks)
        return [(entry.waiting, outcome) for entry, outcome in zip(entries, outcomes, strict=True)]

    def _write(self, tasks: list[Task]) -> list[CommitResult | Exception]:
        outcomes = self._pen.write(tasks)
        self._recovered()
        return outcomes

    def _write_again(self, tasks: list[Task]) -> list[CommitResult | Exception]:
        try:
            return self._write(tasks)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the batch must be answered
            self._fail(error)
            return self._unavailable(tasks)

    def _unavailable(self, tasks: list[Task]) -> list[CommitResult | Exception]:
        reason = self.trouble.reason if self.trouble else "Storage fails."
        return [JournalUnavailableError(reason) for _ in tasks]

    def _do(self, chore: Chore) -> None:
        try:
            self._pen.work(chore.work)
        except Exception as error:  # noqa: BLE001 -- whoever waits for the chore must be answered
            self._fail(error)
            chore.done.set_exception(JournalUnavailableError(_sentence(error)))
        else:
            chore.done.set_result(None)

    def _tidy(self) -> None:
        """See whether storage works again, empty or carry over the log, take the ballast aboard."""
        self._tidied_s = time.monotonic()
        try:
            if self.trouble is not None:
                self._pen.probe()
                self._recovered()
            if self._pen.wal_holds_deleted:
                self._pen.empty_wal()
            elif self._pen.written >= CARRY_FROM:
                self._pen.carry_over()
            self._ballast_grows = self._ballast.take_some()
        except Exception as error:  # noqa: BLE001 -- the thread must go on serving
            self._fail(error)

    def _opened(self) -> None:
        ledger = self._pen.open()
        self.last_seq = ledger.seq
        self.journal = f"{ledger.identity.journal}.{queries.restored_at(ledger.connection)}"

    def _recovered(self) -> None:
        self._opened()
        if self.trouble is not None:
            _LOG.warning("Storage works again.")
            self.trouble = None
            self._ballast_grows = True

    def _fail(self, error: Exception) -> bool:
        """Note the trouble and drop what is out of step with the file; returns whether trying again may help."""
        if self.trouble is None:
            self.trouble = Trouble(reason=_sentence(error), since=self._now())
            _LOG.error("Nothing is recorded: %s (%s: %s)", self.trouble.reason, type(error).__name__, error)
        self._pen.close()
        try:
            if is_corrupt(error):
                self._pen.begin_anew(str(error))
                return True
            return self._ballast.give_up()
        except FAILURES as another:
            _LOG.error("Making room for a journal failed too: %s", another)
            return False


def _sentence(error: Exception) -> str:
    """Why storage fails, for an operator where that is known."""
    code = getattr(error, "sqlite_errorcode", None)
    known = _WORDS.get(code & 0xFF if isinstance(code, int) else -(getattr(error, "errno", None) or 0))
    return known or f"{type(error).__name__}: {error}"
