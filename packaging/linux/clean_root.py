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

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import desk_work  # type: ignore[import-not-found]  # beside this file, found by its folder
import seen  # type: ignore[import-not-found]  # as above
from hands import Hands  # type: ignore[import-not-found]  # as above
from room import Room, why_not  # type: ignore[import-not-found]  # as above
from transcript import expect, step, timed, until  # type: ignore[import-not-found]  # as above

READY_S, QUIT_S = 60.0, 30.0
USER = "dispatcher"
DISPLAY = ":87"
PORT, SERVICE_PORT = 8931, 8932
SERVICE_DATA = "/var/lib/watchfloor"
SHARE = json.dumps(
    {
        "access_token": "clean-root-token",
        "query": "+13125550142",
        "bounding_box": {"north": 42.1, "south": 41.6, "east": -87.5, "west": -87.95},
        "location": {"latitude": 41.8837, "longitude": -87.6325, "uncertainty": 25},
    }
).encode()
SETTINGS = 'environment = "simulator"\nport = {port}\n'
LOCK = "etc/watchfloor/settings.toml"
LOCKED = "retention_days = 45\n"
SCREEN = ("xvfb", "openbox", "xdotool")
CARRIED = ("manual.pdf", "examples/nginx.conf", "examples/Caddyfile")
RUNTIME = {
    "HOME": f"/home/{USER}",
    "DISPLAY": DISPLAY,
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "QT_QPA_PLATFORM": "xcb",
}


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


def _carried(root: pathlib.Path) -> None:
    papers = root / "usr/share/doc/watchfloor"
    expect("papers beside the program", [name for name in CARRIED if (papers / name).exists()], list(CARRIED))
    expect("the administrator's file says nothing yet", not _said(root / LOCK))


def _said(file: pathlib.Path) -> str:
    lines = file.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line and not line.startswith("#"))


def use(room: Room, folder: pathlib.Path) -> None:
    """One share in, one row out, the map drawn with Chromium's sandbox on, a clean quit."""
    step("an ordinary user opens it under Xvfb")
    data = room.root / "home" / USER / ".local" / "share" / "watchfloor"
    room.run(USER, RUNTIME, "mkdir", "-p", "-m", "700", f"/home/{USER}/.local/share/watchfloor", f"/home/{USER}/shots")
    (data / "settings.toml").write_text(SETTINGS.format(port=PORT), encoding="ascii")
    screen = room.start(USER, RUNTIME, "Xvfb", DISPLAY, "-screen", "0", "1440x900x24", "-nolisten", "tcp")
    until("the screen", READY_S, (room.root / "tmp" / ".X11-unix" / f"X{DISPLAY[1:]}").exists)
    manager = room.start(USER, RUNTIME, "openbox")
    begun = time.monotonic()
    window = room.start(USER, RUNTIME, "watchfloor", "--pictures", f"/home/{USER}/shots")
    shots = room.root / "home" / USER / "shots"
    until("the station's door", READY_S, (data / "desk.json").exists)
    timed("the station runs", begun)
    secret = json.loads((data / "desk.json").read_bytes())["simulator"]["WATCHFLOOR_SHARED_SECRET"]
    expect("share answered", _post(PORT, secret), 200)
    seen.see(room, shots, folder)
    timed("drawn", begun)
    seen.sandboxed(room)
    _work(room, shots, data)
    shutil.copyfile(shots / "latest.png", folder / "base-map.png")
    window.terminate()
    expect("window's exit code", window.wait(QUIT_S), 0)
    _rows(room, USER, f"/home/{USER}/.local/share/watchfloor")
    for program in (manager, screen):
        program.terminate()
        program.wait(QUIT_S)


def _work(room: Room, shots: pathlib.Path, data: pathlib.Path) -> None:
    """What needs the frozen program's own parts: the manual and its printer, an archive's reader, the settings."""
    home, inside = room.root / "home" / USER, f"/home/{USER}"
    hands = Hands(room, USER, RUNTIME)
    print(f"ok  manual opened by F1, written as PDF: {desk_work.read_the_manual(hands, home, inside)}", flush=True)
    print(f"ok  base map drawn from PMTiles: {desk_work.take_a_base_map(hands, shots, home, inside)}", flush=True)
    print(f"ok  preferences wrote: {desk_work.change_a_setting(hands, data / 'settings.toml')}", flush=True)


