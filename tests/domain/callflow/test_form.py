import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.callflow import form
from app.domain.callflow.definition import Definition
from app.domain.callflow.form import FieldAnswer
from app.domain.callflow.request import TriggerRequest
from app.domain.location.parse_result import Doubt
from tests.domain.callflow import files, filled, samples

PHONE, PLACE, RADIUS = "/caller_info/phone_number", "/location/latitude", "/location/uncertainty"
PLATE, STATE = "/vehicle_info/license_plate", "/vehicle_info/license_plate_state"
SEED = {
    "/caller_info/full_name": "Joe User",
    PHONE: "6615555555",
    PLACE: "39.285270, -76.61247",
    RADIUS: "7",
    "/vehicle_info/make": "Ford",
    "/vehicle_info/model": "Fiesta",
    "/vehicle_info/color": "Red",
    PLATE: "ABC",
    STATE: "MN",
}


def test_the_documents_own_sample_comes_out_exactly() -> None:
    assert json.loads(filled.request(files.definition(), SEED).text) == {
        "callflow": "company_dataconnect_v1",
        "variables": {
            "caller_info": {"full_name": "Joe User", "phone_number": "6615555555"},
            "location": {"latitude": "39.285270", "longitude": "-76.61247", "uncertainty": "7"},
            "vehicle_info": {
                "make": "Ford",
                "model": "Fiesta",
                "color": "Red",
                "license_plate": "ABC",
                "license_plate_state": "MN",
            },
        },
    }


def test_the_same_answers_make_the_same_bytes_in_the_order_of_the_definition() -> None:
    made = filled.request(files.definition(), filled.CRASH)
    assert made == filled.request(files.definition(), dict(reversed(filled.CRASH.items())))
    assert json.loads(made.text) == samples.content("workflow/trigger_caller_info.json")
    assert made.text.startswith('{"callflow":"company_dataconnect_v1","variables":{"caller_info":{"full_name":"Jordan')


def test_an_empty_form_asks_for_name_phone_and_location() -> None:
    needed = dict.fromkeys(["/caller_info/full_name", PHONE, PLACE, RADIUS], "Needed")
    assert filled.problems(files.definition(), {}) == needed
    assert filled.problems(files.definition(), {"/caller_info/full_name": " \n "}) == needed


def test_without_a_location_it_is_no_request() -> None:
    texts = {key: text for key, text in filled.CRASH.items() if not key.startswith("/location")}
    assert filled.problems(files.definition(), texts) == {PLACE: "Needed", RADIUS: "Needed"}


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        (PHONE, "217555014", "10 digits needed, this has 9"),
        (PHONE, "1 217 555 014", "10 digits needed, this has 9"),
        (PHONE, "+1 217 555 01433", "10 digits needed, this has 11"),
        (PHONE, "21755501433", "10 digits needed, this has 11"),
        (PHONE, "Rowan", "Digits only, like 217-555-0143"),
        (PHONE, "217+5550143", "Digits only, like 217-555-0143"),
        (
            PHONE,
            "+44 20 7946 0123",
            "This callflow takes ten-digit numbers only, without another country's code",
        ),
        (
            PLACE,
            "the big oak",
            "Not read as coordinates. Try 39.798912, -89.644021 or 16S BK 73631 08783",
        ),
        (PLACE, "-89.6, 39.8", "Latitude and longitude look swapped"),
        (PLACE, "0, 0", "0, 0 lies in the sea off Africa and mostly means that nothing was known"),
        (PLACE, "39.8, 89.6", "The longitude looks as if its minus is missing"),
        (PLACE, "99.8, 189.6", "Latitude goes from -90 to 90, longitude from -180 to 180"),
        (RADIUS, "42 ft", "Metres, like 42"),
        (RADIUS, "wide", "Metres, like 42"),
        (RADIUS, "0", "More than 0 metres, like 42"),
        (RADIUS, "-5", "More than 0 metres, like 42"),
        (PLATE, "SMP 143", "No spaces"),
        (PLATE, "SMPL*143", "Letters and digits, like SMPL143"),
        (STATE, "Illinois", "Two letters, like IL"),
        (STATE, "I1", "Two letters, like IL"),
        ("/caller_info/full_name", "x" * 101, "100 characters at most"),
        ("/caller_info/full_name", "x" * 1001, "1000 characters at most, this has 1001"),
        ("/caller_info/full_name", "Jo\u202eLu", "A character that can't be seen is in here. Type it anew"),
    ],
)
def test_a_problem_stands_at_its_field_in_the_operators_words(key: str, text: str, sentence: str) -> None:
    assert filled.problems(files.definition(), filled.CRASH | {key: text}) == {key: sentence}


