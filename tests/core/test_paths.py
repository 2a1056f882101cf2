import pathlib
import sys

import pytest

from app.core import paths


def test_play_and_work_never_share_a_directory() -> None:
    assert paths.data_directory() != paths.simulation_directory()
    assert paths.data_directory().name == "watchfloor"


def test_a_frozen_folder_brings_its_resources(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


def test_an_incomplete_installation_says_what_to_do(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "app" / "ground" / "folders.py"))
    with pytest.raises(FileNotFoundError, match="Install Watchfloor again"):
        paths.resources()
    (tmp_path / "app" / "resources").mkdir(parents=True)
    assert paths.resources() == tmp_path / "app" / "resources"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_text_is_read_however_it_was_saved(encoding: str) -> None:
    assert paths.decoded("name = 'Ca\xf1on'\n".encode(encoding)) == "name = 'Ca\xf1on'\n"
    assert paths.decoded("".encode(encoding)) == ""


def test_what_is_no_unicode_text_is_an_error() -> None:
    with pytest.raises(UnicodeDecodeError):
        paths.decoded(b"Ca\xf1on")


def test_line_ends_are_read_as_unix_writes_them(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a").write_bytes(b"1\r\n2\r3\n")
    assert paths.read_text(tmp_path / "a") == "1\n2\n3\n"
