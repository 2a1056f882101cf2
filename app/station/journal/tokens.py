"""Access tokens: sealed, apart from the shares they came with, and gone from the file when their feeds end."""

import sqlite3

from app.station.journal.seal.sealing import DataKey
from app.station.journal.seal.seals import Seals


def keep(connection: sqlite3.Connection, share: str, token: str, key: DataKey) -> None:
    """Keep a share's token; a body taken over twice keeps its first."""
    sealed = key.seal(token.encode(), _purpose(share))
    connection.execute("INSERT OR IGNORE INTO token VALUES (?, ?)", (share, sealed))


def forget(connection: sqlite3.Connection, share: str) -> None:
    """Delete a share's token; ``secure_delete`` overwrites it, and the committer then empties the log beside it."""
    connection.execute("DELETE FROM token WHERE share=?", (share,))


def find(connection: sqlite3.Connection, share: str, seals: Seals) -> str | None:
    """A share's token; None when its feeds have ended.

    Raises:
        JournalLockedError: an earlier run sealed it and the private key is not here.
        DamagedError: its bytes are not what was written.
    """
    row = connection.execute("SELECT sealed FROM token WHERE share=?", (share,)).fetchone()
    return None if row is None else seals.open(connection, row[0], _purpose(share)).decode()


def _purpose(share: str) -> bytes:
    return b"token" + share.encode()
