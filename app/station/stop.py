"""``watchfloor stop``: ask a running station to stop, without being one."""

import argparse
import json
import uuid

import filelock

from app import settings
from app.ground.exits import Exit, RefusedError
from app.station.desk import caller, door
from app.station.journal.place import LOCK

STOPS_WITHIN_S = 30.0


def stop_station(arguments: argparse.Namespace) -> int:
    """Ask the station of a data directory to stop, and wait until it has.

    Raises:
        RefusedError: none answers there, or it does not end in time.
    """
    directory = settings.data_directory(arguments.data_dir)
    file = door.read(directory)
    if file is None or not _asked_to_stop(file):
        raise RefusedError(f"No station answers for the data directory {directory}.", Exit.NOT_RUNNING)
    try:
        with filelock.FileLock(directory / LOCK, timeout=STOPS_WITHIN_S):
            return Exit.DONE
    except filelock.Timeout:
        raise RefusedError(
            f"The station (process {file.pid}) was asked to stop and still runs after {STOPS_WITHIN_S:.0f} s. "
            "Look into its log before you end it by force.",
            Exit.FOUND,
        ) from None


def _asked_to_stop(file: door.DeskFile) -> bool:
    command = json.dumps({"id": str(uuid.uuid4()), "command": "StopStation"})
    return caller.ask(file, "POST", "/commands", command.encode()) is not None
