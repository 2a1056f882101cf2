import pytest

from app.console.queue.model import Filter, Filters
from app.domain.incident.model import Incident
from tests.shots import scenes


@pytest.fixture
def floor() -> dict[int, Incident]:
    return scenes.flood().done().book.incidents


def shown(filters: Filters, floor: dict[int, Incident]) -> set[int]:
    return {number for number, incident in floor.items() if filters.shows(incident)}


def test_chips(floor: dict[int, Incident]) -> None:
    filters = Filters()
    filters.operator = "M. Okafor"
    assert shown(filters, floor) == set(floor)
    filters.chip = Filter.MINE
    assert shown(filters, floor) == {1042, 1044, 1047}
    filters.chip = Filter.UNCLAIMED
    assert shown(filters, floor) == {1047}


@pytest.mark.parametrize(
    ("sought", "found"),
    [("1043", {1043}), ("millbrook", {1043}), ("217-555-0126", {1039}), ("0189", {1042}), ("nowhere", set())],
)
def test_search_finds_number_ecc_and_phone(floor: dict[int, Incident], sought: str, found: set[int]) -> None:
    filters = Filters()
    filters.search = sought
    assert shown(filters, floor) == found | {1047}


def test_an_unacknowledged_p1_can_not_be_hidden(floor: dict[int, Incident]) -> None:
    filters = Filters()
    filters.chip, filters.search = Filter.MINE, "zzz"
    assert shown(filters, floor) == {1047}


@pytest.mark.parametrize(
    ("sought", "found"), [("contact on the line", {1044}), ("39.80195, -89.63482", {1044}), ("2026-11-20", set())]
)
def test_search_finds_notes_places_and_days(floor: dict[int, Incident], sought: str, found: set[int]) -> None:
    filters = Filters()
    filters.search = sought
    assert {1047} | found <= shown(filters, floor)
    assert shown(filters, floor) != set(floor)
    assert shown(filters, floor) == shown(filters, floor), "asked again, it is answered from memory"
