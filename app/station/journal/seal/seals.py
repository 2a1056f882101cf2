"""Which key opens what: this run's own, and those of earlier runs once the keyring gives the private key."""

import os
import sqlite3

from app.station.journal.errors import JournalLockedError
from app.station.journal.seal.sealing import KEY_BYTES, DamagedError, DataKey, Owner, WrappedKey, key_number, wrap


class Seals:
    """All data keys seen by this process; shared by the committer and the readers."""

    def __init__(self, public: bytes, owner: Owner) -> None:
        self.owner = owner
        self.public = public
        self.keys: dict[int, DataKey] = {}
        """Keys opened so far, by their number."""

    def begin_run(self, connection: sqlite3.Connection, now: int) -> DataKey:
        """Make a data key, and keep it in the journal wrapped for the public key."""
        last = connection.execute("SELECT coalesce(max(number), 0) FROM data_key").fetchone()[0]
        secret = os.urandom(KEY_BYTES)
        wrapped = wrap(last + 1, secret, self.public)
        connection.execute(
            "INSERT INTO data_key VALUES (?, ?, ?, ?)", (wrapped.number, now, wrapped.ephemeral, wrapped.wrapped)
        )
        own = DataKey(wrapped.number, secret)
        self.keys[own.number] = own
        return own

    def open(self, connection: sqlite3.Connection, sealed: bytes, purpose: bytes) -> bytes:
        """What was sealed for this purpose, by any run.

        Raises:
            JournalLockedError: an earlier run sealed it and the private key is not here.
            DamagedError: its bytes, or its key, are not what was written.
        """
        number = key_number(sealed)
        key = self.keys.get(number)
        if key is None:
            key = self.keys[number] = self._of_an_earlier_run(connection, number)
        return key.open(sealed, purpose)

    def _of_an_earlier_run(self, connection: sqlite3.Connection, number: int) -> DataKey:
        if self.owner.locked:
            raise JournalLockedError("The keyring is locked. Unlock it to read what earlier runs wrote.")
        row = connection.execute("SELECT ephemeral, wrapped FROM data_key WHERE number=?", (number,)).fetchone()
        if row is None:
            raise DamagedError(f"data key {number} is gone")
        return self.owner.data_key(WrappedKey(number=number, ephemeral=row[0], wrapped=row[1]))
