"""Only what changed travels."""

import msgspec

from app.console.map.state import delta
from app.domain.location.fix import Box
from tests.console.map.states import BOX, NOW, pins, sighting, state


def test_the_first_state_is_told_whole() -> None:
    told = delta(None, state(box=BOX, untrusted_box_name="Sample County 911", pins=pins(2)))
    assert told["full"] is True
    assert told["incident"] == 1044
    assert [fix["kind"] for fix in told["fixes"]] == ["D"]
    assert told["box"] == {"south": 39.52, "west": -89.99, "north": 40.0, "east": -89.2, "name": "Sample County 911"}
    assert [pin["incident"] for pin in told["pins"]] == [2000, 2001]


def test_an_equal_state_says_only_its_number_and_the_time() -> None:
    same = state(box=BOX, pins=pins(3))
    assert delta(same, msgspec.structs.replace(same, number=2)) == {"number": 2, "now": NOW}


def test_a_new_fix_travels_without_pins_or_box() -> None:
    before = state(box=BOX, pins=pins(3))
    after = msgspec.structs.replace(before, number=2, fixes=(sighting(), sighting(2, latitude=39.81)))
    assert set(delta(before, after)) == {"number", "now", "fixes"}


def test_pins_come_move_and_go_one_by_one() -> None:
    before = state(pins=pins(3))
    moved = msgspec.structs.replace(pins(3)[1], latitude=40.5)
    told = delta(before, msgspec.structs.replace(before, pins=(pins(3)[0], moved, *pins(4)[3:])))
    assert [pin["incident"] for pin in told["pins"]] == [2001, 2003]
    assert told["pins_gone"] == [2002]


def test_selecting_another_incident_takes_its_box_away() -> None:
    told = delta(state(box=BOX), state(2, incident=1045, zone="America/Chicago"))
    assert told["incident"] == 1045
    assert told["zone"] == "America/Chicago"
    assert told["box"] is None


def test_a_renamed_box_is_another_box() -> None:
    before = state(box=Box(south=1, west=1, north=2, east=2))
    assert delta(before, msgspec.structs.replace(before, untrusted_box_name="X"))["box"]["name"] == "X"


def test_a_radius_or_time_not_stated_stays_unstated() -> None:
    told = delta(None, state(fixes=(sighting(uncertainty_m=None, fixed_at=None),)))
    assert told["fixes"][0]["uncertainty"] is None
    assert told["fixes"][0]["at"] is None
    assert told["fixes"][0]["received"] == NOW - 11_800
