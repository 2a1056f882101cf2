"""Where things lie: resources in a checkout, a wheel or a frozen folder; data where this system keeps data."""

import os
import pathlib
import sys

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
