"""The messages of RapidSOS's HTTP utility: the agreed minimum, under HOUSE names (docs/contract.md#7.1)."""

import dataclasses
import urllib.parse

import msgspec

BY_GET = ("user_contacted",)
BY_POST = ("call_ended_911", "user_declined", "user_no_answer")


@dataclasses.dataclass(frozen=True)
class Person:
    """Whom a flow is about, as the trigger named them."""

    name: str
    phone: str
    location: dict[str, object]


def query(flow_id: str, status: str, person: Person) -> str:
    """The named parameters of a GET."""
    return urllib.parse.urlencode({"flow_id": flow_id, "status": status, "user_phone": person.phone})


def body(flow_id: str, status: str, person: Person) -> bytes:
    """The JSON of a POST: name, phone and location at least."""
    told = {"user_name": person.name, "user_phone": person.phone, "location": person.location}
    return msgspec.json.encode(told | {"status": status, "flow_id": flow_id})
