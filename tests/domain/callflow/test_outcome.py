import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.callflow import outcome
from app.domain.callflow.outcome import Accepted, AnswerFailure, OutcomeReason, Refused, Unknown
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
        why=OutcomeReason.VALIDATION, untrusted_said="Variable caller_info.phone_number is required"
    )


@pytest.mark.parametrize("status", [200, 400])
def test_code_minus_1_counts_as_unknown_only_with_the_id_of_a_flow(status: int) -> None:
    with_id = outcome.of_answer(status, raw("workflow/answer_server_error_with_id.json"))
    assert with_id == Unknown(why=OutcomeReason.ERROR_WITH_ID, untrusted_said="Server error", alert_id=FLOW)
    assert isinstance(outcome.of_answer(status, raw("workflow/answer_server_error.json")), Refused)


def test_code_minus_1_without_an_id_started_nothing() -> None:
    assert outcome.of_answer(200, raw("workflow/answer_server_error.json")) == Refused(
        why=OutcomeReason.NO_FLOW, untrusted_said="Server error"
    )


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (400, OutcomeReason.VALIDATION),
        (401, OutcomeReason.CREDENTIALS),
        (403, OutcomeReason.CREDENTIALS),
        (404, OutcomeReason.NOT_FOUND),
        (409, OutcomeReason.CONFLICT),
        (422, OutcomeReason.VALIDATION),
        (429, OutcomeReason.TOO_MANY),
        (418, OutcomeReason.REJECTED),
    ],
)
def test_a_client_error_is_refused(status: int, why: OutcomeReason) -> None:
    assert outcome.of_answer(status, raw("workflow/answer_401.json")) == Refused(why=why, untrusted_said="Unauthorized")


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (408, b"", OutcomeReason.REQUEST_TIMEOUT),
        (500, b"", OutcomeReason.SERVER_ERROR),
        (500, raw("workflow/answer_server_error.json"), OutcomeReason.SERVER_ERROR),
        (502, raw("workflow/answer_started.json"), OutcomeReason.SERVER_ERROR),
        (504, raw("workflow/answer_504.html"), OutcomeReason.SERVER_ERROR),
        (302, b"", OutcomeReason.ODD_STATUS),
        (100, raw("workflow/answer_started.json"), OutcomeReason.ODD_STATUS),
        (400, raw("workflow/answer_started.json"), OutcomeReason.ODD_STATUS),
        (200, b"", OutcomeReason.UNREADABLE),
        (204, b"", OutcomeReason.UNREADABLE),
        (200, raw("workflow/answer_started.json")[:20], OutcomeReason.UNREADABLE),
        (200, b"\xff\xfe", OutcomeReason.UNREADABLE),
        (200, b"[0]", OutcomeReason.UNREADABLE),
        (200, b'{"code": 0, "code": -1}', OutcomeReason.UNREADABLE),
        (200, answer(id=FLOW), OutcomeReason.NO_CODE),
        (200, answer(code=None), OutcomeReason.NO_CODE),
        (200, answer(code=1), OutcomeReason.ODD_CODE),
        (200, answer(code="zero"), OutcomeReason.ODD_CODE),
        (200, answer(code=False), OutcomeReason.ODD_CODE),
        (200, answer(code=[0]), OutcomeReason.ODD_CODE),
    ],
)
def test_everything_else_is_unknown(status: int, body: bytes, why: OutcomeReason) -> None:
    found = outcome.of_answer(status, body)
    assert isinstance(found, Unknown)
    assert found.why is why


def test_unknown_keeps_the_id_and_the_words_it_got() -> None:
    assert outcome.of_answer(500, answer(id=FLOW, message="Oops")) == Unknown(
        why=OutcomeReason.SERVER_ERROR, untrusted_said="Oops", alert_id=FLOW
    )
    assert outcome.of_answer(504, raw("workflow/answer_504.html")) == Unknown(
        why=OutcomeReason.SERVER_ERROR,
        untrusted_said="<html><title>504 Gateway Timeout</title></html>\n",
        http_status=504,
    )


def test_a_page_is_told_by_its_status_and_its_text_is_kept() -> None:
    page = outcome.of_answer(503, b"\n<!DOCTYPE html><p>Busy</p>")
    assert outcome.untrusted_words(page) == "HTTP 503, a page, no code"
    denied = outcome.of_answer(403, b"<html>Forbidden</html>")
    assert denied == Refused(why=OutcomeReason.CREDENTIALS, untrusted_said="<html>Forbidden</html>", http_status=403)
    recorded_before = Unknown(why=OutcomeReason.SERVER_ERROR, untrusted_said="<html>")
    assert outcome.untrusted_words(recorded_before) == "A page, no code"
    assert outcome.untrusted_words(outcome.of_answer(503, b"busy")) == "busy"


@pytest.mark.parametrize("untrusted_id", ["", "  ", None, True, ["x"], "x" * 401])
def test_what_is_no_id_starts_no_flow(untrusted_id: object) -> None:
    assert isinstance(outcome.of_answer(200, answer(code=-1, id=untrusted_id)), Refused)


@pytest.mark.parametrize(
    ("failure", "found"),
    [
        (AnswerFailure.NO_CONNECTION, Refused(why=OutcomeReason.NEVER_SENT)),
        (AnswerFailure.TIMEOUT, Unknown(why=OutcomeReason.TIMEOUT)),
        (AnswerFailure.CUT, Unknown(why=OutcomeReason.CUT)),
    ],
)
def test_without_an_answer_it_is_unknown_unless_nothing_left(failure: AnswerFailure, found: Refused | Unknown) -> None:
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


def test_every_outcome_has_one_headline_and_rapidsos_own_words() -> None:
    accepted = Accepted(alert_id=None, untrusted_message="ok")
    refused = Refused(why=OutcomeReason.TOO_MANY, untrusted_said="wait")
    unknown = Unknown(why=OutcomeReason.TIMEOUT)
    assert [outcome.headline(one) for one in (accepted, refused, unknown)] == [
        "Accepted by RapidSOS",
        "Refused. RapidSOS takes no more requests for now. Nothing was started.",
        "UNKNOWN. No answer came in time. It may have started.",
    ]
    assert [outcome.untrusted_words(one) for one in (accepted, refused, unknown)] == ["ok", "wait", ""]


@pytest.mark.parametrize("said", [rb"started \ud83d", rb"\udc00 started", b"started \xff"])
def test_half_a_character_in_an_answer_makes_no_flow_unknown(said: bytes) -> None:
    found = outcome.of_answer(200, b'{"code": 0, "id": "alert-1", "message": "' + said + b'"}')
    assert isinstance(found, Accepted)
    assert found.alert_id == "alert-1"
    assert "\ufffd" in found.untrusted_message
    found.untrusted_message.encode()


def test_what_was_too_late_was_never_sent_and_says_why_in_our_words() -> None:
    late = outcome.of_failure(AnswerFailure.LATE)
    assert late == Refused(why=OutcomeReason.NEVER_SENT, untrusted_said=outcome.TOO_LATE)
    assert not outcome.is_quote(late)


def test_only_rapidsos_words_are_quoted() -> None:
    assert outcome.is_quote(Accepted(alert_id=None, untrusted_message="started"))
    assert outcome.is_quote(outcome.of_answer(503, b"busy"))
    assert not outcome.is_quote(outcome.of_answer(503, b"<html>"))
