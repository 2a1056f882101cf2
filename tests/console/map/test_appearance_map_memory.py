"""What console.ini keeps of the map comes back, and damage is the usual."""

from pathlib import Path

import pytest

from app.console.map.appearance import Layer, MapLook, Units, base_map, keep_base_map, keep_map_look, map_look
from app.console.map.tiles.source import BaseMap
from app.console.state_file import StateFile
from app.domain.location.parse_result import Notation


def test_a_base_map_comes_back(tmp_path: Path) -> None:
    chosen = BaseMap(
        file="/maps/a, b.mbtiles", server="https://x/{z}/{x}/{y}?k={key}", attribution="© Us", most_zoom=17
    )
    assert base_map(StateFile(tmp_path)) == BaseMap()
    keep_base_map(StateFile(tmp_path), chosen)
    assert base_map(StateFile(tmp_path)) == chosen


def test_a_look_comes_back(tmp_path: Path) -> None:
    wanted = MapLook(
        units=Units.IMPERIAL,
        notation=Notation.USNG,
        rough_m=30,
        very_rough_m=200,
        hidden=frozenset({Layer.GRID, Layer.INSET}),
    )
    assert map_look(StateFile(tmp_path)) == MapLook()
    keep_map_look(StateFile(tmp_path), wanted)
    assert map_look(StateFile(tmp_path)) == wanted


@pytest.mark.parametrize(
    ("name", "value"),
    [("units", "leagues"), ("notation", "words"), ("notation", "link"), ("rough_m", "nan"), ("hidden", "all of it")],
)
def test_damage_is_the_usual(tmp_path: Path, name: str, value: str) -> None:
    memory = StateFile(tmp_path)
    memory.keep(f"map/{name}", value)
    look = map_look(memory)
    assert (look.units, look.notation, look.hidden) == (Units.METRIC, Notation.DD, frozenset())
    assert 0 < look.rough_m <= look.very_rough_m
