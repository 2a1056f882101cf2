"""The shipped callflows, and definitions that make every shape of trigger that RapidSOS's public samples show."""

import copy
import json
import typing

import pytest

from app.domain.callflow.definition import Definition, Party, Solution, VariableKind
from tests.domain.callflow import files, filled, samples

SHIPPED = sorted(path.stem for path in files.SHIPPED.glob("*.json"))
CALLER = {
    "full_name": {"type": "string", "x-kind": "caller_name"},
    "phone_number": {"type": "string", "x-kind": "caller_phone"},
}
LOCATION = {
    "latitude": {"type": "number", "x-kind": "latitude"},
    "longitude": {"type": "number", "x-kind": "longitude"},
    "uncertainty": {"type": "number", "x-kind": "uncertainty"},
}
Properties = dict[str, dict[str, typing.Any]]


def all_required(properties: Properties) -> dict[str, typing.Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def callflow(sample: str, properties: Properties, phone: str, number: str) -> tuple[Definition, dict[str, typing.Any]]:
    """A definition with these variables under the sample's name, and the sample."""
    expected = samples.content(f"workflow/{sample}.json")
    changed = copy.deepcopy(files.content())
    changed |= {"callflow": expected["callflow"], "phone_style": phone, "number_style": number}
    changed["variables"] = all_required(properties)
    read = files.read(changed)
    assert isinstance(read, Definition), read
    return read, expected


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_callflow_is_whole_and_is_filled_by_the_least(name: str) -> None:
    definition = files.definition(name)
    assert definition.description
    assert definition.milestones
    least = {
        definition.only(VariableKind.CALLER_NAME).key: "Jordan Sample",
        definition.only(VariableKind.CALLER_PHONE).key: "3125550127",
        definition.only(VariableKind.LATITUDE).key: "41.878113, -87.6298",
        definition.only(VariableKind.UNCERTAINTY).key: "12",
    }
    assert filled.request(definition, least).sha256
    assert definition.only(VariableKind.CALLER_PHONE).label == "Number 9-1-1 will see"


def test_one_is_shipped_for_each_solution_and_one_for_a_crash() -> None:
    assert {files.definition(name).solution for name in SHIPPED} == set(Solution)
    assert "vehicle_crash" in SHIPPED


@pytest.mark.parametrize(
    ("name", "parties"),
    [
        ("data_connect", []),
        ("data_connect_voice", [Party.CALLER, Party.NINE_ONE_ONE]),
        ("data_connect_monitoring", [Party.CALLER, Party.MONITORING_CENTER, Party.NINE_ONE_ONE]),
        ("vehicle_crash", [Party.CALLER, Party.NINE_ONE_ONE]),
    ],
)
def test_whom_each_shipped_callflow_calls(name: str, parties: list[Party]) -> None:
    assert [step.calls for step in files.definition(name).steps if step.calls is not None] == parties


def test_the_monitoring_callflow_carries_our_event_id() -> None:
    text = filled.request(files.definition("data_connect_monitoring"), filled.CRASH).text
    assert json.loads(text)["variables"]["event"] == {"event_id": filled.STAMP.event_id, "time": 1795305600}


def test_makes_flat_names() -> None:
    properties = {
        "user_name": CALLER["full_name"],
        "user_phone": CALLER["phone_number"],
        "location": all_required(LOCATION),
    }
    definition, expected = callflow("trigger_flat", properties, "digits10", "string")
    texts = {
        "/user_name": "Jordan Sample",
        "/user_phone": "3125550127",
        "/location/latitude": "41.878113, -87.62980",
        "/location/uncertainty": "12",
    }
    assert json.loads(filled.request(definition, texts).text) == expected


def test_makes_contacts() -> None:
    contact = {"full_name": {"type": "string"}, "phone_number": {"type": "string", "x-kind": "phone"}}
    properties = {
        "location": all_required(LOCATION),
        "user": all_required(CALLER),
        "contacts": {"type": "array", "maxItems": 3, "minItems": 1, "items": all_required(contact)},
        "company": {"const": "Example Monitoring"},
    }
    definition, expected = callflow("trigger_contacts", properties, "e164", "string")
    texts = {
        "/user/full_name": "Jordan Sample",
        "/user/phone_number": "3125550127",
        "/location/latitude": "41.878113, -87.62980",
        "/location/uncertainty": "12",
        "/contacts/0/full_name": "Robin Sample",
        "/contacts/0/phone_number": "312 555 0128",
    }
    assert json.loads(filled.request(definition, texts).text) == expected


def test_makes_numbers() -> None:
    event = {"time": {"type": "integer", "x-kind": "event_time"}, "severity": {"type": "integer"}}
    properties = {
        "user": all_required({**CALLER, "account_id": {"type": "string"}}),
        "event_info": all_required({**LOCATION, **event}),
        "company": {"const": "Example Monitoring"},
        "webhook_url": {"const": "https://callbacks.example.com/rapidsos"},
    }
    definition, expected = callflow("trigger_user_numbers", properties, "e164", "number")
    texts = {
        "/user/full_name": "Jordan Sample",
        "/user/phone_number": "3125550127",
        "/user/account_id": "ACC-127",
        "/event_info/latitude": "41.878113, -87.62980",
        "/event_info/uncertainty": "12",
        "/event_info/severity": "2",
    }
    assert json.loads(filled.request(definition, texts).text) == expected


def test_a_request_without_a_location_can_not_be_made() -> None:
    caller = samples.content("workflow/trigger_without_location.json")["variables"]["caller_info"]
    texts = {f"/caller_info/{name}": text for name, text in caller.items()}
    assert filled.problems(files.definition(), texts) == {
        "/location/latitude": "Needed",
        "/location/uncertainty": "Needed",
    }
