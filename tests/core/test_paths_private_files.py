import os
import pathlib
import stat
import subprocess
from collections.abc import Callable

import pytest

from app.core import paths


def test_written_whole_and_for_its_user_only(tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "data"
    paths.make_folder(folder)
    paths.write(folder / "desk.json", b"one")
    paths.write(folder / "desk.json", b"two")
    assert (folder / "desk.json").read_bytes() == b"two"
    assert [entry.name for entry in folder.iterdir()] == ["desk.json"]
    if os.name == "posix":
        assert stat.S_IMODE((folder / "desk.json").stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_failure_leaves_the_old_file_and_no_litter(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths.write(tmp_path / "desk.json", b"old")

    def full_disk(_: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        paths.write(tmp_path / "desk.json", b"new")
    assert (tmp_path / "desk.json").read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["desk.json"]


class Windows:
    """What ``make_folder`` asks of the system, as Windows answers."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, code: int | OSError) -> None:
        self.asked: list[list[str]] = []
        self._code = code
        monkeypatch.setenv("USERDOMAIN", "CENTER")
        monkeypatch.setenv("USERNAME", "j.tran")
        monkeypatch.setattr(paths, "os", self)
        monkeypatch.setattr(subprocess, "run", self._run)

    name = "nt"
    environ = os.environ

    def _run(self, command: list[str], **_: object) -> "subprocess.CompletedProcess[bytes]":
        self.asked.append(command)
        if isinstance(self._code, OSError):
            raise self._code
        return subprocess.CompletedProcess(command, self._code)


def test_on_windows_a_new_folder_is_kept_to_its_user(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Windows(monkeypatch, 0)
    paths.make_folder(tmp_path / "data")
    paths.make_folder(tmp_path / "data")
    (command,) = windows.asked
    assert command[:4] == ["icacls", str(tmp_path / "data"), "/inheritance:r", "/grant:r"]
    assert command[4:] == ["CENTER\\j.tran:(OI)(CI)F", "*S-1-5-18:(OI)(CI)F"]


@pytest.mark.parametrize("code", [5, OSError("no icacls")])
def test_a_folder_that_others_may_read_is_told(
    tmp_path: pathlib.Path,
    monkeypatch: pytest.MonkeyPatch,
    expect_log: Callable[[str], None],
    code: int | OSError,
) -> None:
    Windows(monkeypatch, code)
    expect_log("may be readable by others")
    paths.make_folder(tmp_path / "data")
    assert (tmp_path / "data").is_dir()
