import os
import pathlib
import stat

import pytest

from app.ground import private_files


def test_written_whole_and_for_its_user_only(tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "data"
    private_files.make_folder(folder)
    private_files.write(folder / "desk.json", b"one")
    private_files.write(folder / "desk.json", b"two")
    assert (folder / "desk.json").read_bytes() == b"two"
    assert [entry.name for entry in folder.iterdir()] == ["desk.json"]
    if os.name == "posix":
        assert stat.S_IMODE((folder / "desk.json").stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_failure_leaves_the_old_file_and_no_litter(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private_files.write(tmp_path / "desk.json", b"old")

    def full_disk(_: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        private_files.write(tmp_path / "desk.json", b"new")
    assert (tmp_path / "desk.json").read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["desk.json"]
