"""The list of ECCs in the data directory."""

import collections.abc
import pathlib

from app.settings import center_files
from app.station import startup

ExpectLog = collections.abc.Callable[[str], None]
HEAD = "ecc_id,name,phone,time_zone,authorised\n"


def test_the_list_is_read(tmp_path: pathlib.Path) -> None:
    (tmp_path / center_files.AGENCIES).write_text(HEAD + "IL_0142,Sample County 911,2175550160,America/Chicago,yes\n")
    found = startup.read_agencies(tmp_path).find("il_0142")
    assert found is not None
    assert found.phone == "+12175550160"


def test_without_a_file_there_is_no_list(tmp_path: pathlib.Path) -> None:
    assert startup.read_agencies(tmp_path).listed == ()


def test_a_broken_list_is_named_by_line_and_not_used(tmp_path: pathlib.Path, expect_log: ExpectLog) -> None:
    expect_log("line 2")
    expect_log("No list of ECCs is kept")
    (tmp_path / center_files.AGENCIES).write_text(HEAD + "IL_0142,Sample County 911,12,America/Chicago,yes\n")
    assert startup.read_agencies(tmp_path).listed == ()


def test_a_list_that_is_no_text_is_not_used(tmp_path: pathlib.Path, expect_log: ExpectLog) -> None:
    expect_log("neither UTF-8 nor Windows-1252")
    expect_log("No list of ECCs is kept")
    (tmp_path / center_files.AGENCIES).write_bytes(b"\xff\xfe\xff")
    assert startup.read_agencies(tmp_path).listed == ()
