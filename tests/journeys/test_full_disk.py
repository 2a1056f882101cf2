"""A disk that is full, broken or read-only while the station serves: docs/design.md#trouble, and back by itself."""

import contextlib
import errno
import http.client
import json
import os
import pathlib
import subprocess
import sys
import typing
import urllib.parse
from collections.abc import Iterator

import pytest

from app.station.journal.base import BALLAST
from app.station.journal.opening import BALLAST_SIZE
from tests.domain.callflow import files, filled
from tests.journeys import moving_caller
from tests.journeys.desk import Desk, until
from tests.journeys.moving_caller import MovingCaller
from tests.journeys.program import Station, bad_disk, journal, running, sha256, share_body, signature, verify

MIB = 1024 * 1024
TMPFS_MIB = 352
CRASH = files.definition()
REQUEST = filled.request(CRASH, filled.CRASH)


def share(station: Station, number: int) -> tuple[int, str | None]:
    """The status that a share gets, and Retry-After."""
    address = urllib.parse.urlsplit(station.handler_url)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=20)
    body = share_body(number)
    try:
        connection.request("POST", address.path, body, {"X-RapidSOS-Signature": signature(body)})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers["Retry-After"]
    finally:
        connection.close()


class Sent:
    """Shares by what they were answered."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self.stored: list[str] = []
        self.refused: list[str] = []

    def one(self, number: int) -> int:
        status, retry_after = share(self._station, number)
        assert status in (200, 503), status
        assert (retry_after is not None) == (status == http.client.SERVICE_UNAVAILABLE)
        (self.stored if status == http.client.OK else self.refused).append(sha256(share_body(number)))
        return status

    def check(self, data_dir: pathlib.Path) -> None:
        """All that was answered 200 is stored once, and nothing that was answered 503 unless it was sent again."""
        found = [row["request_sha256"] for row in journal(data_dir, "ShareReceived")]
        assert sorted(found) == sorted(self.stored)
        checked = verify(data_dir)
        assert checked.returncode == 0, checked.stdout + checked.stderr


def confirm(desk: Desk) -> tuple[int, dict[str, typing.Any]]:
    fields = {"incident": 1001, "definition": CRASH.file, "request": REQUEST.text, "request_sha256": REQUEST.sha256}
    return desk.command("ConfirmTrigger", "press-1", **fields)


def in_trouble(desk: Desk, sent: Sent, caller: MovingCaller, numbers: range) -> None:
    """What must be so while nothing can be recorded."""
    for number in numbers:
        assert sent.one(number) == http.client.SERVICE_UNAVAILABLE
    pulse = desk.pulse()
    assert pulse["recording"] is False
    disk = next(lamp for lamp in pulse["lamps"] if lamp["name"] == "disk")
    assert disk["state"] == "down"
    assert "Nothing is recorded" in disk["evidence"]
    status, answer = confirm(desk)
    assert "seq" not in answer, (status, answer)
    assert caller.triggered == []
    asked = caller.located
    until(lambda: caller.located > asked)
    until(lambda: any(record["kind"] == "LocationFixed" for record in desk.pulse().get("unrecorded", ())))


def recovered(desk: Desk, sent: Sent, caller: MovingCaller, number: int) -> None:
    """What must be so again, by itself, a few seconds after the disk is well."""
    until(lambda: desk.pulse()["recording"] is True)
    assert desk.lamp("disk") in ("seen", "warning")
    assert sent.one(number) == http.client.OK
    status, answer = confirm(desk)
    assert (status, "seq" in answer) == (200, True), answer
    until(lambda: len(caller.triggered) == 1)
    until(lambda: not desk.pulse().get("unrecorded"))


@contextlib.contextmanager
def tmpfs(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    """A small disk of its own."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={TMPFS_MIB}m", "watchfloor-test", str(folder)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(command, check=False).returncode:
        pytest.skip("only root on Linux may mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(path: pathlib.Path) -> None:
    """Take all room that is left."""
    with path.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * MIB)
    with path.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)


def test_a_full_disk_gives_up_the_ballast_first_then_says_503_then_recovers(tmp_path: pathlib.Path) -> None:
    with tmpfs(tmp_path / "disk") as disk, moving_caller.serving() as caller:
        data_dir, filler, ballast = disk / "data", disk / "filler", disk / "data" / BALLAST
        data_dir.mkdir(mode=0o700)
        ballast.write_bytes(os.urandom(BALLAST_SIZE))  # a station takes it on after its first quiet minute
        with running(data_dir, WATCHFLOOR_RAPIDSOS_URL=caller.base_url) as station:
            desk, sent = Desk(data_dir), Sent(station)
            desk.sign_on("ANNA")
            assert sent.one(0) == http.client.OK
            fill(filler)
            number = 1
            while ballast.exists():
                assert sent.one(number) == http.client.OK, "a full disk costs the ballast before it costs a share"
                number += 1
            fill(filler)
            while sent.one(number) == http.client.OK:
                number += 1
            in_trouble(desk, sent, caller, range(number + 1, number + 6))
            filler.unlink()
            recovered(desk, sent, caller, number + 6)
            until(lambda: ballast.exists() and ballast.stat().st_size >= BALLAST_SIZE)
            assert station.stop() == 0
        sent.check(data_dir)


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """The library that fails writes."""
    if sys.platform != "linux":
        pytest.skip("needs Linux's LD_PRELOAD")
    return bad_disk(tmp_path_factory.mktemp("shim"))


@pytest.mark.parametrize("failure", ["ENOSPC", "EIO", "EROFS"])
def test_a_failing_disk_says_503_blinds_nobody_and_recovers(
    failure: str, shim: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    data_dir, control = tmp_path / "data", tmp_path / "control"
    control.write_text("0", encoding="utf-8")
    environ: dict[str, typing.Any] = {
        "LD_PRELOAD": str(shim),
        "BAD_DISK_CONTROL": str(control),
        "BAD_DISK_FOLDER": str(data_dir),
    }
    with (
        moving_caller.serving() as caller,
        running(data_dir, WATCHFLOOR_RAPIDSOS_URL=caller.base_url, **environ) as station,
    ):
        desk, sent = Desk(data_dir), Sent(station)
        desk.sign_on("ANNA")
        assert [sent.one(number) for number in range(3)] == [200, 200, 200]
        control.write_text(str(getattr(errno, failure)), encoding="utf-8")
        in_trouble(desk, sent, caller, range(3, 8))
        assert json.loads((data_dir / "desk.json").read_text(encoding="utf-8"))["pid"] == station.process.pid
        control.write_text("0", encoding="utf-8")
        recovered(desk, sent, caller, 8)
        assert station.stop() == 0
    sent.check(data_dir)
