"""A data directory at a station's start: made if it is new, held by one station, kept to its environment."""

import pathlib
import tomllib
import typing
import urllib.parse

import filelock
import msgspec

from app import settings
from app.domain.data_share.mapping import Mapping
from app.ground import private_files
from app.ground.exits import Exit, RefusedError
from app.settings import Environment, Settings
from app.station.desk import door
from app.station.journal.errors import JournalRefusedError
from app.station.journal.place import LOCK, Place
from app.station.journal.seal import charter

LOOPBACK = "loopback"
"""What a simulator's journal says of the hosts it may call: any port of this computer."""


def make(directory: pathlib.Path) -> None:
    """Make the directory, for its user alone.

    Raises:
        RefusedError: it can't be made.
    """
    try:
        private_files.make_folder(directory)
    except OSError as error:
        raise RefusedError(
            f"The data directory {directory} can't be made ({error.strerror or error}). Choose another --data-dir.",
            Exit.STORAGE,
        ) from None


def hold(directory: pathlib.Path) -> filelock.BaseFileLock:
    """Hold the directory for this station.

    Raises:
        RefusedError: another station holds it, or it can't be written.
    """
    lock = filelock.FileLock(directory / LOCK)
    try:
        return lock.acquire(blocking=False).lock
    except filelock.Timeout:
        other = door.read(directory)
        who = "A station" if other is None else f"A station (process {other.pid})"
        raise RefusedError(
            f"{who} works on the data directory {directory} already. Use that one, or end it with: "
            f"watchfloor stop --data-dir {directory}",
            Exit.DIRECTORY_IN_USE,
        ) from None
    except OSError as error:
        raise RefusedError(
            f"The data directory {directory} can't be written ({error.strerror or error}). Correct its rights or "
            "choose another --data-dir.",
            Exit.STORAGE,
        ) from None


def place(directory: pathlib.Path, chosen: Settings) -> Place:
    """The journal's place: the environment that was asked for, else the directory's own, else production.

    Raises:
        RefusedError: a RapidSOS address that this environment may not call, or a newer program's journal.
    """
    environment = chosen.environment or _environment_of(directory) or "production"
    url = settings.rapidsos_url(environment, chosen.rapidsos_url)
    host = LOOPBACK if environment == "simulator" else urllib.parse.urlsplit(url).hostname or ""
    return Place(folder=directory, environment=environment, hosts=(host,))


def mapping(chosen: Settings) -> Mapping:
    """The names to read in a Data Share body: the center's mapping file, else the contract's (docs/contract.md#3.4).

    Raises:
        RefusedError: the file can't be read or says something else.
    """
    if chosen.data_share_mapping is None:
        return Mapping()
    file = pathlib.Path(chosen.data_share_mapping).expanduser()
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Mapping)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RefusedError(
            f"The mapping file {file} can't be used: {error}. Correct it, or remove the setting data_share_mapping.",
            Exit.SETTINGS,
        ) from None


def _environment_of(directory: pathlib.Path) -> Environment | None:
    try:
        made = charter.read(directory)
    except JournalRefusedError as error:
        raise RefusedError(str(error), Exit.JOURNAL) from None
    except OSError as error:
        raise RefusedError(f"The data directory {directory} can't be read ({error.strerror}).", Exit.STORAGE) from None
    return None if made is None else typing.cast("Environment", made.environment)
