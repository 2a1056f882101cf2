from pathlib import Path

import pytest

from app.console.trigger import definitions
from app.core import paths
from app.domain.callflow.agency import Agencies, NotImported

SHIPPED = ["data_connect", "data_connect_monitoring", "data_connect_voice", "vehicle_crash"]


@pytest.mark.parametrize("environment", ["simulator", "rapidsos-sandbox"])
def test_play_has_the_shipped_ones(environment: str, tmp_path: Path) -> None:
    shelf = definitions.read_shelf(environment, paths.resources(), tmp_path)
    assert [one.file for one in shelf.definitions] == SHIPPED
    assert shelf.broken == {}


def test_production_has_only_the_centers_own(tmp_path: Path) -> None:
    assert definitions.read_shelf("production", paths.resources(), tmp_path).definitions == ()
    own = tmp_path / "callflows"
    own.mkdir()
    crash = (paths.resources() / "callflows" / "vehicle_crash.json").read_text(encoding="utf-8")
    (own / "ours.json").write_text(crash, encoding="utf-8")
    shelf = definitions.read_shelf("production", paths.resources(), tmp_path)
    assert [one.file for one in shelf.definitions] == ["ours"]


def test_a_file_of_the_same_name_replaces_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "callflows"
    own.mkdir()
    (own / "vehicle_crash.json").write_text("{", encoding="utf-8")
    shelf = definitions.read_shelf("simulator", paths.resources(), tmp_path)
    assert [one.file for one in shelf.definitions] == SHIPPED[:-1]
    assert shelf.broken["vehicle_crash"][0].line == 1


def test_a_folder_named_like_a_file_is_named_as_broken(tmp_path: Path) -> None:
    (tmp_path / "callflows" / "odd.json").mkdir(parents=True)
    assert list(definitions.read_shelf("production", paths.resources(), tmp_path).broken) == ["odd"]


def test_no_agency_list_is_an_empty_one(tmp_path: Path) -> None:
    assert definitions.read_agencies(tmp_path) == Agencies()
    (tmp_path / "agencies.csv").write_text("nonsense", encoding="utf-8")
    assert isinstance(definitions.read_agencies(tmp_path), NotImported)
