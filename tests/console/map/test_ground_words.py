"""The base map's state in words."""

import pytest

from app.console.map.ground_words import in_the_lamp, next_step, on_the_map
from app.console.map.tiles.ground import Condition, Ground
from app.console.times import local

SINCE = 1_795_000_000_000


def ground(condition: Condition) -> Ground:
    trouble = "maps.example.org does not answer (ConnectError)."
    return Ground(condition=condition, name="maps.example.org", trouble=trouble, since=SINCE)


def test_a_lost_server_is_told_with_its_time() -> None:
    clock = f"{local(SINCE):%H:%M}"
    assert (
        on_the_map(ground(Condition.LOST)) == f"No base map from maps.example.org since {clock}: grid and shapes only"
    )
    assert "(ConnectError)" in in_the_lamp(ground(Condition.LOST), 5)


@pytest.mark.parametrize("condition", [Condition.LOST, Condition.REFUSED, Condition.BROKEN])
def test_trouble_has_a_next_step_and_says_that_the_location_shows(condition: Condition) -> None:
    assert next_step(ground(condition)).startswith("The location shows without it.")


def test_what_is_well_needs_none() -> None:
    assert next_step(ground(Condition.GOOD)) == ""
    assert in_the_lamp(ground(Condition.GOOD), 5) == "pictures from maps.example.org"
    assert in_the_lamp(Ground(), 412) == "built-in map, up in 412 ms"
    assert in_the_lamp(ground(Condition.NOT_PROVEN), 5) == "no picture has come from maps.example.org yet"
