"""The database file: its tables, how connections are set, and whose file it is."""

import collections.abc
import contextlib
import functools
import hashlib
import os
import pathlib
import sqlite3
import tempfile
import typing
import uuid

import msgspec

from app.core import paths
from app.domain.evidence import ChainIdentity, ChainLinks, link
from app.domain.incident.envelope import ERASED, VERSION, Record, Recorded, received
from app.station.journal import sealing
from app.station.journal.base import DataDirectory, JournalLockedError, JournalRefusedError
from app.station.journal.sealing import DamagedError, DataKey, Seals

COLUMNS: typing.Final = "seq, at, kind, version, incident, operator, command_id, body"
IN_ONE_STATEMENT: typing.Final = 32
"""SQLite's driver gives the interpreter away at every statement, and other threads then keep it for milliseconds."""
Row = tuple[int, int, str, int, int | None, str | None, str | None, bytes | None]


def purpose(seq: int, kind: str) -> bytes:
    """What a sealed body belongs to: a body moved to another event does not open."""
    return b"event" + seq.to_bytes(8, "big") + kind.encode()


def insert(
    connection: sqlite3.Connection, records: collections.abc.Sequence[Recorded], key: DataKey, before: bytes
) -> bytes:
    """Seal, chain and insert records, in as few statements as it takes; returns the chain's new end."""
    for first in range(0, len(records), IN_ONE_STATEMENT):
        rows = []
        for record in records[first : first + IN_ONE_STATEMENT]:
            before, row = _row(record, key, before)
            rows.append(row)
        connection.execute(_insert(len(rows)), [value for row in rows for value in row])
    return before


@functools.cache
def _insert(count: int) -> str:
    columns = f"{COLUMNS}, body_sha256, chain"
    marks = f"({', '.join('?' * len(columns.split(',')))})"
    return f"INSERT INTO event({columns}) VALUES {', '.join([marks] * count)}"  # noqa: S608 -- our own text only


def _row(record: Recorded, key: DataKey, before: bytes) -> tuple[bytes, tuple[object, ...]]:
    """The chain's end after a record, and the record's columns."""
    kind = type(record.event).__name__
    sealed = key.seal(msgspec.json.encode(record.event), purpose(record.seq, kind))
    links = ChainLinks(
        seq=record.seq,
        at=record.at,
        kind=kind,
        version=VERSION,
        incident=record.incident,
        operator=record.operator,
        command_id=record.command_id,
        body_sha256=hashlib.sha256(sealed).digest(),
    )
    chain = link(before, links)
    *clear, digest = msgspec.structs.astuple(links)
    return chain, (*clear, sealed, digest, chain)


def opened(connection: sqlite3.Connection, row: Row, seals: Seals) -> Record:
    """The record of a row of ``COLUMNS``; a body that can't be opened says why, it is never an error."""
    seq, at, kind, version, incident, operator, command_id, sealed = row
    body, unreadable = ERASED, None
    try:
        if sealed is not None:
            body = msgspec.Raw(seals.open(connection, sealed, purpose(seq, kind)))
    except JournalLockedError:
        unreadable = "locked"
    except DamagedError:
        unreadable = "damaged"
    return Record(
        seq=seq,
        at=at,
        kind=kind,
        version=version,
        incident=incident,
        operator=operator,
        command_id=command_id,
        body=body,
        unreadable=unreadable,
    )


def folded(record: Record) -> Recorded:
    """The record for the fold; a body that its kind did not write is damage, and must not stop a start."""
    try:
        return received(record)
    except msgspec.ValidationError:
        return received(msgspec.structs.replace(record, body=ERASED, unreadable="damaged"))


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
    path.touch(mode=paths.ONLY_ME)
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


def _connect_to_read_only_media(path: pathlib.Path) -> sqlite3.Connection:
    """A journal where SQLite may write nothing: as it lies there, or, with a log to carry over, a copy in memory."""
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or log.stat().st_size == 0:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
        connection.execute("PRAGMA query_only=ON")
        return connection
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, path.name)
        copy.write_bytes(path.read_bytes())
        copy.with_name(log.name).write_bytes(log.read_bytes())
        with contextlib.closing(sqlite3.connect(copy)) as source:
            source.backup(connection)
    connection.execute("PRAGMA query_only=ON")
    return connection


def connect_to_read(path: pathlib.Path) -> sqlite3.Connection:
    """A connection that can't change anything and never waits for the committer.

    Raises:
        sqlite3.OperationalError: there is no such file, or it can't be read.
    """
    if path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return _connect_to_read_only_media(path)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=5)
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


def prepare(connection: sqlite3.Connection, place: DataDirectory, now: int) -> ChainIdentity:
    """Make the tables of a new file, or check that an old one may be used here.

    Raises:
        JournalRefusedError: a newer schema, another environment, or a host it was not made for.
    """
    if is_new(connection):
        identity = ChainIdentity(
            journal=str(uuid.uuid4()), environment=place.environment, hosts=tuple(sorted(place.hosts)), created_at=now
        )
        _create(connection, identity)
        _sync_folder(place.folder)
        return identity
    identity = read_identity(connection)
    sealing.check(identity.environment, identity.hosts, place)
    return identity


def is_new(connection: sqlite3.Connection) -> bool:
    """Whether nothing was ever written to this file."""
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return bool(tables[0] == 0)


def read_identity(connection: sqlite3.Connection) -> ChainIdentity:
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
    return ChainIdentity(
        journal=meta["journal"],
        environment=meta["environment"],
        hosts=tuple(msgspec.json.decode(meta["hosts"], type=list[str])),
        created_at=int(meta["created_at"]),
    )


def _create(connection: sqlite3.Connection, identity: ChainIdentity) -> None:
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
