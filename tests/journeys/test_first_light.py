"""One shared call from its POST to the operator's eyes, taken by another console, and still there after a crash."""

import collections.abc
import contextlib
import http.client
import json
import os
import pathlib
import subprocess
import threading
import time
import typing
import urllib.parse
import uuid

from PySide6.QtGui import QImage

from tests.journeys.program import SECRET, Station, environment, journal, running, watchfloor

PATIENCE_S = 60.0
ROOT_FLAG = {"QTWEBENGINE_DISABLE_SANDBOX": "1"} if hasattr(os, "geteuid") and os.geteuid() == 0 else {}
RED = 0x80
FEW, MANY = 30, 100
"""A new call fills its row with the critical red; the letters of a lost lamp do not."""


class Desk:
    """A second console of the station, without a window."""

    def __init__(self, station: Station) -> None:
        file = json.loads((station.data_dir / "desk.json").read_text(encoding="utf-8"))
        self._place = urllib.parse.urlsplit(file["url"]).netloc
        self._headers = {"Authorization": f"Bearer {file['token']}", "Content-Type": "application/json"}

    def ask(self, path: str, body: str | None = None) -> dict[str, typing.Any]:
        door = http.client.HTTPConnection(self._place, timeout=10)
        door.request("GET" if body is None else "POST", path, body, self._headers)
        answer: dict[str, typing.Any] = json.loads(door.getresponse().read())
        door.close()
        return answer

    def wish(self, command: str, **fields: object) -> dict[str, typing.Any]:
        return self.ask("/commands", json.dumps({"id": str(uuid.uuid4()), "command": command, **fields}))


@contextlib.contextmanager
def console(data_dir: pathlib.Path, pictures: pathlib.Path) -> collections.abc.Iterator[subprocess.Popen[bytes]]:
    """The real console, drawing into memory, killed at the end if it still runs."""
    process = subprocess.Popen(
        watchfloor("--data-dir", str(data_dir), "--pictures", str(pictures)),
        stderr=subprocess.DEVNULL,
        env=environment(QT_QPA_PLATFORM="offscreen", **ROOT_FLAG),
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(true: collections.abc.Callable[[], bool], what: str) -> None:
    """Look again and again until it is so."""
    end, rest = time.monotonic() + PATIENCE_S, threading.Event()
    while not true():
        assert time.monotonic() < end, what
        rest.wait(0.05)


def reds(picture: pathlib.Path) -> int:
    """How many of every tenth pixel are the critical red, in the left third of the window, where the queue is."""
    image = QImage(str(picture)) if picture.exists() else QImage()
    spots = [(x, y) for x in range(0, image.width() // 3, 10) for y in range(60, image.height(), 10)]
    colours = [image.pixelColor(x, y) for x, y in spots]
    return sum(one.red() > RED and one.green() < RED / 2 and one.blue() < RED / 2 for one in colours)


def share(station: Station) -> None:
    """``watchfloor simulator share``, once."""
    command = watchfloor("simulator", "share", "--to", station.handler_url, "--secret", SECRET)
    done = subprocess.run(command, capture_output=True, check=True, env=environment(), timeout=60)
    assert json.loads(done.stdout)["status"] == http.client.OK


def test_a_share_reaches_the_eyes_and_stays_there(tmp_path: pathlib.Path) -> None:
    with running(tmp_path / "data") as station:
        desk, pictures = Desk(station), tmp_path / "pictures"
        latest = pictures / "latest.png"
        with console(station.data_dir, pictures):
            until(latest.exists, "the console drew nothing")
            assert reds(latest) < FEW
            share(station)
            until(lambda: reds(latest) > MANY, "the call's row did not show")
        (pictures / "latest.png").unlink()
        ring = journal(station.data_dir, "ShareReceived")[0]
        with console(station.data_dir, pictures):
            until(lambda: reds(latest) > MANY, "the call did not show after a crash")
            session = desk.wish("SignOn", name="SECOND")["session"]
            said = desk.wish("Acknowledge", session=session, incident=ring["incident"], through=ring["seq"])
            assert "refused" not in said
            until(lambda: reds(latest) < FEW, "the row did not calm down when another console took the call")
        assert journal(station.data_dir, "Acknowledged")[0]["operator"] == "SECOND"
        assert station.stop() == 0