def test_problems_of_a_form_stand_in_its_order() -> None:
    found = filled.problems(files.definition(), filled.CRASH | {STATE: "Illinois", PHONE: "217555014", PLACE: ""})
    assert list(found) == [PHONE, PLACE, STATE]


@pytest.mark.parametrize(
    ("typed", "latitude", "longitude"),
    [
        ("41.878113, -87.62980", "41.878113", "-87.62980"),
        ("41.878113 \u221287.62980", "41.878113", "-87.62980"),
        ("41.878113 N, 87.62980 W", "41.878113", "-87.629800"),
        ("41\u00b052'41.2\"N 87\u00b037'47.3\"W", "41.878111", "-87.629806"),
        ("https://maps.example.com/?q=41.878113,-87.62980", "41.878113", "-87.62980"),
    ],
)
def test_a_place_is_read_in_any_notation_and_kept_digit_for_digit(typed: str, latitude: str, longitude: str) -> None:
    sent = json.loads(filled.request(files.definition(), filled.CRASH | {PLACE: typed}).text)
    location = sent["variables"]["location"]
    assert (location["latitude"], location["longitude"]) == (latitude, longitude)


def test_a_doubtful_place_is_offered_and_may_be_confirmed_as_it_stands() -> None:
    answers = filled.answers(filled.CRASH | {PLACE: "-89.6, 39.8"})
    doubtful = form.fill(files.definition(), answers, filled.STAMP)
    assert isinstance(doubtful, form.Problems)
    place = doubtful.fields[0].place
    assert place is not None
    assert place.doubt is Doubt.SWAPPED
    assert place.instead is not None
    assert (place.instead.latitude, place.instead.longitude) == (39.8, -89.6)
    answers[PLACE] = FieldAnswer(text="-89.6, 39.8", as_typed=True)
    confirmed = form.fill(files.definition(), answers, filled.STAMP)
    assert isinstance(confirmed, TriggerRequest)
    assert '"latitude":"-89.6","longitude":"39.8"' in confirmed.text


def test_nothing_confirms_what_is_no_place() -> None:
    answers = filled.answers(filled.CRASH) | {PLACE: FieldAnswer(text="somewhere", as_typed=True)}
    assert isinstance(form.fill(files.definition(), answers, filled.STAMP), form.Problems)


@pytest.mark.parametrize(
    ("style", "typed", "sent"),
    [
        ("digits10", "+1 (312) 555-0127", "3125550127"),
        ("digits_cc", "312.555.0127", "13125550127"),
        ("e164", "312\u2013555\u20130127", "+13125550127"),
        ("e164", "1-312-555-0127", "+13125550127"),
        ("e164", "+44 20 7946 0123", "+442079460123"),
        ("digits_cc", "+44 20 7946 0123", "442079460123"),
        ("digits10", "9115550127", "9115550127"),
    ],
)
def test_a_phone_goes_out_in_the_style_of_the_callflow(style: str, typed: str, sent: str) -> None:
    definition = files.defined(files.content() | {"phone_style": style})
    request = json.loads(filled.request(definition, filled.CRASH | {PHONE: typed}).text)
    assert request["variables"]["caller_info"]["phone_number"] == sent


def test_a_number_from_abroad_needs_7_to_15_digits() -> None:
    definition = files.defined(files.content() | {"phone_style": "e164"})
    assert filled.problems(definition, filled.CRASH | {PHONE: "+44 20 79"}) == {
        PHONE: "7 to 15 digits needed after the plus, this has 6"
    }


def test_numbers_go_out_as_numbers_where_the_callflow_wants_them() -> None:
    definition = files.defined(files.content() | {"number_style": "number"})
    location = json.loads(filled.request(definition, filled.CRASH).text)["variables"]["location"]
    assert location == {"latitude": 41.878113, "longitude": -87.6298, "uncertainty": 12}
    assert isinstance(location["uncertainty"], int)


