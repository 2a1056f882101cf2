"""Runs the built program: version, one share in, one row out, the window drawn, a clean quit. `smoke.py PROGRAM`."""

import base64
import contextlib
import hmac
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

NOT_RUNNING = 8
"""What `watchfloor stop` exits with when no station answers."""

READY_S = 20.0
DRAWN_S = 60.0
QUIT_S = 20.0
SHARE = json.dumps(
    {
        "access_token": "smoke-token",
        "query": "+13125550142",
        "bounding_box": {"north": 42.1, "south": 41.6, "east": -87.5, "west": -87.95},
        "location": {"latitude": 41.8837, "longitude": -87.6325, "uncertainty": 25},
    }
).encode()


class BuiltProgram:
    """The program under test, on a data directory and with secrets of its own."""

    def __init__(self, path: str, folder: str) -> None:
        self.path = path
        self.directory = ["--data-dir", folder]
        self.secret = secrets.token_hex(16)
        seal_key = base64.b64encode(secrets.token_bytes(32)).decode()
        self.variables = {**os.environ, "WATCHFLOOR_SHARED_SECRET": self.secret, "WATCHFLOOR_SEAL_KEY": seal_key}

    def answer(self, *arguments: str) -> str:
        """What a call that ends by itself prints; its failure is ours."""
        done = subprocess.run(
            [self.path, *arguments], env=self.variables, capture_output=True, text=True, timeout=60, check=False
        )
        if done.returncode:
            raise SystemExit(f"{arguments[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def end_station(self) -> None:
        """Wait until the station that a window leaves behind has ended; the window asked it to."""
        command = [self.path, "stop", *self.directory]
        done = subprocess.run(command, env=self.variables, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode not in {0, NOT_RUNNING}:
            raise SystemExit(f"The play's station goes on: {done.stderr}")

    def station(self) -> subprocess.Popen[str]:
        """A station on a port of its own choosing."""
        command = [self.path, "station", *self.directory, "--environment", "simulator", "--port", "0"]
        return subprocess.Popen(command, env=self.variables, stdout=subprocess.PIPE, text=True)

    def window(self, pictures: Path) -> subprocess.Popen[bytes]:
        """The console on the simulator, drawing into memory, with pictures of itself."""
        flags = {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu"}
        command = [self.path, *self.directory, "--simulate", "--pictures", str(pictures)]
        return subprocess.Popen(command, env={**self.variables, **flags})

    def post(self, url: str) -> int:
        """Send one share, signed as RapidSOS signs it (docs/contract.md#3.2), and return the status."""
        signature = hmac.new(self.secret.encode(), SHARE, "sha1").hexdigest()
        headers = {"Content-Type": "application/json", "X-RapidSOS-Signature": signature}
        request = urllib.request.Request(url, SHARE, headers)  # noqa: S310 - loopback, as the station printed it
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(request, timeout=READY_S) as reply:
            return int(reply.status)


def expect(what: str, seen: object, wanted: object) -> None:
    """Print what was seen; end the run when it is not what was wanted."""
    if seen != wanted:
        raise SystemExit(f"NOT {what}: {seen!r}, wanted {wanted!r}")
    print(f"ok  {what}: {seen}")


def try_station(program: BuiltProgram) -> None:
    """One share in, one row out, a clean quit."""
    station = program.station()
    try:
        ready = json.loads(station.stdout.readline()) if station.stdout else {}
        expect("ready", ready.get("ready"), True)
        expect("share answered", program.post(ready["handler_url"]), 200)
        listed = program.answer("journal", "list", *program.directory, "--json").splitlines()
        expect("rows of the share", [json.loads(row)["kind"] for row in listed].count("ShareReceived"), 1)
        program.answer("stop", *program.directory)
        expect("station's exit code", station.wait(QUIT_S), 0)
    finally:
        if station.poll() is None:
            station.kill()


def try_window(program: BuiltProgram, pictures: Path) -> None:
    """A picture of the window, and the window closed when the system asks it to."""
    window = program.window(pictures)
    try:
        deadline = time.monotonic() + DRAWN_S
        while not (drawn := sorted(pictures.glob("window-*.png"))) and time.monotonic() < deadline:
            with contextlib.suppress(subprocess.TimeoutExpired):
                expect("window still open", f"ended with {window.wait(0.2)}", "open")
        expect("window drawn", bool(drawn), True)
        window.terminate()
        expect("window's exit code", window.wait(QUIT_S), 0)
        program.end_station()
    finally:
        if window.poll() is None:
            window.kill()


def main(path: str) -> None:
    """Try the built program out."""
    expected = subprocess.run(
        [sys.executable, "-c", "import app; print('watchfloor', app.__version__)"],
        cwd=Path(__file__).resolve().parent.parent,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    with tempfile.TemporaryDirectory() as folder:
        program = BuiltProgram(path, f"{folder}/station")
        expect("version", program.answer("--version").strip(), expected)
        try_station(program)
        try_window(BuiltProgram(path, f"{folder}/play"), Path(folder) / "pictures")
    print("The built program works.")


if __name__ == "__main__":
    main(sys.argv[1])
