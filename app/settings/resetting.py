"""A way out of settings that keep the program from starting: all of them set aside, none of them lost."""

import datetime as dt
import pathlib
import sys

from app.ground.exits import Exit, RefusedError
from app.settings.sources import FILE_NAME

SET_ASIDE = (FILE_NAME, "console.ini")
YES = "yes"


def reset(directory: pathlib.Path, at: dt.datetime) -> int:
    """Ask on the terminal, then set the station's and the console's settings aside under the time's name.

    Raises:
        RefusedError: nobody confirmed it, or a file could not be moved.
    """
    found = [directory / name for name in SET_ASIDE if (directory / name).exists()]
    if not found:
        sys.stdout.write(f"{directory} has no settings of its own; defaults count already.\n")
        return Exit.DONE
    sys.stdout.write(f"All settings in {directory} become defaults: {', '.join(file.name for file in found)}.\n")
    sys.stdout.write(f"Copies stay beside them. Type {YES} to go on: ")
    sys.stdout.flush()
    if sys.stdin.readline().strip().casefold() != YES:
        raise RefusedError("Nothing was changed.", Exit.SETTINGS)
    for file in found:
        kept = file.with_name(f"{file.stem}-{at:%Y%m%d-%H%M%S}{file.suffix}")
        try:
            file.rename(kept)
        except OSError as error:
            raise RefusedError(f"{file} can't be moved ({error.strerror or error}).", Exit.STORAGE) from None
        sys.stdout.write(f"Kept as {kept}\n")
    sys.stdout.write("Start Watchfloor again. A station that runs goes by its old settings until it is restarted.\n")
    return Exit.DONE