MORE = {
    "severity": {"type": "integer", "minimum": 1, "maximum": 4},
    "speed": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 300},
    "colour": {"type": "string", "enum": ["Red", "Blue"]},
    "level": {"type": "integer", "enum": [1, 2]},
    "verified": {"type": "boolean"},
    "permit": {"type": "string", "pattern": "^[A-Z]-[0-9]+$", "minLength": 4},
    "tags": {"type": "string", "not": {"const": "none"}},
}


@pytest.fixture(scope="module")
def rich() -> Definition:
    changed = copy.deepcopy(files.content())
    changed["variables"]["properties"] |= MORE
    return files.defined(changed)


@pytest.mark.parametrize(
    ("key", "typed", "sent"),
    [
        ("severity", "2", "2"),
        ("speed", "\u22120", None),
        ("speed", "88.5", "88.5"),
        ("colour", "red", "Red"),
        ("level", "2", "2"),
        ("verified", "Yes", True),
        ("verified", "no", False),
        ("permit", "A-17", "A-17"),
    ],
)
def test_every_kind_is_read(rich: Definition, key: str, typed: str, sent: object) -> None:
    found = form.fill(rich, filled.answers(filled.CRASH | {f"/{key}": typed}), filled.STAMP)
    assert (json.loads(found.text)["variables"][key] if isinstance(found, TriggerRequest) else None) == sent


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("severity", "two", "A number, like 42"),
        ("severity", "2.5", "A whole number, like 42"),
        ("severity", "5", "4 or less"),
        ("severity", "0", "1 or more"),
        ("speed", "0", "More than 0"),
        ("speed", "300", "Less than 300"),
        ("colour", "Green", "One of Red, Blue"),
        ("level", "3", "One of 1, 2"),
        ("verified", "maybe", "Yes or no"),
        ("permit", "A-1x", "Not in the form that this callflow takes"),
        ("permit", "A-1", "4 characters at least"),
        ("tags", "none", "This callflow does not take it: 'none' should not be valid under {'const': 'none'}"),
    ],
)
def test_the_callflows_own_limits_are_told(rich: Definition, key: str, typed: str, sentence: str) -> None:
    assert filled.problems(rich, filled.CRASH | {f"/{key}": typed}) == {f"/{key}": sentence}


def test_an_enum_beside_another_kind_still_counts() -> None:
    changed = files.content()
    changed["variables"]["properties"]["vehicle_info"]["properties"]["license_plate_state"]["enum"] = ["IL", "MO"]
    assert filled.problems(files.defined(changed), filled.CRASH | {STATE: "TX"}) == {STATE: "One of IL, MO"}


@given(st.dictionaries(st.sampled_from(sorted(filled.CRASH)), st.text(max_size=40)))
def test_no_answer_is_too_strange_and_it_is_problems_or_a_request(texts: dict[str, str]) -> None:
    found = form.fill(CRASH_CALLFLOW, filled.answers(filled.CRASH | texts), filled.STAMP)
    if isinstance(found, TriggerRequest):
        assert json.loads(found.body)["callflow"] == "company_dataconnect_v1"
    else:
        assert found.fields
        assert {problem.key for problem in found.fields} <= set(texts)


CRASH_CALLFLOW = files.definition()


@pytest.mark.parametrize("choices", [["a", "A"], ["ß", "ss"], ["a b", "a  b", " a b"]])
def test_each_choice_can_be_chosen_and_is_no_other(choices: list[str]) -> None:
    definition = files.defined(files.with_variable("extra", {"type": "string", "enum": choices}))
    for choice in choices:
        found = form.fill(definition, filled.answers(filled.CRASH | {"/extra": choice}), filled.STAMP)
        assert isinstance(found, TriggerRequest)
        assert json.loads(found.text)["variables"]["extra"] == choice


def test_other_capitals_choose_nothing_where_they_could_mean_two() -> None:
    definition = files.defined(files.with_variable("extra", {"type": "string", "enum": ["ab", "AB"]}))
    found = form.fill(definition, filled.answers(filled.CRASH | {"/extra": "Ab"}), filled.STAMP)
    assert isinstance(found, form.Problems)
    assert [str(problem.sentence) for problem in found.fields] == ["One of ab, AB"]
