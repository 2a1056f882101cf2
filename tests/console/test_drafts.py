from pathlib import Path

from app.console.drafts import FILE_NAME, Drafts
from tests.console.loop import Expect


def test_drafts_survive_the_console_and_lie_sealed(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, lambda: "token-1")
    drafts.put(1044, "Call her sister on 217 555 0144")
    drafts.put(1045, "x")
    drafts.put(1045, "")
    drafts.save()
    assert b"0144" not in (tmp_path / FILE_NAME).read_bytes()
    later = Drafts(tmp_path, lambda: "token-1")
    later.load()
    assert later.text(1044) == "Call her sister on 217 555 0144"
    assert later.text(1045) == later.text(None) == ""


def test_another_stations_drafts_are_forgotten(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, lambda: "token-1")
    drafts.put(1044, "secret")
    drafts.save()
    later = Drafts(tmp_path, lambda: "token-2")
    later.load()
    assert later.text(1044) == ""


def test_without_a_draft_there_is_no_file(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, lambda: "token-1")
    drafts.put(1044, "secret")
    drafts.save()
    drafts.put(1044, "")
    drafts.save()
    assert not (tmp_path / FILE_NAME).exists()


def test_without_a_station_nothing_is_written(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, lambda: None)
    drafts.put(1044, "secret")
    drafts.save()
    drafts.load()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_takes_nothing_is_said_and_survived(tmp_path: Path, expect_log: Expect) -> None:
    drafts = Drafts(tmp_path / "gone", lambda: "token-1")
    drafts.put(1044, "secret")
    expect_log("Drafts could not be written")
    drafts.save()
    assert drafts.text(1044) == "secret"
