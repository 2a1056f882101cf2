"""What can be seen of the window from outside: its pictures, and Chromium's renderers shut in behind its sandbox."""

import pathlib
import shutil

from room import Room  # type: ignore[import-not-found]  # beside this file, found by its folder
from transcript import expect, until  # type: ignore[import-not-found]  # as above

DRAWN_S = 90.0


def see(room: Room, shots: pathlib.Path, folder: pathlib.Path) -> None:
    """Take the second picture after the map's renderer came up, so that it has had its turn to paint."""
    until("Chromium's renderer", DRAWN_S, lambda: _renderers(room))
    seen = {file.name for file in shots.glob("window-*.png")}
    newer = until("two more pictures", DRAWN_S, lambda: _two(shots, seen))
    shutil.copyfile(str(newer), folder / "window.png")
    print(f"ok  window drawn: {folder.name}/window.png", flush=True)


def _two(shots: pathlib.Path, seen: set[str]) -> pathlib.Path | None:
    new = sorted((file for file in shots.glob("window-*.png") if file.name not in seen), key=_age)
    return new[-2] if len(new) > 2 else None  # noqa: PLR2004 the last may still be being written


def _age(file: pathlib.Path) -> float:
    return file.stat().st_mtime


def sandboxed(room: Room) -> None:
    """Chromium's renderer has a user namespace of its own and a filter for system calls."""
    expect("renderers in a user namespace of their own, behind a system call filter", bool(_renderers(room)))
    expect("processes with --no-sandbox", room.processes("--no-sandbox"), [])


def _renderers(room: Room) -> list[int]:
    """The processes that Chromium's zygote has split off and shut in; they keep the zygote's command line."""
    ours = pathlib.Path("/proc/self/ns/user").readlink()
    shut_in = []
    for pid in room.processes("QtWebEngineProcess"):
        status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        if "Seccomp:\t2" in status and pathlib.Path(f"/proc/{pid}/ns/user").readlink() != ours:
            shut_in.append(pid)
    return shut_in
