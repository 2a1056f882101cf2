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
