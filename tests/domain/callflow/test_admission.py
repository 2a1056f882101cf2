import copy
import json
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.callflow import form
from app.domain.callflow.admission import admit
from app.domain.callflow.definition import Definition, Sentence
from app.domain.callflow.form import fields
from app.domain.callflow.request import Admitted, TriggerRequest, compose, of_text
from tests.domain.callflow import files, filled

CRASH = files.definition()
VARIABLES: typing.Final[dict[str, typing.Any]] = json.loads(filled.request(CRASH, filled.CRASH).text)["variables"]


def refusal(variables: dict[str, typing.Any], definition: Definition = CRASH) -> str:
    request = compose("company_dataconnect_v1", variables)
    found = admit(definition, request.text, request.sha256)
    assert isinstance(found, Sentence), found
    return str(found)


def changed(**members: object) -> dict[str, typing.Any]:
    """The crash's variables with members of its objects replaced, like ``location__latitude``."""
    copied = copy.deepcopy(VARIABLES)
    for name, value in members.items():
        outer, inner = name.split("__")
        copied[outer][inner] = value
    return copied


def test_what_the_form_makes_is_admitted_unchanged() -> None:
    request = filled.request(CRASH, filled.CRASH)
    assert admit(CRASH, request.text, request.sha256) == Admitted(
        request=request,
        phone="+13125550127",
        latitude=41.878113,
        longitude=-87.6298,
        uncertainty_m=12.0,
        event_id=None,
    )


def test_numbers_constants_booleans_and_our_event_id_are_admitted_too() -> None:
    content = files.with_variable("event_id", {"type": "string", "x-kind": "event_id"}) | {"number_style": "number"}
    content["variables"]["properties"] |= {
        "company": {"const": "Example"},
        "verified": {"type": "boolean"},
        "severity": {"type": "integer"},
    }
    definition = files.read(content)
    assert isinstance(definition, Definition)
    request = filled.request(definition, filled.CRASH | {"/verified": "yes", "/severity": "2"})
    admitted = admit(definition, request.text, request.sha256)
    assert isinstance(admitted, Admitted)
    assert (admitted.event_id, admitted.uncertainty_m) == (filled.STAMP.event_id, 12)
    wrong = json.loads(request.text)["variables"]
    assert refusal(wrong | {"verified": "yes"}, definition) == "verified is not what this callflow takes"
    assert refusal(wrong | {"severity": True}, definition) == "severity is not what this callflow takes"
    assert refusal(wrong | {"severity": "2"}, definition) == "severity is not what this callflow takes"
    assert refusal(wrong | {"company": "Other"}, definition).startswith("company: This callflow does not take it")


def test_other_bytes_than_those_confirmed_are_refused() -> None:
    request = filled.request(CRASH, filled.CRASH)
    assert str(admit(CRASH, request.text + " ", request.sha256)).startswith("The request changed on its way")
    assert str(admit(CRASH, "\n" + request.text, request.sha256)).startswith("The request changed on its way")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not JSON"),
        ("[]", "something else"),
        ('{"callflow": "company_dataconnect_v1"}', "something else"),
        ('{"callflow": "company_dataconnect_v1", "variables": {}, "blocking": true}', "something else"),
        ('{"callflow": "another", "variables": {}}', "another callflow than Vehicle crash"),
        ('{"callflow": "company_dataconnect_v1", "variables": {}}', "is not what this callflow takes"),
    ],
)
def test_what_is_no_request_of_this_callflow_is_refused(text: str, words: str) -> None:
    assert words in str(admit(CRASH, text, of_text(text).sha256))


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        (changed(location__latitude="91"), "The location is not on Earth"),
        (changed(location__longitude="-180.5"), "The location is not on Earth"),
        (changed(location__latitude=41.8), "location.latitude is not what this callflow takes"),
        (changed(location__latitude="1e1"), "location.latitude is not what this callflow takes"),
        (changed(caller_info__phone_number="+13125550127"), "caller_info.phone_number is not what this callflow takes"),
        (changed(caller_info__phone_number=3125550127), "caller_info.phone_number is not what this callflow takes"),
        (changed(caller_info__full_name=["x"]), "caller_info.full_name.0 is not what this callflow takes"),
        (changed(caller_info__full_name="x" * 101), "caller_info.full_name: 100 characters at most"),
        (changed(vehicle_info__wheels="4"), "vehicle_info.wheels is not what this callflow takes"),
        ({key: value for key, value in VARIABLES.items() if key != "location"}, "location.latitude: Needed"),
    ],
)
def test_what_no_form_makes_is_refused_with_its_path(variables: dict[str, typing.Any], words: str) -> None:
    assert refusal(variables) == words


leaves = st.fixed_dictionaries(
    {"type": st.sampled_from(["string", "number", "integer", "boolean"])},
    optional={
        "enum": st.sampled_from([["IL", "2"], [1, 2]]),
        "minimum": st.just(1),
        "maxLength": st.just(3),
        "x-kind": st.sampled_from(["phone", "plate", "plate_state", "event_id", "event_time", "number"]),
        "x-phone-style": st.sampled_from(["e164", "digits_cc"]),
        "x-number-style": st.sampled_from(["string", "number"]),
    },
) | st.sampled_from([{"const": 1.5}, {"const": "x"}, {"const": False}])
schemas = st.recursive(
    leaves,
    lambda inner: (
        st.builds(lambda part: {"type": "object", "properties": {"part": part}, "required": ["part"]}, inner)
        | st.builds(lambda row: {"type": "array", "items": row, "maxItems": 2}, inner)
    ),
    max_leaves=3,
)
typed = st.sampled_from(["", "2", "1.5", "yes", "IL", "3125550127", "SMPL143", "+44 20 7946 0123"])


@given(schemas, st.booleans(), st.data())
def test_the_station_admits_whatever_a_form_makes(
    schema: dict[str, object], required: bool, data: st.DataObject
) -> None:
    definition = files.read(files.with_variable("more", schema, required=required))
    if not isinstance(definition, Definition):
        return
    more = {field.key: data.draw(typed) for field in fields(definition) if field.key.startswith("/more")}
    made = form.fill(definition, filled.answers(filled.CRASH | more), filled.STAMP)
    if isinstance(made, TriggerRequest):
        assert isinstance(admit(definition, made.text, made.sha256), Admitted)
    else:
        assert made.fields


@given(st.text())
def test_no_text_is_too_strange(untrusted_text: str) -> None:
    assert isinstance(admit(CRASH, untrusted_text, of_text("x").sha256), Sentence)
