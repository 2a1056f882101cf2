"""The committer: one thread that owns the write connection and serves a queue, batch after batch.

A batch is all that queued while the last one was being written: no caller waits for a timer, and one fsync serves all.
"""

import collections
import collections.abc
import concurrent.futures
import errno
import logging
import queue
import sqlite3
import time
import typing

import msgspec

from app.domain.incident.commands import Answer, Done, Refused
from app.station.journal import queries
from app.station.journal.base import (
    CommitResult,
    Intent,
    JournalRefusedError,
    JournalUnavailableError,
    Publisher,
    Settled,
    Waiting,
)
from app.station.journal.opening import Ballast, Storage, is_corrupt
from app.station.journal.store import StoredContext

_LOG = logging.getLogger(__name__)
FAILURES: typing.Final = (sqlite3.Error, OSError, JournalRefusedError)
"""Storage fails, for everybody in the batch."""
_MISTAKES: typing.Final = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.DataError)
"""Among SQLite's errors those that one intent alone is to blame for."""
REMEMBERED_REFUSALS: typing.Final = 10_000


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """An intent, and the command it answers."""

    intent: Intent
    command_id: str | None


class BatchWriter:
    """One connection, its ledger and one transaction for each batch; it knows of no thread, no loop and no retry.

    Every method raises one of ``FAILURES`` when storage fails; ``close`` then drops what is out of step.
    """

    def __init__(self, storage: Storage, now: collections.abc.Callable[[], int]) -> None:
        self._storage = storage
        self._now = now
        self._ledger: StoredContext | None = None
        self._refusals: collections.OrderedDict[str, Refused] = collections.OrderedDict()
        self.wal_holds_deleted = False
        """Whether deleted tokens still stand in the write-ahead log."""
        self.written = 0
        """Batches committed since the log was last carried over."""

    def open(self) -> StoredContext:
        """The context of decisions, opened when it is not."""
        if self._ledger is None:
            self._ledger = self._storage.open()
        return self._ledger

    def write(self, tasks: collections.abc.Sequence[Task]) -> list[CommitResult | Exception]:
        """Decide and write all tasks, in one commit; what one of them raised stands in its place."""
        self.open().connection.execute("BEGIN IMMEDIATE")
        outcomes = self._entered(tasks)
        self.open().connection.execute("COMMIT")
        self.written += 1
        self._remember_refusals(tasks, outcomes)
        return outcomes

    def work(self, chore: collections.abc.Callable[[StoredContext], None]) -> None:
        """Do work that writes no events, in one commit, and fold anew."""
        ledger = self.open()
        ledger.connection.execute("BEGIN IMMEDIATE")
        chore(ledger)
        ledger.connection.execute("COMMIT")
        self._ledger = ledger.anew()

    def probe(self) -> None:
        """Write something, to see whether storage works."""
        connection = self.open().connection
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("REPLACE INTO meta VALUES ('probed_at', ?)", (str(self._now()),))
        connection.execute("COMMIT")

    def empty_wal(self) -> None:
        """Put deleted tokens out of the write-ahead log; a reader in the way is not waited for, try again later."""
        connection = self.open().connection
        connection.execute("PRAGMA busy_timeout=0")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        connection.execute("PRAGMA busy_timeout=5000")
        self.wal_holds_deleted = bool(busy)
        self.written = 0

    def carry_over(self) -> None:
        """Carry what the write-ahead log holds into the file, as far as no reader is in the way."""
        self.open().connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        self.written = 0

    def begin_anew(self, reason: str) -> None:
        """Set a corrupt file aside and begin a fresh journal; call ``close`` before."""
        self._ledger = self._storage.begin_anew(reason)

    def close(self) -> None:
        """Close the connection, which rolls back what was not committed."""
        ledger, self._ledger = self._ledger, None
        if ledger is None:
            return
        try:
            ledger.connection.close()
        except sqlite3.Error as error:
            _LOG.warning("The journal's connection did not close cleanly: %s", error)

    def _entered(self, tasks: collections.abc.Sequence[Task]) -> list[CommitResult | Exception]:
        """Decide and write all tasks as if none could fail; if one does, all again, each behind a savepoint."""
        ledger = self.open()
        try:
            return [self._outcome(ledger, task) for task in tasks]
        except Exception as error:
            if _is_storage(error):
                raise
        ledger.connection.execute("ROLLBACK")
        self._ledger = ledger.anew()
        self._ledger.connection.execute("BEGIN IMMEDIATE")
        return [self._enter(task) for task in tasks]

    def _enter(self, task: Task) -> CommitResult | Exception:
        """Decide and write one task inside the batch; its own mistakes cost nobody else anything."""
        ledger = self.open()
        ledger.connection.execute("SAVEPOINT task")
        try:
            outcome = self._outcome(ledger, task)
        except Exception as error:
            if _is_storage(error):
                raise
            _LOG.exception("An intent failed; nothing of it was written.")
            ledger.connection.execute("ROLLBACK TO task")
            ledger.connection.execute("RELEASE task")
            self._ledger = ledger.anew()
            return error
        ledger.connection.execute("RELEASE task")
        return outcome

    def _outcome(self, ledger: StoredContext, task: Task) -> CommitResult:
        match self._answered(ledger, task.command_id):
            case Done() as done:
                return CommitResult(done=done)
            case Refused() as refused:
                return CommitResult(refused=refused)
            case None:
                pass
        now = self._now()
        decision = task.intent(ledger, now)
        if decision.refused is not None:
            return CommitResult(refused=decision.refused)
        records = ledger.enter(decision, task.command_id, now)
        self.wal_holds_deleted |= bool(decision.ended or decision.released or decision.erased)
        answers = records and task.command_id is not None
        return CommitResult(records=records, done=Done(seq=records[0].seq) if answers else None)

    def _answered(self, ledger: StoredContext, command_id: str | None) -> Answer | None:
        if command_id is None:
            return None
        return ledger.answered(command_id) or self._refusals.get(command_id)

    def _remember_refusals(
        self, tasks: collections.abc.Sequence[Task], outcomes: collections.abc.Sequence[CommitResult | Exception]
    ) -> None:
        """A refused command gets the same sentence again while this station runs; refusals are no events."""
        for task, outcome in zip(tasks, outcomes, strict=True):
            if task.command_id is not None and isinstance(outcome, CommitResult) and outcome.refused is not None:
                self._refusals[task.command_id] = outcome.refused
        while len(self._refusals) > REMEMBERED_REFUSALS:
            self._refusals.popitem(last=False)


