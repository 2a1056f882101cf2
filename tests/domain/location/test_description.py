import pytest

from app.domain.location.description import (
    Ages,
    Fact,
    FixAge,
    FixOrigin,
    FixSource,
    Jurisdiction,
    JurisdictionNotGiven,
    NamedPlace,
    Nearest,
    Radius,
    ages,
    emphasised,
    facts,
)
from app.domain.location.fix import Box, Fix
from app.domain.location.geometry import BoxRelation, Movement

NOW = 1_795_305_631_000
BOX = Box(south=39.70, west=-89.75, north=39.88, east=-89.55)
SPRINGFIELD = NamedPlace("Springfield", 39.7817, -89.6501)
FIX = Fix(
    latitude=39.798912, longitude=-89.644021, source="lei", uncertainty_m=7.0, fixed_at=NOW - 42_000,
    reported_source="sample-device",
)  # fmt: skip


def only(kind: type[Fact], said: tuple[Fact, ...]) -> Fact:
    (fact,) = [fact for fact in said if isinstance(fact, kind)]
    return fact


def test_facts_come_in_the_order_in_which_they_are_read_aloud() -> None:
    before = Fix(latitude=39.7987, longitude=-89.644021, source="lei", fixed_at=NOW - 162_000)
    said = facts(FIX, NOW, box=BOX, ecc="IL_0142", trail=(before,), nearest=SPRINGFIELD)
    assert [type(fact) for fact in said] == [Jurisdiction, Nearest, Radius, FixAge, FixSource, Movement]


def test_without_box_place_and_trail_the_sentence_is_shorter_and_says_so() -> None:
    said = facts(FIX, NOW, box=None, ecc="IL_0142")
    assert [type(fact) for fact in said] == [JurisdictionNotGiven, Radius, FixAge, FixSource]


def test_jurisdiction_tells_how_far_the_edge_is() -> None:
    fact = only(Jurisdiction, facts(FIX, NOW, box=BOX, ecc="IL_0142"))
    assert isinstance(fact, Jurisdiction)
    assert fact.standing is BoxRelation.INSIDE
    assert fact.ecc == "IL_0142"
    assert 7_000 < fact.edge_m < 9_000


def test_nearest_is_seen_from_the_place() -> None:
    fact = only(Nearest, facts(FIX, NOW, box=BOX, ecc=None, nearest=SPRINGFIELD))
    assert isinstance(fact, Nearest)
    assert fact.course.metres == pytest.approx(1_980, abs=30)
    assert fact.course.point == "NNE"


@pytest.mark.parametrize(
    ("source", "origin"),
    [("share", FixOrigin.SHARE), ("lei", FixOrigin.DEVICE), ("typed", FixOrigin.TYPED), ("telepathy", FixOrigin.OTHER)],
)
def test_source_keeps_its_own_word(source: str, origin: FixOrigin) -> None:
    fix = Fix(latitude=1, longitude=2, source=source, reported_source="CALL")
    assert only(FixSource, facts(fix, NOW, box=None, ecc=None)) == FixSource(origin, "CALL")


@pytest.mark.parametrize(
    ("fixed_at", "age", "ahead"),
    [
        (NOW - 42_000, 42_000, False),
        (NOW + 120_000, -120_000, False),
        (NOW + 120_001, -120_001, True),
        (None, None, False),
    ],
)
def test_a_fix_too_far_in_the_future_is_flagged(fixed_at: int | None, age: int | None, ahead: bool) -> None:
    fix = Fix(latitude=1, longitude=2, source="lei", fixed_at=fixed_at)
    fact = only(FixAge, facts(fix, NOW, box=None, ecc=None))
    assert isinstance(fact, FixAge)
    assert (fact.ms, fact.ahead, emphasised(fact)) == (age, ahead, ahead)


def test_facts_to_act_on_stand_out() -> None:
    said = facts(FIX, NOW, box=BOX, ecc="IL_0142", nearest=SPRINGFIELD)
    assert [type(fact) for fact in said if emphasised(fact)] == [Jurisdiction, Radius]
    assert emphasised(JurisdictionNotGiven())


def test_three_ages_are_never_merged() -> None:
    told = ages(FIX, answered_at=NOW - 4_000, changed_at=NOW - 11_000, now=NOW)
    assert told == Ages(fix=42_000, answer=4_000, change=11_000)


def test_an_age_of_what_never_happened_is_none() -> None:
    never = Fix(latitude=1, longitude=2, source="share")
    assert ages(never, answered_at=None, changed_at=None, now=NOW) == Ages(fix=None, answer=None, change=None)
