"""The journal as everybody else uses it: decide, subscribe, read."""

import collections.abc
import concurrent.futures
import pathlib
import threading

from app.station.journal import sealing
from app.station.journal.base import (
    CommitResult,
    DataDirectory,
    Intent,
    JournalUnavailableError,
    Listener,
    Publisher,
    Waiting,
)
from app.station.journal.committer import (
    PROBE_S,
    BatchWriter,
    Chore,
    Committer,
    PendingWrite,
    StopItem,
    Task,
    Trouble,
)
from app.station.journal.database import Connect, connect
from app.station.journal.opening import Ballast, Storage
from app.station.journal.reader import JournalReader
from app.station.journal.sealing import PrivateKey, Seals
from app.station.journal.store import StoredContext

Now = collections.abc.Callable[[], int]
"""The station's time, UTC milliseconds; called from the committer's thread."""


class Journal(JournalReader):
    """The events of one data directory. What it has from ``Reader`` blocks for a disk read: call it in a thread."""

    def __init__(
        self, place: DataDirectory, seals: Seals, private_key: PrivateKey, committer: Committer, storage: Storage
    ) -> None:
        super().__init__(place, seals)
        self._private_key = private_key
        self._committer = committer
        self._storage = storage
        self._publisher = committer.publisher
        self._door = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=committer.run, name="journal", daemon=True)

    @classmethod
    def open(
        cls,
        place: DataDirectory,
        *,
        private_key: PrivateKey,
        now: Now,
        connect: Connect = connect,
        probe_s: float = PROBE_S,
    ) -> "Journal":
        """Open or create the journal and fold its open incidents; hold the directory's lock before.

        A failing disk is no error here but ``trouble``. ``connect`` and ``probe_s`` are for tests of that.

        Raises:
            JournalRefusedError: another environment or host, a newer schema, or no key to seal for.
        """
        used_before = sealing.read(place.folder) is not None
        private = private_key()
        public = sealing.establish(place, private).public_key
        seals = Seals(public, sealing.owner_of(public, private))
        storage = Storage(place, seals, connect, now, used_before=used_before)
        committer = Committer(BatchWriter(storage, now), Ballast(place.ballast), Publisher(), now, probe_s)
        journal = cls(place, seals, private_key, committer, storage)
        journal._thread.start()
        committer.ready.result()
        return journal

    async def decide(self, intent: Intent, *, command_id: str | None = None) -> CommitResult:
        """Run the intent in the committer; returns once what it decided is on disk.

        With ``command_id``, a command answered before gets that answer and the intent is not called. The first draft
        carries the command id. What the intent raises is raised here, and nothing of it is written.

        Raises:
            JournalUnavailableError: storage failed; nothing was written.
        """
        waiting = Waiting()
        self._put(PendingWrite(task=Task(intent=intent, command_id=command_id), waiting=waiting))
        return await waiting.future

    def subscribe(self, listener: Listener) -> None:
        """Call ``listener`` on the running loop with each batch of records, in order, before ``decide`` returns."""
        self._publisher.subscribe(listener)

    @property
    def last_seq(self) -> int:
        """The newest event on disk; 0 in an empty journal."""
        return self._committer.last_seq

    @property
    def history(self) -> str:
        """Names the history that seqs belong to; when it changes, consoles begin again with ``open_events``.

        It changes when a fresh journal was begun or a backup restored, and when the keyring was unlocked and more can
        be read than before: by a restart too, which a console may outlive.
        """
        return f"{self._committer.journal}.{'locked' if self.locked else 'open'}"

    @property
    def trouble(self) -> Trouble | None:
        """Why nothing is recorded now; None while storage works."""
        return self._committer.trouble

    @property
    def locked(self) -> bool:
        """Whether events of earlier runs can't be read because the private key is not here."""
        return self._seals.owner.locked

    @property
    def set_aside(self) -> pathlib.Path | None:
        """Where a corrupt journal found by this run was put; None when all was well."""
        return self._storage.set_aside

    def unlock(self) -> bool:
        """Ask for the private key again, fold anew, give phones their index; returns whether it is unlocked.

        Blocks while the keyring asks. ``history`` has changed afterwards. While storage fails it stays locked.
        """
        if not self.locked:
            return True
        owner = sealing.owner_of(self._seals.public, self._private_key())
        if owner.locked:
            return False
        before, self._seals.owner = self._seals.owner, owner
        done: concurrent.futures.Future[None] = concurrent.futures.Future()
        try:
            self._put(Chore(work=StoredContext.index_phones, done=done))
            done.result()
        except JournalUnavailableError:
            # The committer has told of its trouble; whoever asks again finds all as it was.
            self._seals.owner = before
            return False
        return True

    def close(self) -> None:
        """Write what is queued, then close; ``decide`` afterwards is unavailable."""
        with self._door:
            if not self._closed:
                self._committer.queue.put(StopItem())
            self._closed = True
        self._thread.join()

    def _put(self, item: PendingWrite | Chore) -> None:
        with self._door:
            if self._closed:
                raise JournalUnavailableError("The journal is closed.")
            self._committer.queue.put(item)
