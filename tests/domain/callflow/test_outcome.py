import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.callflow import outcome
from app.domain.callflow.outcome import Accepted, Failure, Refused, Unknown, Why
from tests.domain.callflow.samples import FLOW, raw


def answer(**content: object) -> bytes:
    return json.dumps(content).encode()


def test_code_0_in_a_2xx_is_accepted_with_its_id() -> None:
    accepted = Accepted(alert_id=FLOW, untrusted_message="Workflow started")
    assert outcome.of_answer(200, raw("workflow/answer_started.json")) == accepted
    assert outcome.of_answer(202, raw("workflow/answer_started.json")) == accepted


def test_code_0_as_text_and_an_id_as_number_are_read() -> None:
    assert outcome.of_answer(200, answer(code=" 0 ", id=17)) == Accepted(
        alert_id="17", untrusted_message='{"code": " 0 ", "id": 17}'
    )
    assert outcome.of_answer(200, answer(code=0, message="")) == Accepted(alert_id=None, untrusted_message="")


@pytest.mark.parametrize("status", [200, 400])
def test_code_minus_2_is_refused_with_rapidsos_own_words(status: int) -> None:
    assert outcome.of_answer(status, raw("workflow/answer_validation_error.json")) == Refused(
        why=Why.VALIDATION, untrusted_said="Variable caller_info.phone_number is required"
    )


@pytest.mark.parametrize("status", [200, 400])
def test_code_minus_1_counts_as_unknown_only_with_the_id_of_a_flow(status: int) -> None:
    with_id = outcome.of_answer(status, raw("workflow/answer_server_error_with_id.json"))
    assert with_id == Unknown(why=Why.ERROR_WITH_ID, untrusted_said="Server error", alert_id=FLOW)
    assert isinstance(outcome.of_answer(status, raw("workflow/answer_server_error.json")), Refused)


def test_code_minus_1_without_an_id_started_nothing() -> None:
    assert outcome.of_answer(200, raw("workflow/answer_server_error.json")) == Refused(
        why=Why.NO_FLOW, untrusted_said="Server error"
    )


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (400, Why.VALIDATION),
        (401, Why.CREDENTIALS),
        (403, Why.CREDENTIALS),
        (404, Why.NOT_FOUND),
        (409, Why.CONFLICT),
        (422, Why.VALIDATION),
        (429, Why.TOO_MANY),
        (418, Why.REJECTED),
    ],
)
def test_a_client_error_is_refused(status: int, why: Why) -> None:
    assert outcome.of_answer(status, raw("workflow/answer_401.json")) == Refused(why=why, untrusted_said="Unauthorized")


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (408, b"", Why.REQUEST_TIMEOUT),
        (500, b"", Why.SERVER_ERROR),
        (500, raw("workflow/answer_server_error.json"), Why.SERVER_ERROR),
        (502, raw("workflow/answer_started.json"), Why.SERVER_ERROR),
        (504, raw("workflow/answer_504.html"), Why.SERVER_ERROR),
        (302, b"", Why.ODD_STATUS),
        (100, raw("workflow/answer_started.json"), Why.ODD_STATUS),
        (400, raw("workflow/answer_started.json"), Why.ODD_STATUS),
        (200, b"", Why.UNREADABLE),
        (204, b"", Why.UNREADABLE),
        (200, raw("workflow/answer_started.json")[:20], Why.UNREADABLE),
        (200, b"\xff\xfe", Why.UNREADABLE),
        (200, b"[0]", Why.UNREADABLE),
        (200, b'{"code": 0, "code": -1}', Why.UNREADABLE),
        (200, answer(id=FLOW), Why.NO_CODE),
        (200, answer(code=None), Why.NO_CODE),
        (200, answer(code=1), Why.ODD_CODE),
        (200, answer(code="zero"), Why.ODD_CODE),
        (200, answer(code=False), Why.ODD_CODE),
        (200, answer(code=[0]), Why.ODD_CODE),
    ],
)
def test_everything_else_is_unknown(status: int, body: bytes, why: Why) -> None:
    found = outcome.of_answer(status, body)
    assert isinstance(found, Unknown)
    assert found.why is why


def test_unknown_keeps_the_id_and_the_words_it_got() -> None:
    assert outcome.of_answer(500, answer(id=FLOW, message="Oops")) == Unknown(
        why=Why.SERVER_ERROR, untrusted_said="Oops", alert_id=FLOW
    )
    assert outcome.of_answer(504, raw("workflow/answer_504.html")) == Unknown(
        why=Why.SERVER_ERROR, untrusted_said="<html><title>504 Gateway Timeout</title></html>\n"
    )


@pytest.mark.parametrize("untrusted_id", ["", "  ", None, True, ["x"], "x" * 401])
def test_what_is_no_id_starts_no_flow(untrusted_id: object) -> None:
    assert isinstance(outcome.of_answer(200, answer(code=-1, id=untrusted_id)), Refused)


@pytest.mark.parametrize(
    ("failure", "found"),
    [
        (Failure.NO_CONNECTION, Refused(why=Why.NEVER_SENT)),
        (Failure.TIMEOUT, Unknown(why=Why.TIMEOUT)),
        (Failure.CUT, Unknown(why=Why.CUT)),
    ],
)
def test_without_an_answer_it_is_unknown_unless_nothing_left(failure: Failure, found: Refused | Unknown) -> None:
    assert outcome.of_failure(failure) == found


def test_words_are_cut_at_their_limit() -> None:
    refused = outcome.of_answer(401, b"x" * 10_000)
    assert isinstance(refused, Refused)
    assert len(refused.untrusted_said) == outcome.SAID_LIMIT


@given(st.integers(100, 599), st.binary() | st.sampled_from([answer(code=code, id="7") for code in (0, -1, -2, 5)]))
def test_no_answer_is_too_strange_and_only_a_2xx_with_code_0_is_accepted(status: int, body: bytes) -> None:
    found = outcome.of_answer(status, body)
    if isinstance(found, Accepted):
        assert 200 <= status < 300
        assert json.loads(body)["code"] == 0
    if isinstance(found, Refused):
        assert not 500 <= status < 600
