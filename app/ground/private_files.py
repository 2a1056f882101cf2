"""Files that only their user may read, replaced whole or not at all."""

import logging
import os
import pathlib
import secrets
import subprocess

_LOG = logging.getLogger(__name__)

ONLY_ME = 0o600
ONLY_MY_FOLDER = 0o700
LOCAL_SYSTEM = "*S-1-5-18"
"""Windows itself, by the one name that is the same in every language."""
ICACLS_S = 10.0


def make_folder(folder: pathlib.Path) -> None:
    """Create the folder for its user alone, with everything that will lie in it.

    Raises:
        OSError: it can't be created.
    """
    there = folder.is_dir()
    folder.mkdir(mode=ONLY_MY_FOLDER, parents=True, exist_ok=True)
    if os.name == "nt" and not there:
        _keep_to_me(folder)


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


def _keep_to_me(folder: pathlib.Path) -> None:
    """Windows: mode bits say nothing there. What is made in the folder inherits who may open it: its user, the system.

    A folder that was there before is its owner's to guard; an ordinary user's profile is guarded by Windows itself.
    """
    user = f"{os.environ.get('USERDOMAIN', '.')}\\{os.environ.get('USERNAME', '')}"
    grants = [f"{who}:(OI)(CI)F" for who in (user, LOCAL_SYSTEM)]
    command = ["icacls", str(folder), "/inheritance:r", "/grant:r", *grants]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=ICACLS_S)  # noqa: S603 a tool of Windows
    except (OSError, subprocess.TimeoutExpired) as error:
        _LOG.warning("%s may be readable by others: icacls did not run (%s)", folder, type(error).__name__)
        return
    if done.returncode != 0:
        _LOG.warning("%s may be readable by others: icacls ended with %d", folder, done.returncode)
