"""The real program, driven from outside: its processes, its HTTP, its journal."""

import base64
import collections.abc
import contextlib
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import subprocess
import sys
import typing
import urllib.parse

from tests.needed import needed

SECRET = "journey-secret-not-real"
SEAL_KEY = base64.b64encode(b"a seal key for the journeys only").decode()
READY_TIMEOUT_S = 30.0


def environment(**more: str) -> dict[str, str]:
    """The environment of a station or console under test: throw-away secret, no proxies."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, "WATCHFLOOR_SHARED_SECRET": SECRET, "WATCHFLOOR_SEAL_KEY": SEAL_KEY, **more}


def watchfloor(*arguments: str, module: str = "app") -> list[str]:
    """The command line of the front door."""
    return [sys.executable, "-m", module, *arguments]


def bad_disk(folder: pathlib.Path) -> pathlib.Path:
    """The library of ``bad_disk.c``, built into a folder; without a compiler the test is skipped."""
    compiler = needed("gcc", "gcc", "libc6-dev")
    library = folder / "bad_disk.so"
    source = pathlib.Path(__file__).with_name("bad_disk.c")
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


class Station:
    """A running ``watchfloor station`` and what its ready line said."""

    def __init__(self, data_dir: pathlib.Path, port: int = 0, module: str = "app", **more: str) -> None:
        self.data_dir = data_dir
        self.log = (data_dir.parent / f"{data_dir.name}.stderr").open("ab")
        self.process = subprocess.Popen(
            watchfloor(
                "station", "--data-dir", str(data_dir), "--environment", "simulator", "--port", str(port), module=module
            ),
            stdout=subprocess.PIPE,
            stderr=self.log,
            env=environment(**more),
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"the station said nothing: {self.errors()}"
        self.ready: dict[str, typing.Any] = json.loads(line)

    @property
    def handler_url(self) -> str:
        return str(self.ready["handler_url"])

    @property
    def port(self) -> int:
        port = urllib.parse.urlsplit(self.handler_url).port
        assert port is not None
        return port

    def errors(self) -> str:
        return pathlib.Path(self.log.name).read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """SIGKILL: no goodbye, no drain."""
        self.process.kill()
        self.reap()

    def stop(self) -> int:
        """Ask it to stop, wait, and give its exit code."""
        self.process.terminate()
        self.reap()
        return self.process.returncode

    def reap(self) -> None:
        """Wait until it has ended, and let go of its pipes; again is nothing."""
        self.process.wait(READY_TIMEOUT_S)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.log.close()


@contextlib.contextmanager
def running(data_dir: pathlib.Path, port: int = 0, **more: str) -> collections.abc.Iterator[Station]:
    """A station for the length of a test; a test that leaves it running gets it killed."""
    station = Station(data_dir, port, **more)
    try:
        yield station
    finally:
        if station.process.poll() is None:
            station.kill()


def share_body(number: int) -> bytes:
    """A share like no other: its number is in its token and its phone."""
    return json.dumps(
        {
            "access_token": f"journey-token-{number}",
            "query": {"caller_id": f"1217555{100 + number % 100:04d}"},
            "bounding_box": {"north": 39.88, "south": 39.7, "east": -89.55, "west": -89.75},
            "location": {"latitude": 39.7 + (number % 180) / 1000, "longitude": -89.64, "uncertainty_radius": 12},
            "account_id": f"IL_{number:06d}",
        }
    ).encode()


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def signature(body: bytes) -> str:
    return hmac.new(SECRET.encode(), body, hashlib.sha1).hexdigest()


def post(url: str, body: bytes, headers: dict[str, str] | None = None, timeout: float = 10.0) -> int:
    """POST a share as RapidSOS would; gives the status, or raises OSError or HTTPException when there is none."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=timeout)
    try:
        signed = {"Content-Type": "application/json", "X-RapidSOS-Signature": signature(body)}
        connection.request("POST", parts.path, body, signed if headers is None else headers)
        return connection.getresponse().status
    finally:
        connection.close()


def journal(data_dir: pathlib.Path, kind: str | None = None) -> list[dict[str, typing.Any]]:
    """``watchfloor journal list --json``, parsed."""
    arguments = ["journal", "list", "--data-dir", str(data_dir), "--json", *(["--kind", kind] if kind else [])]
    done = subprocess.run(watchfloor(*arguments), capture_output=True, check=True, env=environment(), timeout=60)
    return [json.loads(line) for line in done.stdout.splitlines()]


def verify(data_dir: pathlib.Path) -> subprocess.CompletedProcess[str]:
    """``watchfloor journal verify``."""
    command = watchfloor("journal", "verify", "--data-dir", str(data_dir))
    return subprocess.run(command, capture_output=True, check=False, env=environment(), timeout=120, text=True)
