"""The station's settings as rows: nothing is missing, and each origin says what it means."""

import pathlib

import pytest

from app.console.preferences.station import PREFIX, sections, station_fields
from app.console.preferences.workplace import OwnValue, own_field, own_values
from app.console.state_file import StateFile
from app.console.theme.theme import Choice, Theme
from app.settings import NAMES
from tests.shots import settings


def test_every_setting_has_words_and_stands_once() -> None:
    named = [name for rows in sections().values() for name in rows]
    assert sorted(named) == sorted(NAMES)


@pytest.mark.parametrize(
    ("name", "origin", "fixed", "waits"),
    [
        ("environment", "data directory", "made for it", ""),
        ("retention_days", "locked", "/etc/watchfloor/settings.toml, retention_days", ""),
        ("host", "environment variable", "environment, WATCHFLOOR_HOST", ""),
        ("port", "settings file", "", "until then: 8911"),
        ("lei_path", "default", "", ""),
    ],
)
def test_where_a_value_comes_from(name: str, origin: str, fixed: str, waits: str) -> None:
    (field,) = [one for one in station_fields(settings.told()) if one.key == PREFIX + name]
    assert field.origin == origin
    assert fixed in field.fixed
    assert bool(fixed) == bool(field.fixed)
    assert waits in field.waits
    assert bool(waits) == bool(field.waits)


def test_a_row_is_found_by_any_of_its_words() -> None:
    (field,) = [one for one in station_fields(settings.told()) if one.key == PREFIX + "retention_days"]
    assert all(field.says(words) for words in ("", "forgotten", "RETENTION", "14 locked", "backups"))
    assert not field.says("forgotten submarine")
    assert field.changed


def own(theme: Theme, folder: pathlib.Path) -> dict[str, OwnValue]:
    return {one.name: one for one in own_values(theme, StateFile(folder))}


def test_this_consoles_values_count_at_once(theme: Theme, tmp_path: pathlib.Path) -> None:
    values = own(theme, tmp_path)
    values["theme"].put("dark")
    values["text_scale"].put("1.5")
    values["reduced_motion"].put("true")
    assert (theme.choice, theme.scale, theme.reduced_motion) == (Choice.DARK, 1.5, True)
    assert [own_field(values[name]).text for name in ("theme", "text_scale", "reduced_motion")] == [
        "dark",
        "1.5",
        "true",
    ]
    for value in values.values():
        value.put(value.default)
        assert not own_field(value).changed


def test_names_can_be_forgotten(theme: Theme, tmp_path: pathlib.Path) -> None:
    memory = StateFile(tmp_path)
    memory.remember_name("J. Tran")
    memory.remember_name("M. Okafor")
    (names,) = [one for one in own_values(theme, memory) if one.name == "names"]
    assert own_field(names).text == "M. Okafor, J. Tran"
    names.put("")
    assert memory.names == []
