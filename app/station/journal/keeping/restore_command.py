"""``watchfloor journal restore BACKUP``."""

import collections.abc
import pathlib
import sqlite3
import sys

import filelock

from app.ground import private_files
from app.ground.clock import SystemClock
from app.ground.exits import Exit, RefusedError
from app.station.journal.keeping.restore import charter_beside, restore
from app.station.journal.place import LOCK, Place
from app.station.journal.seal import charter
from app.station.journal.seal.charter import PrivateKey
from app.station.journal.seal.seals import Seals


def run(path: pathlib.Path, folder: pathlib.Path, key_of: collections.abc.Callable[[Place], PrivateKey]) -> int:
    """Put a backup in the journal's place.

    Raises:
        RefusedError: a station runs, the backup is not intact, or there is no charter for it.
    """
    try:
        private_files.make_folder(folder)
        with filelock.FileLock(folder / LOCK, timeout=0):
            charter_beside(path, folder)
            place, seals = _place(folder, key_of)
            taken = restore(place, path, seals, SystemClock().now())
    except filelock.Timeout:
        raise RefusedError(
            f"A station works on {folder}. Stop it first: watchfloor stop --data-dir {folder}", Exit.DIRECTORY_IN_USE
        ) from None
    except (sqlite3.Error, OSError) as error:
        raise RefusedError(f"The backup was not restored: {error}.", Exit.STORAGE) from error
    sys.stdout.write(
        f"The journal is again as it was at event {taken.head.seq}. What stood in its place lies beside it.\n"
    )
    return Exit.DONE


def _place(folder: pathlib.Path, key_of: collections.abc.Callable[[Place], PrivateKey]) -> tuple[Place, Seals]:
    made = charter.read(folder)
    if made is None:
        raise RefusedError(f"{folder} has no charter.json, and none lies beside the backup.", Exit.JOURNAL)
    place = Place(folder=folder, environment=made.environment, hosts=made.hosts)
    return place, Seals(made.public_key, charter.owner_of(made.public_key, key_of(place)()))
