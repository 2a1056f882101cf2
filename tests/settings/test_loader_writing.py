"""What an administrator wrote stays as it is."""

import pathlib
import tomllib

import pytest

from app.core import paths
from app.core.errors import RefusedError
from app.settings import loader

TEXT = '# the county\'s\nport = 9001  # behind nginx\n\n# who we work for\nagencies = ["NY_0161"]\n'


def test_comments_and_order_stay() -> None:
    fresh = loader.changed(TEXT, {"port": 9002, "agencies": ("NY_0161", 'N"J'), "retention_days": 7})
    assert fresh.startswith("# the county's\nport = 9002  # behind nginx\n\n# who we work for\n")
    assert tomllib.loads(fresh) == {"port": 9002, "agencies": ["NY_0161", 'N"J'], "retention_days": 7}


def test_a_setting_taken_out_is_gone() -> None:
    assert tomllib.loads(loader.changed(TEXT, {"port": None, "host": None})) == {"agencies": ["NY_0161"]}


def test_a_new_file_has_a_head(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "settings.toml"
    loader.write(file, loader.changed(loader.read(file), {"port": 1}))
    assert file.read_text(encoding="utf-8") == f"{loader.HEAD}port = 1\n"


def test_what_can_not_be_read_or_written_is_said(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xff")
    with pytest.raises(RefusedError, match="can't be read"):
        loader.read(file)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(paths, "write", full)
    with pytest.raises(RefusedError, match=r"No space left on device.*Nothing was changed"):
        loader.write(file, "port = 1\n")
