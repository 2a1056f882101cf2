"""Receivers to compare with: each a process of its own on loopback, storing every share before it answers."""

import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import typing
import venv
from collections.abc import Callable, Iterator

from app.domain.data_share.signature import sign
from tests.bench.rivals.raw_client import Requests
from tests.bench.share_to_200 import SECRET, body, station

TEXTBOOK = pathlib.Path(__file__).with_name("textbook")
HERE = pathlib.Path(__file__).resolve().parents[3]
READY_S = 30.0


class UnavailableError(Exception):
    """A receiver can't be run here; the message says why."""


class Receiver(typing.NamedTuple):
    """Where it listens, and what it is sent."""

    url: str
    requests: Requests


Open = Callable[[], contextlib.AbstractContextManager[Receiver]]


def signed(number: int) -> tuple[bytes, dict[str, str]]:
    """A share as RapidSOS signs it."""
    content = body(number)
    return content, {"X-RapidSOS-Signature": sign(content, SECRET)}


@contextlib.contextmanager
def ours(*options: str) -> Iterator[Receiver]:
    """The real station, and a RapidSOS that answers it nothing: it asks about each share, as it always does."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
        asked = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with station("--rapidsos-url", asked, *options) as (url, _):
            yield Receiver(url, signed)


@contextlib.contextmanager
def bare() -> Iterator[Receiver]:
    """Nothing but HTTP: what no receiver in one Python process can pass."""
    port = _free_port()
    with _running([sys.executable, "-m", "tests.bench.rivals.bare", str(port)], port, HERE, dict(os.environ)):
        yield Receiver(f"http://127.0.0.1:{port}/data_share_handler", signed)


@contextlib.contextmanager
def textbook() -> Iterator[Receiver]:
    """FastAPI, SQLAlchemy and SQLite, in an environment made for it once."""
    python = _textbook_python()
    with tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as folder:
        port = _free_port()
        command = [str(python), "-m", "uvicorn", "receiver:app", "--port", str(port), "--log-level", "warning"]
        environ = {**os.environ, "BENCH_SECRET": SECRET, "BENCH_FOLDER": folder}
        with _running(command, port, cwd=TEXTBOOK, env=environ):
            yield Receiver(f"http://127.0.0.1:{port}/data_share_handler", signed)


@contextlib.contextmanager
def webhook() -> Iterator[Receiver]:
    """Debian's ``webhook``, verifying the same signature and running a command that stores and syncs."""
    program = shutil.which("webhook")
    if program is None:
        raise UnavailableError("the program webhook is not installed (Debian: apt-get install webhook)")
    with tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as name:
        folder, port = pathlib.Path(name), _free_port()
        store = folder / "store.sh"
        store.write_text('#!/bin/sh\nprintf "%s\\n" "$1" > "$2.$$" && exec sync "$2.$$"\n', encoding="utf-8")
        store.chmod(0o755)
        (folder / "hooks.json").write_text(json.dumps([_hook(folder, store)]), encoding="utf-8")
        command = [program, "-hooks", str(folder / "hooks.json"), "-ip", "127.0.0.1", "-port", str(port)]
        with _running(command, port, cwd=folder, env=dict(os.environ)):
            yield Receiver(f"http://127.0.0.1:{port}/hooks/share", signed)


def _hook(folder: pathlib.Path, store: pathlib.Path) -> dict[str, object]:
    rule = {"match": {"type": "payload-hmac-sha1", "secret": SECRET, "parameter": _SIGNATURE}}
    return {
        "id": "share",
        "execute-command": str(store),
        "include-command-output-in-response": True,
        "pass-arguments-to-command": [
            {"source": "entire-payload"},
            {"source": "string", "name": str(folder / "share")},
        ],
        "trigger-rule": rule,
    }


_SIGNATURE = {"source": "header", "name": "X-RapidSOS-Signature"}


@contextlib.contextmanager
def _running(command: list[str], port: int, cwd: pathlib.Path, env: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY_S
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise UnavailableError(f"it did not start (code {process.poll()})")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _textbook_python() -> pathlib.Path:
    """The textbook's own environment, made once for each content of its requirements."""
    wanted = TEXTBOOK / "requirements.txt"
    folder = pathlib.Path(tempfile.gettempdir()) / f"watchfloor-textbook-{os.getuid() if hasattr(os, 'getuid') else 0}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    made = folder / "made-from.txt"
    if made.exists() and made.read_bytes() == wanted.read_bytes():
        return python
    venv.create(folder, with_pip=True, clear=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(wanted)]
    done = subprocess.run(install, capture_output=True, check=False, text=True)
    if done.returncode:
        raise UnavailableError(f"its requirements can't be installed: {done.stderr.strip().splitlines()[-1]}")
    made.write_bytes(wanted.read_bytes())
    return python
