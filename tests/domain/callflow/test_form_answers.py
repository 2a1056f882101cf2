import pytest

from app.domain.callflow import form
from app.domain.callflow.form import AnswerOrigin, FieldAnswer, provenance, use_location
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
    assert str(provenance(taken[PLACE])) == "from the incident, lei, 12 s old"
    request = form.fill(CRASH, taken, filled.STAMP)
    assert isinstance(request, TriggerRequest)
    assert '"location":{"latitude":"41.878113","longitude":"-87.629800","uncertainty":"41.3"}' in request.text


def test_a_radius_that_is_not_stated_empties_the_one_before() -> None:
    fix = Fix(latitude=41.878113, longitude=-87.6298, source="share")
    taken = use_location(CRASH, filled.answers(filled.CRASH), fix, NOW)
    assert taken[RADIUS].text == ""
    assert str(provenance(taken[PLACE])) == "from the incident, share, age not stated"


def test_a_fix_from_the_future_is_0_s_old_and_a_whole_radius_stays_whole() -> None:
    fix = Fix(latitude=1.5, longitude=2.5, uncertainty_m=42.0, fixed_at=NOW + 5_000, source="lei")
    taken = use_location(CRASH, {}, fix, NOW)
    assert (taken[RADIUS].text, taken[RADIUS].age_ms) == ("42", 0)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (FieldAnswer(text="x"), None),
        (FieldAnswer(text="x", origin=AnswerOrigin.DEFAULT), "as this callflow has it"),
        (FieldAnswer(text="x", origin=AnswerOrigin.INCIDENT), "from the incident"),
    ],
)
def test_provenance_is_told_in_words(answer: FieldAnswer, words: str | None) -> None:
    told = provenance(answer)
    assert (None if told is None else str(told)) == words
