"""How this program starts itself again: the station from the console, the console from the station."""

import subprocess
import sys
import typing


def own_command() -> list[str]:
    """How this program is started again by subcommand: frozen, its own executable; else the interpreter."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]


def detached() -> dict[str, typing.Any]:
    """Options of ``subprocess.Popen`` for a process that outlives this one and gets none of its signals."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
