"""The nearest place in words, from the very file that the map draws."""

import base64
import json
from pathlib import Path

import pytest

from app.console.map.gazetteer import Gazetteer
from tests.console.map.conftest import RESOURCES


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(RESOURCES / "places.json")


@pytest.mark.parametrize(
    ("latitude", "longitude", "name"),
    [
        (39.806413, -89.629874, "Springfield"),
        (39.28527, -76.61247, "Otterbein"),
        (21.3069, -157.8583, "Honolulu"),
    ],
)
def test_nearest(gazetteer: Gazetteer, latitude: float, longitude: float, name: str) -> None:
    place = gazetteer.nearest(latitude, longitude)
    assert place is not None
    assert place.name == name


def test_at_sea_there_is_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.nearest(0.0, -30.0) is None


def test_it_knows_where_its_places_lie(gazetteer: Gazetteer) -> None:
    place = gazetteer.nearest(39.8, -89.64)
    assert place is not None
    assert (place.latitude, place.longitude) == pytest.approx((39.8017, -89.6437))


def test_the_antimeridian_is_no_border(tmp_path: Path) -> None:
    east_and_north = [round((179.9 + 180) * 10_000), round((-16.7 + 90) * 10_000)]
    points = b"".join(number.to_bytes(3, "big") for number in east_and_north)
    text = json.dumps({"steps": 10_000, "names": "Eastwick", "points": base64.urlsafe_b64encode(points).decode()})
    (tmp_path / "places.json").write_text(text)
    place = Gazetteer(tmp_path / "places.json").nearest(-16.7, -179.9)
    assert place is not None
    assert place.name == "Eastwick"
