import pytest

from app.console.incident.location_text import clause, duration, metres, runs
from app.domain.location.description import (
    Fact,
    FixAge,
    FixOrigin,
    FixSource,
    Jurisdiction,
    JurisdictionNotGiven,
    Nearest,
    Radius,
)
from app.domain.location.geometry import BoxRelation, Course, Movement

WAY = Course(metres=1_312.0, degrees=68.0)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (Jurisdiction(standing=BoxRelation.INSIDE, ecc="IL_0142", edge_m=9), "Inside the IL_0142 box."),
        (Jurisdiction(standing=BoxRelation.STRADDLING, ecc=None, edge_m=9), "On the edge of the jurisdiction box."),
        (
            Jurisdiction(standing=BoxRelation.OUTSIDE, ecc="A\u202eB", edge_m=24_000),
            "Outside the A⟨U+202E⟩B box, 24 km from it.",
        ),
        (JurisdictionNotGiven(), "No jurisdiction box came with the share."),
        (Nearest("Springfield", WAY), "1.3 km ENE of Springfield."),
        (Radius(42.0, None), "±42 m, confidence not stated."),
        (Radius(None, 0.9), "Accuracy unknown, 90% confidence."),
        (FixAge(12_900), "Fix 12 s old."),
        (FixAge(None), "Fix time not stated."),
        (FixAge(-600_000), "Fix time is 10 min ahead of our clock."),
        (FixSource(FixOrigin.DEVICE, "gps"), "Source: device (gps)."),
        (FixSource(FixOrigin.SHARE, None), "Source: shared with the call."),
        (Movement(course=WAY, over_ms=120_000, beyond_radius=True), "Moved 1.3 km ENE in 2 min."),
        (Movement(course=WAY, over_ms=120_000, beyond_radius=False), "Not moved beyond its radius in 2 min."),
    ],
)
def test_every_fact_has_words(fact: Fact, words: str) -> None:
    assert clause(fact) == words


def test_facts_to_act_on_stand_out() -> None:
    said = runs([JurisdictionNotGiven(), FixAge(12_000)])
    assert [strong for text, strong in said if text.strip()] == [True, False]
    assert "".join(text for text, _ in said) == "No jurisdiction box came with the share. Fix 12 s old."


@pytest.mark.parametrize(("distance", "words"), [(7.4, "7 m"), (999.6, "1.0 km"), (12_340, "12 km")])
def test_distances(distance: float, words: str) -> None:
    assert metres(distance) == words


@pytest.mark.parametrize(("ms", "words"), [(119_999, "119 s"), (120_000, "2 min"), (7_200_000, "2 h")])
def test_durations_are_never_rounded_up(ms: int, words: str) -> None:
    assert duration(ms) == words