def _is_storage(error: Exception) -> bool:
    """Whether storage failed, as opposed to one intent."""
    return isinstance(error, FAILURES) and not isinstance(error, _MISTAKES)


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
    """Work on the context of decisions that writes no events."""

    work: collections.abc.Callable[[StoredContext], None]
    done: concurrent.futures.Future[None]


class StopItem(msgspec.Struct, frozen=True, kw_only=True):
    """The last item of the queue."""


class Committer:
    """Runs in its own thread by ``run``; everything else only puts items into ``queue`` or reads plain values."""

    def __init__(
        self,
        writer: BatchWriter,
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
        self._writer = writer
        self._ledger: StoredContext | None = None
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
        self._writer.close()

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
        return since_s > TIDY_S or (self._writer.wal_holds_deleted and not held_back)

    def _patience_s(self) -> float:
        if self.trouble is not None or self._writer.wal_holds_deleted:
            return self._probe_s
        if self._writer.written >= CARRY_FROM:
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
        outcomes = self._writer.write(tasks)
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
            self._writer.work(chore.work)
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
                self._writer.probe()
                self._recovered()
            if self._writer.wal_holds_deleted:
                self._writer.empty_wal()
            elif self._writer.written >= CARRY_FROM:
                self._writer.carry_over()
            self._ballast_grows = self._ballast.take_some()
        except Exception as error:  # noqa: BLE001 -- the thread must go on serving
            self._fail(error)

    def _opened(self) -> None:
        ledger = self._writer.open()
        self.last_seq = ledger.seq
        if ledger is not self._ledger:  # a journal is restored while no station runs: not to be asked for each batch
            self.journal = f"{ledger.identity.journal}.{queries.restored_at(ledger.connection)}"
            self._ledger = ledger

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
        self._writer.close()
        try:
            if is_corrupt(error):
                self._writer.begin_anew(str(error))
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
