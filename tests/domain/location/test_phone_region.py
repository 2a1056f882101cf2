import pytest

from app.domain.location.fix import Box
from app.domain.location.phone import at_home, looks_swapped


@pytest.mark.parametrize(
    "place",
    [(39.8, -89.6), (52.8, 173.0), (52.0, -176.0), (21.3, -157.9), (13.4, 144.8), (-14.3, -170.7), (18.4, -66.1)],
)
def test_the_states_and_territories_are_home(place: tuple[float, float]) -> None:
    assert at_home(*place)
    assert not looks_swapped(*place)


def test_a_place_abroad_is_neither_home_nor_swapped() -> None:
    assert not at_home(48.1, 11.6)
    assert not looks_swapped(48.1, 11.6)


def test_swapped_is_what_only_makes_sense_exchanged() -> None:
    assert looks_swapped(-89.6, 39.8)


def test_a_center_elsewhere_has_a_region_of_its_own() -> None:
    bavaria = (Box(south=47.2, west=8.9, north=50.6, east=13.9),)
    assert at_home(48.1, 11.6, bavaria)
    assert looks_swapped(11.6, 48.1, bavaria)
