"""Forms with rows, and what the program itself fills in."""

import copy
import json

from tests.domain.callflow import files, filled

CONTACTS = {
    "type": "array",
    "title": "Contact",
    "maxItems": 3,
    "items": {
        "type": "object",
        "required": ["full_name", "phone_number"],
        "properties": {
            "full_name": {"type": "string"},
            "phone_number": {"type": "string", "x-kind": "phone", "x-phone-style": "e164"},
            "role": {"const": "contact"},
        },
    },
}


def test_rows_that_are_empty_are_left_out() -> None:
    definition = files.defined(files.with_variable("contacts", CONTACTS))
    texts = filled.CRASH | {"/contacts/1/full_name": "Robin Sample", "/contacts/1/phone_number": "3125550128"}
    sent = json.loads(filled.request(definition, texts).text)["variables"]
    robin = {"full_name": "Robin Sample", "phone_number": "+13125550128", "role": "contact"}
    assert sent["contacts"] == [robin]
    assert "contacts" not in json.loads(filled.request(definition, filled.CRASH).text)["variables"]


def test_a_row_that_is_begun_must_be_finished() -> None:
    definition = files.defined(files.with_variable("contacts", CONTACTS))
    begun = filled.CRASH | {"/contacts/2/full_name": "Robin Sample"}
    assert filled.problems(definition, begun) == {"/contacts/2/phone_number": "Needed"}


def test_a_problem_of_the_whole_stands_at_the_nearest_field() -> None:
    definition = files.defined(files.with_variable("contacts", CONTACTS | {"minItems": 2}, required=True))
    texts = filled.CRASH | {f"/contacts/0/{part}": "3125550128" for part in ("full_name", "phone_number")}
    assert set(filled.problems(definition, texts)) == {"/contacts/1/full_name", "/contacts/1/phone_number"}


def test_a_constant_that_breaks_the_schema_is_told_at_the_first_field() -> None:
    definition = files.defined(files.with_variable("company", {"const": "SampleCo", "maxLength": 3}))
    assert filled.problems(definition, filled.CRASH) == {"/caller_info/full_name": "3 characters at most"}


def test_the_program_fills_in_its_event_id_time_and_constants() -> None:
    changed = copy.deepcopy(files.content())
    changed["variables"]["properties"]["event"] = {
        "type": "object",
        "properties": {
            "id": {"type": "string", "x-kind": "event_id"},
            "time": {"type": "integer", "x-kind": "event_time", "x-number-style": "number"},
            "time_ms": {"type": "integer", "x-kind": "event_time", "x-milliseconds": True},
            "severity": {"type": "integer"},
            "blocking": {"const": False},
            "factor": {"const": 1.5, "x-number-style": "number"},
        },
    }
    changed["variables"]["properties"]["company"] = {"const": "Example Monitoring"}
    sent = json.loads(filled.request(files.defined(changed), filled.CRASH | {"/event/severity": "2"}).text)["variables"]
    assert sent["event"] == {
        "id": filled.STAMP.event_id,
        "time": 1795305600,
        "time_ms": "1795305600000",
        "severity": "2",
        "blocking": False,
        "factor": 1.5,
    }
    assert sent["company"] == "Example Monitoring"
    without = json.loads(filled.request(files.defined(changed), filled.CRASH).text)["variables"]
    assert "event" not in without
