"""The database file: its tables, how connections are set, and whose file it is."""

import collections.abc
import os
import pathlib
import sqlite3
import uuid

import msgspec

from app.domain.evidence.chain import Identity
from app.ground import private_files
from app.station.journal.errors import JournalRefusedError
from app.station.journal.place import Place
from app.station.journal.seal import charter

SCHEMA = 1
"""The newest schema this program reads and writes; a newer one is refused."""

LONGEST_WAL = 4_000
"""Pages (16 MB) after which a commit carries the log over itself, while its shares wait; quiet moments do it before."""

CACHE_KIB = 32_768
"""What the indexes of 100,000 incidents need: digests lie at random, and a share must not read the disk for each."""

_TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE event(
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL, incident INTEGER,
    operator TEXT, command_id TEXT UNIQUE, body BLOB, body_sha256 BLOB NOT NULL, chain BLOB NOT NULL) STRICT;
CREATE INDEX event_of_incident ON event(incident, seq) WHERE incident IS NOT NULL;
CREATE INDEX event_of_none ON event(kind, seq) WHERE incident IS NULL;
CREATE TABLE incident(
    number INTEGER PRIMARY KEY, opened_at INTEGER NOT NULL, closed_at INTEGER, closed_seq INTEGER,
    phone_index BLOB, ecc TEXT, last_seq INTEGER NOT NULL) STRICT;
CREATE INDEX incident_open ON incident(number) WHERE closed_seq IS NULL;
CREATE INDEX incident_closed ON incident(closed_seq);
CREATE INDEX incident_phone ON incident(phone_index);
CREATE TABLE delivery(
    request_sha256 TEXT PRIMARY KEY, share TEXT NOT NULL, incident INTEGER NOT NULL, received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_of_incident ON delivery(incident);
CREATE TABLE token(share TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
CREATE TABLE quarantine(
    number INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, authentic INTEGER NOT NULL, event_seq INTEGER,
    sealed BLOB NOT NULL) STRICT;
CREATE TABLE data_key(
    number INTEGER PRIMARY KEY, created_at INTEGER NOT NULL, ephemeral BLOB NOT NULL, wrapped BLOB NOT NULL) STRICT;
"""

Connect = collections.abc.Callable[[pathlib.Path], sqlite3.Connection]
"""Opens the write connection; tests give one that fails."""


def connect(path: pathlib.Path) -> sqlite3.Connection:
    """The write connection: every commit is on the disk when it returns, and what is deleted is overwritten."""
    path.touch(mode=private_files.ONLY_ME)
    connection = sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=False)
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "fullfsync=ON",
        "checkpoint_fullfsync=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
        "cell_size_check=ON",
        "trusted_schema=OFF",
        f"wal_autocheckpoint={LONGEST_WAL}",
        f"cache_size=-{CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def connect_to_read(path: pathlib.Path) -> sqlite3.Connection:
    """A connection that can't change anything and never waits for the committer.

    Raises:
        sqlite3.OperationalError: there is no such file, or it can't be read.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=5)
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


def prepare(connection: sqlite3.Connection, place: Place, now: int) -> Identity:
    """Make the tables of a new file, or check that an old one may be used here.

    Raises:
        JournalRefusedError: a newer schema, another environment, or a host it was not made for.
    """
    if is_new(connection):
        identity = Identity(
            journal=str(uuid.uuid4()), environment=place.environment, hosts=tuple(sorted(place.hosts)), created_at=now
        )
        _create(connection, identity)
        _sync_folder(place.folder)
        return identity
    identity = read_identity(connection)
    charter.check(identity.environment, identity.hosts, place)
    return identity


def is_new(connection: sqlite3.Connection) -> bool:
    """Whether nothing was ever written to this file."""
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return bool(tables[0] == 0)


def read_identity(connection: sqlite3.Connection) -> Identity:
    """What the journal says of itself.

    Raises:
        JournalRefusedError: the file belongs to a newer program.
    """
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    if schema > SCHEMA:
        raise JournalRefusedError(
            f"This journal has schema {schema} and this program reads up to {SCHEMA}. Start the newer Watchfloor that "
            "wrote it; nothing was changed."
        )
    meta = dict(connection.execute("SELECT name, value FROM meta"))
    return Identity(
        journal=meta["journal"],
        environment=meta["environment"],
        hosts=tuple(msgspec.json.decode(meta["hosts"], type=list[str])),
        created_at=int(meta["created_at"]),
    )


def _create(connection: sqlite3.Connection, identity: Identity) -> None:
    meta = {
        "journal": identity.journal,
        "environment": identity.environment,
        "hosts": msgspec.json.encode(identity.hosts).decode(),
        "created_at": str(identity.created_at),
    }
    connection.execute("BEGIN IMMEDIATE")
    for statement in _TABLES.split(";\n"):
        connection.execute(statement)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    connection.execute(f"PRAGMA user_version={SCHEMA}")
    connection.execute("COMMIT")


def _sync_folder(folder: pathlib.Path) -> None:
    """Put the new file's name on the disk; Windows has no such call and writes names with the file."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
