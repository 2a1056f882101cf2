"""The callflows that a center may use."""

import collections.abc
import pathlib

from app.station import callflow_files

ExpectLog = collections.abc.Callable[[str], None]


def own(folder: pathlib.Path, name: str, content: bytes) -> None:
    (folder / callflow_files.FOLDER).mkdir(exist_ok=True)
    (folder / callflow_files.FOLDER / f"{name}.json").write_bytes(content)


def test_shipped_callflows_are_for_trying_out(tmp_path: pathlib.Path) -> None:
    assert "vehicle_crash" in callflow_files.by_name(callflow_files.read_callflows(tmp_path, "simulator"))
    assert callflow_files.by_name(callflow_files.read_callflows(tmp_path, "production")) == {}


def test_a_broken_file_costs_only_itself(tmp_path: pathlib.Path, expect_log: ExpectLog) -> None:
    expect_log("vehicle_crash can't be used: line 1")
    expect_log("own.json can't be read")
    expect_log("The callflow own can't be used")
    expect_log("The callflow huge can't be used")
    own(tmp_path, "vehicle_crash", b"{")
    own(tmp_path, "own", b"\xff")
    own(tmp_path, "huge", b" " * (callflow_files.LARGEST_FILE + 1))
    found = callflow_files.read_callflows(tmp_path, "simulator")
    assert set(found.broken) == {"vehicle_crash", "own", "huge"}
    assert "data_connect" in callflow_files.by_name(found)
