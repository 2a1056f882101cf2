"""What of an incident answers a search."""

import typing

import pytest

from app.domain.incident.events import (
    Acknowledged,
    AnyEvent,
    IncidentClosed,
    IncidentOpened,
    IncidentReopened,
    LocationFixed,
    NoteAdded,
)
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection
from app.domain.search import MatchReason, Sought, answers, kinds, read, says
from tests.shots.scenes import NOW, Scene


def incident() -> Incident:
    scene = Scene()
    scene.share(1042, "+12175550143", 60_000)
    scene.fix(1042, 50_000, 39.80, -89.63)
    scene.note(1042, 40_000, "ANNA", "Smoke on the second floor")
    book = IncidentProjection()
    for record in scene.records:
        book.apply(record)
    return book.incidents[1042]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", MatchReason.DATE),
        ("#1042", MatchReason.NUMBER),
        ("#1043", None),
        ("il_01", MatchReason.ECC),
        ("smoke", MatchReason.NOTE),
        ("flood", None),
        ("0143", MatchReason.PHONE),
        ("+1 217 555 0143", MatchReason.PHONE),
        ("+1 217 555 0144", None),
        ("39.8001, -89.6301", MatchReason.PLACE),
        ("39.8001, -89.69", None),
        ("39.9, -89.63", None),
        ("2026-11-22", MatchReason.DATE),
        ("2026-11-23", None),
        ("2026-11-20", None),
        ("2026-11-22 smoke", MatchReason.NOTE),
    ],
)
def test_how_an_incident_answers(line: str, why: MatchReason | None) -> None:
    assert (read("2026-11-22").since or 0) <= NOW - 60_000
    assert answers(incident(), read(line)) is why


def test_words_of_an_ending_and_a_phone_typed_here() -> None:
    smoke = Sought(text="smoke")
    assert says(IncidentClosed(reason="OTHER", text="Smoke seen"), smoke) is MatchReason.NOTE
    assert says(IncidentReopened(text=""), smoke) is None
    assert says(IncidentOpened(phone="+12175550143"), Sought(digits="0143")) is MatchReason.PHONE
    assert says(IncidentOpened(phone=None), Sought(digits="0143")) is None
    assert says(Acknowledged(through=1), smoke) is None
    assert says(NoteAdded(text="smoke"), Sought(digits="0143")) is None


@pytest.mark.parametrize("line", ["0143", "smoke", "39.8001, -89.6301"])
def test_only_kinds_that_are_asked_for_can_answer(line: str) -> None:
    sought = read(line)
    events: tuple[typing.Any, ...] = tuple(record.event for record in incident().timeline)
    saying: list[AnyEvent] = [event for event in events if says(event, sought)]
    assert saying
    assert {type(event).__name__ for event in saying} <= set(kinds(sought))


def test_a_fix_is_looked_at_for_places_only() -> None:
    fix = LocationFixed(share=None, latitude=39.8, longitude=-89.63, source="lei")
    assert says(fix, Sought(text="smoke")) is None
