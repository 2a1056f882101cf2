"""All settings set aside, when a person says so."""

import datetime as dt
import io
import pathlib

import pytest

from app import cli
from app.core.errors import Exit, RefusedError
from app.settings import loader

AT = dt.datetime(2026, 11, 22, 8, 55, tzinfo=dt.UTC)


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_what_was_set_is_kept_under_another_name(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "settings.toml").write_text("port = \n", encoding="utf-8")
    (tmp_path / "console.ini").write_text("[General]\n", encoding="utf-8")
    typed(monkeypatch, "Yes\n")
    assert loader.reset(tmp_path, AT) == Exit.DONE
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "console-20261122-085500.ini",
        "settings-20261122-085500.toml",
    ]
    assert (tmp_path / "settings-20261122-085500.toml").read_text(encoding="utf-8") == "port = \n"


@pytest.mark.parametrize("answer", ["", "no\n", "y\n"])
def test_nobody_said_yes(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    (tmp_path / "settings.toml").write_text("port = 1\n", encoding="utf-8")
    typed(monkeypatch, answer)
    with pytest.raises(RefusedError, match="Nothing was changed"):
        loader.reset(tmp_path, AT)
    assert [file.name for file in tmp_path.iterdir()] == ["settings.toml"]


def test_nothing_to_reset_through_the_front_door(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--reset-settings", "--data-dir", str(tmp_path)]) == Exit.DONE
    assert "defaults count already" in capsys.readouterr().out


def test_a_file_that_can_not_be_moved(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "settings.toml").write_text("port = 1\n", encoding="utf-8")
    typed(monkeypatch, "yes\n")

    def read_only(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(pathlib.Path, "rename", read_only)
    with pytest.raises(RefusedError, match="Read-only file system"):
        loader.reset(tmp_path, AT)
