import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.location.description import (
    Fact,
    FixAge,
    FixOrigin,
    FixSource,
    Jurisdiction,
    JurisdictionNotGiven,
    Nearest,
    Radius,
    clause,
    duration,
    metres,
    origin_words,
    sentence,
)
from app.domain.location.geometry import BoxRelation, Course, Movement


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (Jurisdiction(standing=BoxRelation.INSIDE, ecc="IL_0142", edge_m=900), "Inside the IL_0142 box."),
        (Jurisdiction(standing=BoxRelation.STRADDLING, ecc=None, edge_m=3), "On the edge of the jurisdiction box."),
        (
            Jurisdiction(standing=BoxRelation.OUTSIDE, ecc="IL_0142", edge_m=1234),
            "Outside the IL_0142 box, 1.2 km from it.",
        ),
        (JurisdictionNotGiven(), "No jurisdiction box came with the share."),
        (Nearest("Springfield", Course(1300, 67)), "1.3 km ENE of Springfield."),
        (Radius(7, None), "±7 m, confidence not stated."),
        (Radius(20, 0.68), "±20 m, 68% confidence."),
        (Radius(None, None), "Accuracy unknown, confidence not stated."),
        (FixAge(42_000), "Fix 42 s old."),
        (FixAge(-500), "Fix 0 s old."),
        (FixAge(-180_000), "Fix time is 3 min ahead of our clock."),
        (FixAge(None), "Fix time not stated."),
        (FixSource(FixOrigin.DEVICE, None), "Source: device."),
        (FixSource(FixOrigin.SHARE, "CALL"), "Source: shared with the call (CALL)."),
        (Movement(course=Course(31, 45), over_ms=120_000, beyond_radius=True), "Moved 31 m NE in 2 min."),
        (
            Movement(course=Course(3, 45), over_ms=60_000, beyond_radius=False),
            "Not moved beyond its radius in 60 s.",
        ),
    ],
)
def test_each_fact_has_its_words(fact: Fact, words: str) -> None:
    assert clause(fact) == words


def test_the_sentence_is_its_clauses() -> None:
    said = (Radius(7, None), FixAge(42_000), FixSource(FixOrigin.DEVICE, None))
    assert sentence(said) == "±7 m, confidence not stated. Fix 42 s old. Source: device."


def test_a_source_is_said_as_its_origin() -> None:
    assert [origin_words(one) for one in ("share", "typed", "newer")] == [
        "shared with the call",
        "typed by an operator",
        "other",
    ]


@pytest.mark.parametrize(
    ("distance", "words"),
    [(0, "0 m"), (999.4, "999 m"), (999.6, "1.0 km"), (9_949, "9.9 km"), (10_000, "10 km"), (1_234_567, "1,235 km")],
)
def test_distances(distance: float, words: str) -> None:
    assert metres(distance) == words


@pytest.mark.parametrize(
    ("ms", "words"),
    [(0, "0 s"), (119_999, "119 s"), (120_000, "2 min"), (7_199_999, "119 min"), (7_200_000, "2 h")],
)
def test_durations_are_cut_and_never_rounded_up(ms: int, words: str) -> None:
    assert duration(ms) == words


@given(st.integers(0, 10**13))
def test_a_duration_never_claims_more_than_passed(ms: int) -> None:
    number, unit = duration(ms).replace(",", "").split()
    assert int(number) * {"s": 1_000, "min": 60_000, "h": 3_600_000}[unit] <= ms
