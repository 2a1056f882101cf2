"""Installs the package in a clean Debian, uses it there as an ordinary user, upgrades and removes it.

`clean_root.py PACKAGE NEWER FOLDER` makes the root in FOLDER with debootstrap and prints a transcript with sizes and
times. Where this computer can't do that (no root, no debootstrap, no namespaces) it says so and skips.
"""

import hmac
import json
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from room import Room, why_not  # type: ignore[import-not-found]  # beside this file, found by its folder

DRAWN_S, READY_S, QUIT_S = 90.0, 60.0, 30.0
USER = "dispatcher"
DISPLAY = ":87"
PORT = 8931
SERVICE_DATA = "/var/lib/watchfloor"
SHARE = json.dumps(
    {
        "access_token": "clean-root-token",
        "query": "+13125550142",
        "bounding_box": {"north": 42.1, "south": 41.6, "east": -87.5, "west": -87.95},
        "location": {"latitude": 41.8837, "longitude": -87.6325, "uncertainty": 25},
    }
).encode()
SETTINGS = f'environment = "simulator"\nport = {PORT}\n'
RUNTIME = {
    "HOME": f"/home/{USER}",
    "DISPLAY": DISPLAY,
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "QT_QPA_PLATFORM": "xcb",
}


def expect(what: str, seen: object, wanted: object = True) -> None:
    """Print what was seen; end the run when it is not what was wanted."""
    if seen != wanted:
        raise SystemExit(f"NOT {what}: {seen!r}, wanted {wanted!r}")
    print(f"ok  {what}: {seen}", flush=True)


def step(words: str) -> None:
    """Begin a part of the transcript."""
    print(f"\n== {words}", flush=True)


def timed(words: str, begun: float) -> None:
    """Say how long something took."""
    print(f"    {words}: {time.monotonic() - begun:.1f} s", flush=True)


def until(what: str, seconds: float, holds: Callable[[], object]) -> object:
    """Ask until the answer is true, or end the run."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := holds():
            return found
        time.sleep(0.2)  # noqa: TID251 another program's progress; there is no clock of ours to wait on
    raise SystemExit(f"NOT {what} within {seconds:.0f} s")


def bootstrap(root: pathlib.Path) -> None:
    """Debian's smallest system, and nothing else."""
    step("a clean Debian 12 (debootstrap, minbase)")
    begun = time.monotonic()
    shutil.rmtree(root, ignore_errors=True)
    root.parent.mkdir(parents=True, exist_ok=True)
    with (root.parent / "debootstrap.log").open("wb") as log:
        command = ["debootstrap", "--variant=minbase", "bookworm", str(root)]
        made = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False)
    if made.returncode:
        print(f"skipped: debootstrap could not make a system here, see {log.name}")
        raise SystemExit(0)
    timed(f"made, {_megabytes(root)} MB", begun)


def install(root: pathlib.Path, package: pathlib.Path, *more: str) -> None:
    """Install a package as an administrator does; apt brings what it depends on."""
    begun = time.monotonic()
    before = _megabytes(root)
    inside = root / package.name
    shutil.copyfile(package, inside)
    _chroot(root, "apt-get", "update", "-q")
    _chroot(root, "apt-get", "install", "-q", "--yes", "--no-install-recommends", f"/{package.name}", *more)
    inside.unlink()
    timed(f"installed from {package.stat().st_size / 1e6:.0f} MB, {_megabytes(root) - before} MB more on disk", begun)


def use(room: Room, folder: pathlib.Path) -> None:
    """One share in, one row out, the map drawn with Chromium's sandbox on, a clean quit."""
    step("an ordinary user opens it under Xvfb")
    data = room.root / "home" / USER / ".local" / "share" / "watchfloor"
    room.run(USER, RUNTIME, "mkdir", "-p", "-m", "700", f"/home/{USER}/.local/share/watchfloor", f"/home/{USER}/shots")
    (data / "settings.toml").write_text(SETTINGS, encoding="ascii")
    screen = room.start(USER, RUNTIME, "Xvfb", DISPLAY, "-screen", "0", "1440x900x24", "-nolisten", "tcp")
    until("the screen", READY_S, (room.root / "tmp" / ".X11-unix" / f"X{DISPLAY[1:]}").exists)
    begun = time.monotonic()
    window = room.start(USER, RUNTIME, "watchfloor", "--pictures", f"/home/{USER}/shots")
    shots = room.root / "home" / USER / "shots"
    until("the station's door", READY_S, (data / "desk.json").exists)
    timed("the station runs", begun)
    secret = json.loads((data / "desk.json").read_bytes())["simulator"]["WATCHFLOOR_SHARED_SECRET"]
    expect("share answered", _post(secret), 200)
    _see(room, shots, folder)
    timed("drawn", begun)
    _sandboxed(room)
    window.terminate()
    expect("window's exit code", window.wait(QUIT_S), 0)
    _rows(room, USER, f"/home/{USER}/.local/share/watchfloor")
    expect("station's stop", room.run(USER, RUNTIME, "watchfloor", "stop").returncode, 0)
    screen.terminate()
    screen.wait(QUIT_S)


