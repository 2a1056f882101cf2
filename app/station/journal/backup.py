"""Backups: a copy of the journal taken while it is written, without tokens, named with the head it ends at."""

import collections.abc
import contextlib
import datetime as dt
import os
import pathlib
import re
import shutil
import sqlite3
import typing

import msgspec

from app.core import paths
from app.core.errors import Exit, RefusedError
from app.domain.evidence import ChainHead, genesis
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import JournalRestored
from app.station.journal import queries, sealing, store
from app.station.journal.base import DataDirectory, Decision, JournalLockedError
from app.station.journal.database import Connect, connect, connect_to_read, read_identity
from app.station.journal.sealing import Seals
from app.station.journal.store import StoredContext
from app.station.journal.verify import verify

FOLDER: typing.Final = "backups"
HEADS: typing.Final = "heads.txt"
KEPT: typing.Final = 7
"""So many stay at most; the newest always does."""
PAGES: typing.Final = 64
"""Copied in one step, 256 KiB: then the committer's disk gets its turn."""
_NAME = re.compile(r"journal-(\d{8}T\d{6}Z)-(\d+)-([0-9a-f]{64})\.sqlite3")
_UNFINISHED = ".unfinished-"

Pause = collections.abc.Callable[[], None]
"""Called between two steps; what it raises ends the backup."""


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """A finished backup: where it lies, when it was taken (UTC ms) and the head it ends at."""

    path: pathlib.Path
    at: int
    head: ChainHead


