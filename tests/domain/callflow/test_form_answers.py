import pytest

from app.domain.callflow import form
from app.domain.callflow.form import AnswerOrigin, FieldAnswer, is_newer, provenance, use_location
from app.domain.callflow.request import TriggerRequest
from app.domain.location.fix import Fix
from tests.domain.callflow import files, filled
from tests.domain.callflow.test_form import PHONE, PLACE, RADIUS

NOW = 1_795_305_600_000
CRASH = files.definition()


def test_a_new_form_holds_the_incidents_phone_and_no_place() -> None:
    started = form.start(CRASH, "+13125550127")
    assert started == {PHONE: FieldAnswer(text="+1 (312) 555-0127", origin=AnswerOrigin.INCIDENT)}
    assert form.start(CRASH) == {}


def test_defaults_of_the_definition_stand_in_a_new_form() -> None:
    changed = files.with_variable("severity", {"type": "integer", "default": 2})
    definition = files.read(changed)
    assert not isinstance(definition, tuple)
    assert form.start(definition) == {"/severity": FieldAnswer(text="2", origin=AnswerOrigin.DEFAULT)}


def test_use_this_location_takes_place_and_radius_and_says_where_they_came_from() -> None:
    fix = Fix(latitude=41.878113, longitude=-87.6298, uncertainty_m=41.23, fixed_at=NOW - 12_400, source="lei")
    taken = use_location(CRASH, filled.answers(filled.CRASH), fix, NOW)
    assert (taken[PLACE].text, taken[RADIUS].text) == ("41.878113, -87.629800", "41.3")
    assert str(provenance(taken[PLACE], NOW)) == "from the incident, lei, 12 s old"
    request = form.fill(CRASH, taken, filled.STAMP)
    assert isinstance(request, TriggerRequest)
    assert '"location":{"latitude":"41.878113","longitude":"-87.629800","uncertainty":"41.3"}' in request.text


def test_a_radius_that_is_not_stated_empties_the_one_before() -> None:
    fix = Fix(latitude=41.878113, longitude=-87.6298, source="share")
    taken = use_location(CRASH, filled.answers(filled.CRASH), fix, NOW)
    assert taken[RADIUS].text == ""
    assert str(provenance(taken[PLACE], NOW)) == "from the incident, share, age not stated"


def test_a_fix_from_the_future_is_0_s_old_and_a_whole_radius_stays_whole() -> None:
    fix = Fix(latitude=1.5, longitude=2.5, uncertainty_m=42.0, fixed_at=NOW + 5_000, source="lei")
    taken = use_location(CRASH, {}, fix, NOW)
    assert (taken[RADIUS].text, str(provenance(taken[RADIUS], NOW))) == ("42", "from the incident, lei, 0 s old")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (FieldAnswer(text="x"), None),
        (FieldAnswer(text="x", origin=AnswerOrigin.DEFAULT), "as this callflow has it"),
        (FieldAnswer(text="x", origin=AnswerOrigin.INCIDENT), "from the incident"),
    ],
)
def test_provenance_is_told_in_words(answer: FieldAnswer, words: str | None) -> None:
    told = provenance(answer, NOW)
    assert (None if told is None else str(told)) == words


@pytest.mark.parametrize(
    ("later_ms", "age"),
    [
        (119_000, "119 s"),
        (120_000, "2 min"),
        (3_612_000, "60 min"),
        (7_199_000, "119 min"),
        (7_200_000, "2 h"),
    ],
)
def test_the_age_of_a_place_is_that_of_now(later_ms: int, age: str) -> None:
    fix = Fix(latitude=41.8, longitude=-87.6, fixed_at=NOW, source="lei")
    taken = use_location(CRASH, {}, fix, NOW)
    assert str(provenance(taken[PLACE], NOW + later_ms)) == f"from the incident, lei, {age} old"


@pytest.mark.parametrize(
    ("fixed_at", "learned_at", "answer", "newer"),
    [
        (NOW, NOW, FieldAnswer(text="x", fixed_at=NOW), False),
        (NOW + 1, NOW, FieldAnswer(text="x", fixed_at=NOW), True),
        (NOW - 1, NOW + 9, FieldAnswer(text="x", fixed_at=NOW), False),
        (None, NOW, FieldAnswer(text="x", fixed_at=NOW, taken_at=NOW), False),
        (None, NOW + 1, FieldAnswer(text="x", fixed_at=NOW, taken_at=NOW), True),
        (NOW, NOW, FieldAnswer(text="x", taken_at=NOW), False),
        (NOW, NOW + 1, FieldAnswer(text="x", taken_at=NOW), True),
        (NOW, NOW, FieldAnswer(text="x"), True),
    ],
)
def test_a_fix_is_newer_than_the_place_of_a_form(
    fixed_at: int | None, learned_at: int, answer: FieldAnswer, *, newer: bool
) -> None:
    fix = Fix(latitude=41.8, longitude=-87.6, fixed_at=fixed_at, source="lei")
    assert is_newer(fix, learned_at, answer) is newer