def _see(room: Room, shots: pathlib.Path, folder: pathlib.Path) -> None:
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


def _sandboxed(room: Room) -> None:
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


def headless(room: Room) -> None:
    """The station of the service's own user takes a share, so that there is something to keep."""
    step("the station without a window, as the service's user")
    room.run("root", RUNTIME, "install", "-d", "-m", "700", "-o", "watchfloor", "-g", "watchfloor", SERVICE_DATA)
    (room.root / SERVICE_DATA[1:] / "settings.toml").write_text(SETTINGS, encoding="ascii")
    station = room.start("watchfloor", RUNTIME, "watchfloor", "station", "--data-dir", SERVICE_DATA)
    door = room.root / SERVICE_DATA[1:] / "desk.json"
    until("the station's door", READY_S, door.exists)
    secret = json.loads(door.read_bytes())["simulator"]["WATCHFLOOR_SHARED_SECRET"]
    expect("share answered", _post(secret), 200)
    expect("who may read its door", oct(door.stat().st_mode & 0o777), "0o600")
    room.run("watchfloor", RUNTIME, "watchfloor", "stop", "--data-dir", SERVICE_DATA)
    expect("station's exit code", station.wait(QUIT_S), 0)


def upgrade(room: Room, newer: pathlib.Path) -> None:
    """A newer package keeps what was recorded."""
    step("upgrade")
    before = room.run("root", RUNTIME, "dpkg-query", "-W", "-f", "${Version}", "watchfloor").stdout
    install(room.root, newer)
    after = room.run("root", RUNTIME, "dpkg-query", "-W", "-f", "${Version}", "watchfloor").stdout
    expect(f"version after {before} is another one", before != after)
    print(f"    now {after}", flush=True)
    _rows(room, "watchfloor", SERVICE_DATA)
    _rows(room, USER, f"/home/{USER}/.local/share/watchfloor")
    chain = room.run("watchfloor", RUNTIME, "watchfloor", "journal", "verify", "--data-dir", SERVICE_DATA)
    expect("journal verified by the new program", chain.returncode, 0)


def remove(room: Room) -> None:
    """Removal keeps data, purging the service's takes it, and nothing takes a user's."""
    root = room.root
    step("removal")
    begun = time.monotonic()
    _chroot(root, "apt-get", "remove", "-q", "--yes", "watchfloor")
    timed("removed", begun)
    expect(
        "program gone", not (root / "usr/lib/watchfloor").exists() and not (root / "usr/bin/watchfloor").is_symlink()
    )
    expect("the service's records kept", (root / SERVICE_DATA[1:] / "settings.toml").exists())
    step("purge")
    _chroot(root, "apt-get", "purge", "-q", "--yes", "watchfloor")
    expect("the service's records gone", not (root / SERVICE_DATA[1:]).exists())
    expect("the operator's records kept", (root / "home" / USER / ".local/share/watchfloor/settings.toml").exists())


def _rows(room: Room, user: str, data: str) -> None:
    listed = room.run(user, RUNTIME, "watchfloor", "journal", "list", "--data-dir", data, "--json").stdout.splitlines()
    expect(f"rows of the share ({user})", [json.loads(row)["kind"] for row in listed].count("ShareReceived"), 1)


def _post(secret: str) -> int:
    """Send one share, signed as RapidSOS signs it (contract 3.2)."""
    signature = hmac.new(secret.encode(), SHARE, "sha1").hexdigest()
    headers = {"Content-Type": "application/json", "X-RapidSOS-Signature": signature}
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}/data_share_handler", SHARE, headers)
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request, timeout=QUIT_S) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def _chroot(root: pathlib.Path, *command: str) -> None:
    variables = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    done = subprocess.run(["chroot", str(root), *command], env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}")


def _megabytes(folder: pathlib.Path) -> int:
    said = subprocess.run(["du", "-sxm", str(folder)], capture_output=True, text=True, check=True).stdout
    return int(said.split()[0])


def main(package: str, newer: str, folder: str) -> None:
    """The whole transcript."""
    if reason := why_not():
        print(f"skipped: {reason}")
        return
    place = pathlib.Path(folder).resolve()
    root = place / "root"
    bootstrap(root)
    step("installation")
    install(root, pathlib.Path(package), "xvfb")
    _chroot(root, "useradd", "--create-home", USER)
    with Room(root, place / "programs.log") as room:
        use(room, place)
        headless(room)
        upgrade(room, pathlib.Path(newer))
        remove(room)
    shutil.rmtree(root)
    print("\nInstalled, used, upgraded, removed.")


if __name__ == "__main__":
    main(*sys.argv[1:])