def _connect(path: pathlib.Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def take(place: DataDirectory, now: int, pause: Pause, connect: Connect = _connect) -> Backup:
    """Copy the journal; blocks. Nothing half done is left behind, whatever happens.

    Raises:
        sqlite3.Error, OSError: it can't be read or there is no room.
    """
    folder = place.folder / FOLDER
    paths.make_folder(folder)
    for leftover in folder.glob(f"{_UNFINISHED}*"):
        leftover.unlink()
    unfinished = folder / f"{_UNFINISHED}{now}.sqlite3"
    try:
        unfinished.touch(mode=paths.ONLY_ME)
        head = _copy(place, unfinished, pause, connect)
        _sync(unfinished)
        backup = Backup(path=folder / _name(now, head), at=now, head=head)
        unfinished.replace(backup.path)
    finally:
        unfinished.unlink(missing_ok=True)
    _keep_head(folder, backup)
    paths.write(folder / sealing.FILE_NAME, (place.folder / sealing.FILE_NAME).read_bytes())
    return backup


def existing(folder: pathlib.Path) -> list[Backup]:
    """The finished backups of a folder, those that hold least first: a clock may have been wrong, the chain was not."""
    found = (parsed(path) for path in folder.glob("journal-*.sqlite3"))
    return sorted((one for one in found if one is not None), key=lambda one: (one.head.seq, one.at))


def parsed(path: pathlib.Path) -> Backup | None:
    """What a backup's name says; None if it is no backup's name."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    moment = dt.datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
    head = ChainHead(seq=int(match[2]), digest=bytes.fromhex(match[3]))
    return Backup(path=path, at=int(moment.timestamp() * 1000), head=head)


LEAP_MS = 2 * 86_400_000
"""Backups are daily: a longer time between two is a station that was off, or a clock that leapt."""


def drop_old(folder: pathlib.Path, before: int) -> int:
    """Delete backups taken before a time (UTC ms) and all beyond the newest seven; returns how many went.

    Call it after a backup was taken: the newest always stays.
    """
    newest, *others = reversed(existing(folder))
    if others and newest.at - others[0].at > LEAP_MS:
        # By the clock of the backup before: one look with a clock far ahead must not find them all too old.
        before = min(before, others[0].at - (newest.at - before))
    old = [one for number, one in enumerate(others, 1) if number >= KEPT or one.at < before]
    for one in old:
        one.path.unlink()
    return len(old)


def _copy(place: DataDirectory, path: pathlib.Path, pause: Pause, connect: Connect) -> ChainHead:
    with (
        contextlib.closing(connect_to_read(place.journal)) as source,
        contextlib.closing(connect(path)) as copy,
    ):
        # One reading transaction: the copy is of one moment, and what is written meanwhile does not begin it anew.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM meta").fetchone()
        source.backup(copy, pages=PAGES, progress=lambda *_progress: pause())
        return _cleaned(copy)


def _cleaned(copy: sqlite3.Connection) -> ChainHead:
    """Take out what may hold tokens, and see that the copy is a whole journal."""
    for statement in (
        "PRAGMA journal_mode=MEMORY",
        "PRAGMA secure_delete=ON",
        "DELETE FROM token",
        "DELETE FROM quarantine",
    ):
        copy.execute(statement)
    wrong = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if wrong != "ok":
        raise sqlite3.DatabaseError(f"the copy is damaged: {wrong}")
    seq, digest = queries.head(copy)
    return ChainHead(seq=seq, digest=digest or genesis(read_identity(copy)))


def _name(now: int, head: ChainHead) -> str:
    moment = dt.datetime.fromtimestamp(now // 1000, tz=dt.UTC)
    return f"journal-{moment:%Y%m%dT%H%M%SZ}-{head.seq}-{head.digest.hex()}.sqlite3"


def _keep_head(folder: pathlib.Path, backup: Backup) -> None:
    """Heads outlive their backups: any of them shows later whether the journal is still the same."""
    with (folder / HEADS).open("a", encoding="ascii") as file:
        file.write(f"{backup.path.name.split('-')[1]} {backup.head}\n")


def _sync(path: pathlib.Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def rebuild(connection: sqlite3.Connection, seals: Seals) -> int:
    """Write the index of incidents and deliveries again, all or nothing; returns the number of incidents.

    Raises:
        JournalLockedError: phones and digests are sealed and the private key is not here.
        sqlite3.Error: storage fails; the old index stands.
    """
    if seals.owner.locked:
        raise JournalLockedError("The keyring is locked. Unlock it: the index is made from what is sealed.")
    connection.execute("BEGIN IMMEDIATE")
    try:
        count = _write(connection, seals)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    return count


def _write(connection: sqlite3.Connection, seals: Seals) -> int:
    connection.execute("DELETE FROM incident")
    connection.execute("DELETE FROM delivery")
    for record in store.receipts(connection, seals):
        store.remember(connection, record)
    count = 0
    for number in queries.numbers(connection):
        incident = queries.whole(connection, seals, number)
        if incident is not None:
            store.put_index(connection, store.index_row(incident, seals.owner))
            count += 1
    return count


def restore(place: DataDirectory, path: pathlib.Path, seals: Seals, now: int) -> Backup:
    """Make a backup the journal again; hold the directory's lock before.

    Raises:
        RefusedError: it is no backup, or not intact; nothing was changed.
        sqlite3.Error, OSError: it can't be read or written.
    """
    taken = _checked(path, seals)
    next_incident = _next_incident(place, path)
    fresh = place.folder / ".restored.sqlite3"
    try:
        _copy_back(path, fresh)
        _set_aside(place, now)
        fresh.replace(place.journal)
    finally:
        fresh.unlink(missing_ok=True)
    with contextlib.closing(connect(place.journal)) as connection:
        _tell(connection, seals, taken, next_incident, now)
    return taken


def take_identity_beside(path: pathlib.Path, folder: pathlib.Path) -> None:
    """Give an empty data directory the identity file that lies beside the backup."""
    beside = path.parent / sealing.FILE_NAME
    if sealing.read(folder) is None and sealing.read(path.parent) is not None:
        paths.make_folder(folder)
        paths.write(folder / sealing.FILE_NAME, beside.read_bytes())


def _checked(path: pathlib.Path, seals: Seals) -> Backup:
    taken = parsed(path)
    if taken is None or not path.exists():
        raise RefusedError(f"{path} is no backup: its name does not say when and up to where.", Exit.JOURNAL)
    with contextlib.closing(connect_to_read(path)) as connection:
        verdict = verify(connection, seals, taken.head)
    if verdict.broken is not None or verdict.head != taken.head:
        what = verdict.broken.what if verdict.broken else "ends elsewhere than its name says"
        raise RefusedError(f"The backup {path.name} is not intact: {what}. Nothing was changed.", Exit.FOUND)
    return taken


def _next_incident(place: DataDirectory, path: pathlib.Path) -> int:
    """A number that people know must not come to mean another emergency."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(connect_to_read(place.journal)) as connection:
        return queries.next_number(connection)
    with contextlib.closing(connect_to_read(path)) as connection:
        return queries.beyond(queries.next_number(connection))


def _copy_back(path: pathlib.Path, fresh: pathlib.Path) -> None:
    fresh.touch(mode=paths.ONLY_ME)
    shutil.copyfile(path, fresh)
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())


def _set_aside(place: DataDirectory, now: int) -> None:
    for suffix in ("", "-wal", "-shm"):
        part = place.journal.with_name(place.journal.name + suffix)
        if part.exists():
            part.rename(place.folder / f"journal.replaced-{now}.sqlite3{suffix}")


def _tell(connection: sqlite3.Connection, seals: Seals, taken: Backup, next_incident: int, now: int) -> None:
    ledger = StoredContext(connection, read_identity(connection), seals, seals.begin_run(connection, now))
    connection.execute("BEGIN IMMEDIATE")
    queries.begin_at(connection, max(next_incident, ledger.next_incident))
    ledger.enter(Decision(drafts=(EventDraft(event=JournalRestored(backup=taken.path.name)),)), None, now)
    connection.execute("COMMIT")
