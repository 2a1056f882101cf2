"""The base map's state in words."""

import pytest

from app.console.map.appearance import in_the_lamp, next_step, on_the_map
from app.console.map.tiles.source import BaseMapCondition, BaseMapStatus
from app.console.theme.text import local

SINCE = 1_795_000_000_000


def ground(condition: BaseMapCondition) -> BaseMapStatus:
    trouble = "maps.example.org does not answer (ConnectError)."
    return BaseMapStatus(condition=condition, name="maps.example.org", trouble=trouble, since=SINCE)


def test_a_lost_server_is_told_with_its_time() -> None:
    clock = f"{local(SINCE):%H:%M}"
    assert (
        on_the_map(ground(BaseMapCondition.LOST))
        == f"No base map from maps.example.org since {clock}: grid and shapes only"
    )
    assert "(ConnectError)" in in_the_lamp(ground(BaseMapCondition.LOST), 5)


@pytest.mark.parametrize("condition", [BaseMapCondition.LOST, BaseMapCondition.REFUSED, BaseMapCondition.BROKEN])
def test_trouble_has_a_next_step_and_says_that_the_location_shows(condition: BaseMapCondition) -> None:
    assert next_step(ground(condition)).startswith("The location shows without it.")


def test_what_is_well_needs_none() -> None:
    assert next_step(ground(BaseMapCondition.GOOD)) == ""
    assert in_the_lamp(ground(BaseMapCondition.GOOD), 5) == "pictures from maps.example.org"
    assert in_the_lamp(BaseMapStatus(), 412) == "built-in map, up in 412 ms"
    assert in_the_lamp(ground(BaseMapCondition.NOT_PROVEN), 5) == "no picture has come from maps.example.org yet"
