"""The door of the journal: decide, read, subscribe."""

import collections.abc
import pathlib

import msgspec

from app.domain.incident.record import Record, Recorded
from app.station.journal.decision import Intent, Outcome

Now = collections.abc.Callable[[], int]
"""The station's time, UTC milliseconds."""
PrivateKey = collections.abc.Callable[[], bytes | None]
"""Reads the 32-byte X25519 private key from the keyring or environment; None while it is locked or absent."""
Listener = collections.abc.Callable[[tuple[Recorded, ...]], None]


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """Why nothing is recorded, and since when (UTC ms)."""

    reason: str
    since: int


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a journal lies and whose it is: both are written at its creation and must be the same for ever."""

    folder: pathlib.Path
    environment: str
    """``production``, ``rapidsos-sandbox`` or ``simulator``."""
    hosts: tuple[str, ...]
    """The hosts it may call; a later start may name fewer, never others."""


class Journal:
    """The events of one data directory. Readers (all but ``decide``) block for a disk read: call them in a thread."""

    @classmethod
    def open(cls, place: Place, *, private_key: PrivateKey, now: Now) -> "Journal":
        """Open or create the journal and fold its open incidents; hold the directory's lock before.

        Raises:
            JournalRefusedError: another environment or host, a newer schema, or no key to seal for.
        """
        raise NotImplementedError

    async def decide(self, intent: Intent, *, command_id: str | None = None) -> Outcome:
        """Run the intent in the committer; returns once what it decided is on disk.

        With ``command_id``, a command answered before gets that answer and the intent is not called. The first draft
        carries the command id.

        Raises:
            JournalUnavailableError: storage failed; nothing was written.
        """
        raise NotImplementedError

    def subscribe(self, listener: Listener) -> None:
        """Call ``listener`` on the running loop with each batch of records, in order, before ``decide`` returns."""
        raise NotImplementedError

    @property
    def last_seq(self) -> int:
        """The newest event on disk; 0 in an empty journal."""
        raise NotImplementedError

    @property
    def trouble(self) -> Trouble | None:
        """Why nothing is recorded now; None while storage works."""
        raise NotImplementedError

    @property
    def locked(self) -> bool:
        """Whether events of earlier runs can't be read because the private key is not here."""
        raise NotImplementedError

    @property
    def set_aside(self) -> pathlib.Path | None:
        """Where a corrupt journal found by this run was put; None when all was well."""
        raise NotImplementedError

    def unlock(self) -> bool:
        """Ask for the private key again, fold anew, give phones their index; returns whether it is unlocked."""
        raise NotImplementedError

    def after(self, seq: int, limit: int) -> list[Record]:
        """The events after ``seq``, oldest first."""
        raise NotImplementedError

    def open_events(self, after: int, snapshot: int, limit: int) -> list[Record]:
        """Events that still matter with ``after`` < seq <= ``snapshot``: of open incidents, and what the book needs.

        Take ``last_seq`` as the snapshot, page until fewer than ``limit`` come, then go on with ``after(snapshot)``.
        """
        raise NotImplementedError

    def incident(self, number: int) -> list[Record]:
        """All events of one incident, open or closed; empty if there never was one."""
        raise NotImplementedError

    def find_by_phone(self, e164: str) -> list[int]:
        """Numbers of the incidents of a phone, newest first.

        Raises:
            JournalLockedError: the index is keyed and the key is not here.
        """
        raise NotImplementedError

    def token(self, share: str) -> str | None:
        """The access token of a share; None when its feeds have ended.

        Raises:
            JournalLockedError: it was sealed by an earlier run and the key is not here.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Write what is queued, then close; ``decide`` afterwards is unavailable."""
        raise NotImplementedError
