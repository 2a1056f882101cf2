"""Files that only their user may read, replaced whole or not at all."""

import os
import pathlib
import secrets

ONLY_ME = 0o600
ONLY_MY_FOLDER = 0o700


def make_folder(folder: pathlib.Path) -> None:
    """Create the folder for its user alone; on Windows the user's profile already is.

    Raises:
        OSError: it can't be created.
    """
    folder.mkdir(mode=ONLY_MY_FOLDER, parents=True, exist_ok=True)


def write(path: pathlib.Path, content: bytes) -> None:
    """Replace the file atomically; a reader sees the old content or the new, never a part.

    Raises:
        OSError: the content could not be stored; the old file stands.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_ME)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