def headless(room: Room) -> None:
    """The station of the service's own user takes a share, so that there is something to keep."""
    step("the station without a window, as the service's user")
    room.run("root", RUNTIME, "install", "-d", "-m", "700", "-o", "watchfloor", "-g", "watchfloor", SERVICE_DATA)
    (room.root / SERVICE_DATA[1:] / "settings.toml").write_text(SETTINGS.format(port=SERVICE_PORT), encoding="ascii")
    station = room.start("watchfloor", RUNTIME, "watchfloor", "station", "--data-dir", SERVICE_DATA)
    door = room.root / SERVICE_DATA[1:] / "desk.json"
    until("the station's door", READY_S, door.exists)
    secret = json.loads(door.read_bytes())["simulator"]["WATCHFLOOR_SHARED_SECRET"]
    expect("share answered", _post(SERVICE_PORT, secret), 200)
    expect("who may read its door", oct(door.stat().st_mode & 0o777), "0o600")
    room.run("watchfloor", RUNTIME, "watchfloor", "stop", "--data-dir", SERVICE_DATA)
    expect("station's exit code", station.wait(QUIT_S), 0)


def upgrade(room: Room, newer: pathlib.Path) -> None:
    """A newer package keeps what was recorded, and what an administrator wrote; the user's old station runs on."""
    step("upgrade, with the operator's station running")
    lock = room.root / LOCK
    lock.write_text(lock.read_text(encoding="utf-8") + LOCKED, encoding="utf-8")
    before = room.run("root", RUNTIME, "dpkg-query", "-W", "-f", "${Version}", "watchfloor").stdout
    install(room.root, newer)
    after = room.run("root", RUNTIME, "dpkg-query", "-W", "-f", "${Version}", "watchfloor").stdout
    expect(f"version after {before} is another one", before != after)
    print(f"    now {after}", flush=True)
    expect("the administrator's file kept", lock.read_text(encoding="utf-8").endswith(LOCKED))
    _replaced(room, after)
    _rows(room, "watchfloor", SERVICE_DATA)
    _rows(room, USER, f"/home/{USER}/.local/share/watchfloor")
    chain = room.run("watchfloor", RUNTIME, "watchfloor", "journal", "verify", "--data-dir", SERVICE_DATA)
    expect("journal verified by the new program", chain.returncode, 0)


def _replaced(room: Room, version: str) -> None:
    """The newer console ends the older station, which ran on through the upgrade, and starts its own."""
    data = room.root / "home" / USER / ".local" / "share" / "watchfloor"
    older = json.loads((data / "desk.json").read_bytes())["pid"]
    expect("the older station answers", room.run(USER, RUNTIME, "watchfloor", "doctor", may_fail=True).stdout != "")
    begun = time.monotonic()
    window = room.start(USER, {**RUNTIME, "QT_QPA_PLATFORM": "offscreen"}, "watchfloor")

    def another() -> bool:
        return (data / "desk.json").exists() and bool(json.loads((data / "desk.json").read_bytes())["pid"] != older)

    until("another station", READY_S, another)
    timed("a newer console replaced the older station", begun)
    asked = ["watchfloor", "journal", "list", "--json", "--kind", "StationStarted"]
    started = room.run(USER, RUNTIME, *asked).stdout.splitlines()
    expect("the station that runs", json.loads(started[-1])["version"], version)
    window.terminate()
    expect("window's exit code", window.wait(QUIT_S), 0)
    expect("station's stop", room.run(USER, RUNTIME, "watchfloor", "stop").returncode, 0)


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
    expect("the administrator's file kept", (root / LOCK).exists())
    step("purge")
    _chroot(root, "apt-get", "purge", "-q", "--yes", "watchfloor")
    expect("the service's records gone", not (root / SERVICE_DATA[1:]).exists())
    expect("the administrator's file gone", not (root / LOCK).exists())
    expect("the operator's records kept", (root / "home" / USER / ".local/share/watchfloor/settings.toml").exists())


def _rows(room: Room, user: str, data: str) -> None:
    listed = room.run(user, RUNTIME, "watchfloor", "journal", "list", "--data-dir", data, "--json").stdout.splitlines()
    expect(f"rows of the share ({user})", [json.loads(row)["kind"] for row in listed].count("ShareReceived"), 1)


def _post(port: int, secret: str) -> int:
    """Send one share, signed as RapidSOS signs it (docs/contract.md#3.2)."""
    signature = hmac.new(secret.encode(), SHARE, "sha1").hexdigest()
    headers = {"Content-Type": "application/json", "X-RapidSOS-Signature": signature}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/data_share_handler", SHARE, headers)
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
    install(root, pathlib.Path(package), *SCREEN)
    _carried(root)
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
