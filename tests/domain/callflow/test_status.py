import hashlib
import json
import typing

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.callflow.status import MalformedStatus, Status, read_status
from tests.domain.callflow.samples import EVENT, FLOW, SAMPLES, raw


def body(**content: object) -> bytes:
    return json.dumps(content).encode()


def test_reads_a_message_as_it_came() -> None:
    sample = raw("callbacks/status_1_flow_started.json")
    assert read_status(sample) == Status(
        alert_id=FLOW,
        event_id=EVENT,
        user_id="sub-0127",
        untrusted_verb="flow_started",
        untrusted_message="Trigger received, flow is starting",
        told_at=1795305602000,
        digest=hashlib.sha256(sample).hexdigest(),
    )


def test_every_sample_is_read_and_their_times_order_them() -> None:
    samples = sorted((SAMPLES / "callbacks").glob("status_[1-6]_*.json"))
    found = [read_status(sample.read_bytes()) for sample in samples]
    times = [status.told_at for status in found if isinstance(status, Status) and status.told_at]
    assert len(times) == 6
    assert times == sorted(times)


def test_seconds_and_milliseconds_are_told_apart_by_magnitude() -> None:
    in_ms = read_status(raw("callbacks/status_no_answer.json"))
    in_s = read_status(raw("callbacks/status_3_user_confirmed.json"))
    assert isinstance(in_ms, Status)
    assert isinstance(in_s, Status)
    assert in_ms.told_at == in_s.told_at == 1795305642000


def test_one_id_is_enough_and_may_be_a_number() -> None:
    by_alert, by_event = read_status(body(alert_id=17)), read_status(body(eventId="e", alert_id=""))
    assert isinstance(by_alert, Status)
    assert isinstance(by_event, Status)
    assert (by_alert.alert_id, by_alert.event_id, by_alert.told_at) == ("17", None, None)
    assert (by_event.alert_id, by_event.event_id) == (None, "e")


def test_a_strange_verb_or_message_is_kept_as_its_json() -> None:
    found = read_status(body(alert_id="a", verb=["x", 1], message="<b>\u202e" + "y" * 5_000))
    assert isinstance(found, Status)
    assert found.untrusted_verb == '["x", 1]'
    assert found.untrusted_message.startswith("<b>\u202e")
    assert len(found.untrusted_message) == 4_000


@pytest.mark.parametrize(
    ("untrusted_body", "reason"),
    [
        (b"", "not JSON at character 0"),
        (b"\xff", "not JSON at character 0"),
        (b"[]", "not a JSON object"),
        (b"{}", "neither alert_id nor eventId"),
        (b'{"alert_id": null, "eventId": {}}', "neither alert_id nor eventId"),
    ],
)
def test_what_names_no_flow_is_malformed(untrusted_body: bytes, reason: str) -> None:
    assert read_status(untrusted_body) == MalformedStatus(reason)


@given(st.binary() | st.dictionaries(st.text(), st.integers() | st.text()).map(lambda members: body(**members)))
def test_no_body_is_too_strange(untrusted_body: bytes) -> None:
    assert isinstance(read_status(untrusted_body), Status | MalformedStatus)


members: st.SearchStrategy[typing.Any] = (
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)


@given(members, members, members)
def test_no_member_is_too_strange(verb: object, message: object, timestamp: object) -> None:
    assert isinstance(read_status(body(alert_id="a", verb=verb, message=message, timestamp=timestamp)), Status)


@pytest.mark.parametrize(
    "message",
    [rb"on its way \ud83d", rb"on its way \udE00", b"on its way \xed\xa0\xbd", b"on its way \xe9"],
)
def test_half_a_character_costs_a_letter_and_not_the_message(message: bytes) -> None:
    status = read_status(b'{"eventId": "e-1", "verb": "v", "message": "' + message + b'"}')
    assert isinstance(status, Status)
    assert status.untrusted_message.startswith("on its way \ufffd")
    assert msgspec.json.encode(status)
