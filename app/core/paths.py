"""Paths of resources (in a checkout, a wheel or a frozen folder) and of data (where this system keeps data).

And how text files that people write are read: whatever editor saved them.
"""

import codecs
import logging
import os
import pathlib
import secrets
import subprocess
import sys
import typing

import platformdirs

PROGRAM = "watchfloor"


def resources() -> pathlib.Path:
    """The resources folder of this installation.

    Raises:
        FileNotFoundError: the installation is incomplete; the sentence says what to do.
    """
    found = next((folder for folder in _resource_candidates() if folder.is_dir()), None)
    if found is None:
        raise FileNotFoundError("This installation lacks its resources folder. Install Watchfloor again.")
    return found


def data_directory() -> pathlib.Path:
    """The default data directory of this user."""
    return platformdirs.user_data_path(PROGRAM, appauthor=False)


def simulation_directory() -> pathlib.Path:
    """The data directory of ``--simulate``: its own, so that play never mixes with real calls."""
    return platformdirs.user_data_path(f"{PROGRAM}-simulator", appauthor=False)


def administrator_folder() -> pathlib.Path:
    """Where whoever administers this computer locks settings for all its users; an ordinary user can't write there."""
    if sys.platform == "win32":
        return pathlib.Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / PROGRAM
    if sys.platform == "darwin":
        return pathlib.Path("/Library/Application Support") / PROGRAM
    return pathlib.Path("/etc") / PROGRAM


def _resource_candidates() -> list[pathlib.Path]:
    app = pathlib.Path(__file__).resolve().parents[1]
    frozen = getattr(sys, "_MEIPASS", None)
    unpacked = [pathlib.Path(frozen) / "resources"] if frozen else []
    return [*unpacked, app / "resources", app.parent / "resources"]


_LOG = logging.getLogger(__name__)

_BYTE_ORDER_MARKS: typing.Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

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


def read_text(path: pathlib.Path) -> str:
    """The text of a file that a person wrote, its line ends as Unix writes them.

    Raises:
        OSError: it can't be read.
        UnicodeDecodeError: it is no Unicode text.
    """
    return decoded(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")


def decoded(untrusted_content: bytes) -> str:
    """Unicode text without its byte-order mark: UTF-8, or UTF-16 as Windows editors and spreadsheets save it.

    Raises:
        UnicodeDecodeError: it is neither.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if untrusted_content.startswith(mark):
            return untrusted_content[len(mark) :].decode(encoding)
    # Such files begin with an ASCII character, which has a zero byte beside it in UTF-16 and nowhere else.
    first, second = untrusted_content[:1], untrusted_content[1:2]
    if b"\0" in (first, second):
        return untrusted_content.decode("utf-16-le" if second == b"\0" else "utf-16-be")
    return untrusted_content.decode()


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


def own_command() -> list[str]:
    """How this program is started again by subcommand: frozen, its own executable; else the interpreter."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]


def detached() -> dict[str, typing.Any]:
    """Options of ``subprocess.Popen`` for a process that outlives this one and does not get its signals."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
