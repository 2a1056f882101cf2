import hashlib

from hypothesis import given
from hypothesis import strategies as st

from app.domain.callflow.status import HttpCallback, MalformedStatus, read_get, read_post
from tests.domain.callflow.samples import FLOW, raw


def test_a_post_is_matched_by_the_configured_parameter() -> None:
    sample = raw("callbacks/http_post.json")
    callback = read_post(sample, "flow_id")
    assert isinstance(callback, HttpCallback)
    assert callback.flow == FLOW
    assert callback.untrusted_parameters[0] == ("user_name", "Jordan Sample")
    assert callback.untrusted_parameters[2][1].startswith('{"latitude": "41.878113"')
    assert callback.digest == hashlib.sha256(sample).hexdigest()


def test_a_get_is_matched_by_the_configured_parameter() -> None:
    callback = read_get(raw("callbacks/http_get.txt").decode().strip(), "flow_id")
    assert callback.flow == FLOW
    assert callback.untrusted_parameters[2] == ("user_phone", "+13125550127")


def test_without_the_parameter_it_belongs_to_no_flow() -> None:
    assert read_get("status=done&flow_id=&flow_id=7", "flow_id").flow is None
    assert read_get("status=done", "flow_id") == HttpCallback(
        flow=None,
        untrusted_parameters=(("status", "done"),),
        digest=hashlib.sha256(b"status=done").hexdigest(),
    )


def test_a_body_that_is_not_a_json_object_is_malformed() -> None:
    assert read_post(b"flow_id=7", "flow_id") == MalformedStatus("not JSON at character 0")
    assert read_post(b"7", "flow_id") == MalformedStatus("not a JSON object")


@given(st.text(), st.binary())
def test_nothing_is_too_strange(query: str, body: bytes) -> None:
    assert isinstance(read_get(query, "flow_id"), HttpCallback)
    read_post(body, "flow_id")
