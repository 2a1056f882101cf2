"""Backups: a copy of the journal taken while it is written, without tokens, named with the head it ends at."""

import collections.abc
import contextlib
import datetime as dt
import os
import pathlib
import re
import sqlite3
import typing

import msgspec

from app.domain.evidence.chain import genesis
from app.domain.evidence.head import Head
from app.ground import private_files
from app.station.journal import queries
from app.station.journal.place import Place
from app.station.journal.seal import charter
from app.station.journal.sqlite import Connect, connect_to_read, read_identity

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
    head: Head


def _connect(path: pathlib.Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def take(place: Place, now: int, pause: Pause, connect: Connect = _connect) -> Backup:
    """Copy the journal; blocks. Nothing half done is left behind, whatever happens.

    Raises:
        sqlite3.Error, OSError: it can't be read or there is no room.
    """
    folder = place.folder / FOLDER
    private_files.make_folder(folder)
    for leftover in folder.glob(f"{_UNFINISHED}*"):
        leftover.unlink()
    unfinished = folder / f"{_UNFINISHED}{now}.sqlite3"
    try:
        unfinished.touch(mode=private_files.ONLY_ME)
        head = _copy(place, unfinished, pause, connect)
        _sync(unfinished)
        backup = Backup(path=folder / _name(now, head), at=now, head=head)
        unfinished.replace(backup.path)
    finally:
        unfinished.unlink(missing_ok=True)
    _keep_head(folder, backup)
    private_files.write(folder / charter.FILE_NAME, (place.folder / charter.FILE_NAME).read_bytes())
    return backup


def existing(folder: pathlib.Path) -> list[Backup]:
    """The finished backups of a folder, oldest first."""
    found = (parsed(path) for path in folder.glob("journal-*.sqlite3"))
    return sorted((one for one in found if one is not None), key=lambda one: one.at)


def parsed(path: pathlib.Path) -> Backup | None:
    """What a backup's name says; None if it is no backup's name."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    moment = dt.datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
    head = Head(seq=int(match[2]), digest=bytes.fromhex(match[3]))
    return Backup(path=path, at=int(moment.timestamp() * 1000), head=head)


def drop_old(folder: pathlib.Path, before: int) -> int:
    """Delete backups taken before a time (UTC ms) and all beyond the newest seven; returns how many went.

    Call it after a backup was taken: the newest always stays.
    """
    _newest, *others = reversed(existing(folder))
    old = [one for number, one in enumerate(others, 1) if number >= KEPT or one.at < before]
    for one in old:
        one.path.unlink()
    return len(old)


def _copy(place: Place, path: pathlib.Path, pause: Pause, connect: Connect) -> Head:
    with (
        contextlib.closing(connect_to_read(place.journal)) as source,
        contextlib.closing(connect(path)) as copy,
    ):
        # One reading transaction: the copy is of one moment, and what is written meanwhile does not begin it anew.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM meta").fetchone()
        source.backup(copy, pages=PAGES, progress=lambda *_progress: pause())
        return _cleaned(copy)


def _cleaned(copy: sqlite3.Connection) -> Head:
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
    return Head(seq=seq, digest=digest or genesis(read_identity(copy)))


def _name(now: int, head: Head) -> str:
    moment = dt.datetime.fromtimestamp(now // 1000, tz=dt.UTC)
    return f"journal-{moment:%Y%m%dT%H%M%SZ}-{head.seq}-{head.digest.hex()}.sqlite3"


def _keep_head(folder: pathlib.Path, backup: Backup) -> None:
    """Heads outlive their backups: any of them shows later whether the journal is still the same."""
    with (folder / HEADS).open("a", encoding="ascii") as file:
        file.write(f"{backup.path.name.split('-')[1]} {backup.head}\n")


def _sync(path: pathlib.Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
