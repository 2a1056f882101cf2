"""Putting a backup in the journal's place: checked first, nothing overwritten, and the journal tells of it."""

import contextlib
import os
import pathlib
import shutil
import sqlite3

from app.domain.incident.events import JournalRestored
from app.domain.incident.record import Draft
from app.ground import private_files
from app.ground.exits import Exit, RefusedError
from app.station.journal import incidents
from app.station.journal.decision import Decision
from app.station.journal.keeping import backup
from app.station.journal.keeping.backup import Backup
from app.station.journal.keeping.verify import verify
from app.station.journal.ledger import StoredLedger
from app.station.journal.place import Place
from app.station.journal.seal import charter
from app.station.journal.seal.seals import Seals
from app.station.journal.sqlite import connect, connect_to_read, read_identity


def restore(place: Place, path: pathlib.Path, seals: Seals, now: int) -> Backup:
    """Make a backup the journal again; hold the directory's lock before.

    Raises:
        RefusedError: it is no backup, or not intact; nothing was changed.
        sqlite3.Error, OSError: it can't be read or written.
    """
    taken = _checked(path, seals)
    next_incident = _next_incident(place, path)
    fresh = place.folder / ".restored.sqlite3"
    try:
        _copy(path, fresh)
        _set_aside(place, now)
        fresh.replace(place.journal)
    finally:
        fresh.unlink(missing_ok=True)
    with contextlib.closing(connect(place.journal)) as connection:
        _tell(connection, seals, taken, next_incident, now)
    return taken


def charter_beside(path: pathlib.Path, folder: pathlib.Path) -> None:
    """Give an empty data directory the charter that lies beside the backup."""
    beside = path.parent / charter.FILE_NAME
    if charter.read(folder) is None and charter.read(path.parent) is not None:
        private_files.make_folder(folder)
        private_files.write(folder / charter.FILE_NAME, beside.read_bytes())


def _checked(path: pathlib.Path, seals: Seals) -> Backup:
    taken = backup.parsed(path)
    if taken is None or not path.exists():
        raise RefusedError(f"{path} is no backup: its name does not say when and up to where.", Exit.JOURNAL)
    with contextlib.closing(connect_to_read(path)) as connection:
        verdict = verify(connection, seals, taken.head)
    if verdict.broken is not None or verdict.head != taken.head:
        what = verdict.broken.what if verdict.broken else "ends elsewhere than its name says"
        raise RefusedError(f"The backup {path.name} is not intact: {what}. Nothing was changed.", Exit.FOUND)
    return taken


def _next_incident(place: Place, path: pathlib.Path) -> int:
    """A number that people know must not come to mean another emergency."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(connect_to_read(place.journal)) as connection:
        return incidents.next_number(connection)
    with contextlib.closing(connect_to_read(path)) as connection:
        return incidents.beyond(incidents.next_number(connection))


def _copy(path: pathlib.Path, fresh: pathlib.Path) -> None:
    fresh.touch(mode=private_files.ONLY_ME)
    shutil.copyfile(path, fresh)
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())


def _set_aside(place: Place, now: int) -> None:
    for suffix in ("", "-wal", "-shm"):
        part = place.journal.with_name(place.journal.name + suffix)
        if part.exists():
            part.rename(place.folder / f"journal.replaced-{now}.sqlite3{suffix}")


def _tell(connection: sqlite3.Connection, seals: Seals, taken: Backup, next_incident: int, now: int) -> None:
    ledger = StoredLedger(connection, read_identity(connection), seals, seals.begin_run(connection, now))
    connection.execute("BEGIN IMMEDIATE")
    incidents.begin_at(connection, max(next_incident, ledger.next_incident))
    ledger.enter(Decision(drafts=(Draft(event=JournalRestored(backup=taken.path.name)),)), None, now)
    connection.execute("COMMIT")
