import pathlib
import sys

import pytest

from app.ground import folders


def test_play_and_work_never_share_a_directory() -> None:
    assert folders.data_directory() != folders.simulation_directory()
    assert folders.data_directory().name == "watchfloor"


def test_a_frozen_folder_brings_its_resources(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert folders.resources() == tmp_path / "resources"


def test_an_incomplete_installation_says_what_to_do(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "__file__", str(tmp_path / "app" / "ground" / "folders.py"))
    with pytest.raises(FileNotFoundError, match="Install Watchfloor again"):
        folders.resources()
    (tmp_path / "app" / "resources").mkdir(parents=True)
    assert folders.resources() == tmp_path / "app" / "resources"
