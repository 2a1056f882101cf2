"""The pen: one connection, one ledger, one transaction for each batch. It knows of no thread, no loop and no retry."""

import collections
import collections.abc
import logging
import sqlite3
import typing

import msgspec

from app.domain.incident.commands import Answer, Done, Refused
from app.station.journal.base import CommitResult, Intent, JournalRefusedError
from app.station.journal.opening import Storage
from app.station.journal.store import StoredContext

_LOG = logging.getLogger(__name__)

FAILURES: typing.Final = (sqlite3.Error, OSError, JournalRefusedError)
"""Storage fails, for everybody in the batch."""
_MISTAKES: typing.Final = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.DataError)
"""Among SQLite's errors those that one intent alone is to blame for."""
_REFUSALS: typing.Final = 10_000


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """An intent, and the command it answers."""

    intent: Intent
    command_id: str | None


class BatchWriter:
    """Every method raises one of ``FAILURES`` when storage fails; ``close`` then drops what is out of step."""

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
        """The ledger, opened when it is not."""
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
        while len(self._refusals) > _REFUSALS:
            self._refusals.popitem(last=False)


def _is_storage(error: Exception) -> bool:
    """Whether storage failed, as opposed to one intent."""
    return isinstance(error, FAILURES) and not isinstance(error, _MISTAKES)
