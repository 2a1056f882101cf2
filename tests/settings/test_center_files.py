"""A center's callflows and its list of ECCs, as the station and the console read them."""

import pathlib

import pytest

from app.core import paths
from app.domain.callflow.agency import Agencies, NotImported
from app.settings import center_files

SHIPPED = ["data_connect", "data_connect_monitoring", "data_connect_voice", "vehicle_crash"]
HEAD = "ecc_id,name,phone,time_zone,authorised\n"
ROW = "IL_001,Alder County 911,(312) 555-0101,America/Chicago,yes\n"


def own(folder: pathlib.Path, name: str, content: bytes) -> None:
    (folder / "callflows").mkdir(exist_ok=True)
    (folder / "callflows" / f"{name}.json").write_bytes(content)


def crash() -> bytes:
    return (paths.resources() / "callflows" / "vehicle_crash.json").read_bytes()


def reasons(folder: pathlib.Path) -> dict[str, tuple[int, str]]:
    broken = center_files.read_callflows(folder, "production").broken
    return {name: (problems[0].line, problems[0].reason) for name, problems in broken.items()}


@pytest.mark.parametrize("environment", ["simulator", "rapidsos-sandbox"])
def test_play_has_the_shipped_callflows(environment: str, tmp_path: pathlib.Path) -> None:
    found = center_files.read_callflows(tmp_path, environment)
    assert [one.file for one in found.definitions] == SHIPPED
    assert found.broken == {}


@pytest.mark.parametrize("environment", ["production", ""])
def test_production_has_only_the_centers_own(environment: str, tmp_path: pathlib.Path) -> None:
    assert center_files.read_callflows(tmp_path, environment).definitions == ()
    own(tmp_path, "ours", crash())
    assert [one.file for one in center_files.read_callflows(tmp_path, environment).definitions] == ["ours"]


def test_a_file_of_the_same_name_replaces_the_shipped_one(tmp_path: pathlib.Path) -> None:
    own(tmp_path, "vehicle_crash", b"{")
    found = center_files.read_callflows(tmp_path, "simulator")
    assert [one.file for one in found.definitions] == SHIPPED[:-1]
    assert found.broken["vehicle_crash"][0].line == 1


def test_a_callflow_that_cant_be_read_is_named_with_its_line_and_costs_only_itself(tmp_path: pathlib.Path) -> None:
    own(tmp_path, "good", crash())
    own(tmp_path, "latin", b'{\n "title": "caf\xe9"}')
    own(tmp_path, "huge", b" " * (center_files.LARGEST_CALLFLOW + 1))
    (tmp_path / "callflows" / "folder.json").mkdir()
    found = reasons(tmp_path)
    assert found["latin"] == (2, "not UTF-8 text; save the file as UTF-8")
    assert found["huge"] == (1, "larger than 256 KiB")
    assert set(found) == {"latin", "huge", "folder"}
    assert [one.file for one in center_files.read_callflows(tmp_path, "production").definitions] == ["good"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_callflow_and_a_list_are_read_in_what_windows_editors_save(encoding: str, tmp_path: pathlib.Path) -> None:
    own(tmp_path, "ours", crash().decode().encode(encoding))
    assert reasons(tmp_path) == {}
    (tmp_path / "agencies.csv").write_bytes((HEAD + ROW).encode(encoding))
    found = center_files.read_agencies(tmp_path)
    assert isinstance(found, Agencies)
    assert found.listed[0].ecc_id == "IL_001"


def test_no_agency_list_is_an_empty_one(tmp_path: pathlib.Path) -> None:
    assert center_files.read_agencies(tmp_path) == Agencies()


def test_a_list_in_windows_1252_keeps_its_letters(tmp_path: pathlib.Path) -> None:
    (tmp_path / "agencies.csv").write_bytes((HEAD + ROW.replace("Alder", "Ca\xf1on")).encode("cp1252"))
    found = center_files.read_agencies(tmp_path)
    assert isinstance(found, Agencies)
    assert found.listed[0].name == "Ca\xf1on County 911"


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (HEAD.encode() + b"IL_001,\x81,1", 2, "neither UTF-8 nor Windows-1252"),
        (b"nonsense", 1, "The heading must name"),
        (b"\xff\xfe\xff", 1, "neither UTF-8 nor Windows-1252"),
        (b" " * (center_files.LARGEST_AGENCIES + 1), 1, "larger than 8 MiB"),
    ],
)
def test_a_list_that_is_none_is_refused_by_line(content: bytes, line: int, words: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / "agencies.csv").write_bytes(content)
    found = center_files.read_agencies(tmp_path)
    assert isinstance(found, NotImported)
    assert found.problems[0].line == line
    assert words in str(found.problems[0].sentence)


def test_a_list_that_is_a_folder_is_refused(tmp_path: pathlib.Path) -> None:
    (tmp_path / "agencies.csv").mkdir()
    found = center_files.read_agencies(tmp_path)
    assert isinstance(found, NotImported)
    assert "can't be read" in str(found.problems[0].sentence)


def test_an_imported_list_is_kept_as_it_was_and_a_broken_one_is_not(tmp_path: pathlib.Path) -> None:
    chosen, kept = tmp_path / "chosen.csv", tmp_path / "agencies.csv"
    chosen.write_bytes((HEAD + ROW).encode("utf-16"))
    assert isinstance(center_files.import_agencies(chosen, tmp_path), Agencies)
    assert kept.read_bytes() == chosen.read_bytes()
    chosen.write_bytes(b"nonsense")
    assert isinstance(center_files.import_agencies(chosen, tmp_path), NotImported)
    assert isinstance(center_files.read_agencies(tmp_path), Agencies)
