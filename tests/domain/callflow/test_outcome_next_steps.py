import pytest

from app.domain.callflow.agency import Agency
from app.domain.callflow.outcome import Accepted, Action, OutcomeReason, Refused, Unknown, next_steps, what_happened

CALLER = "+13125550127"
ECC = Agency(
    ecc_id="IL_0127", name="Sample County 911", phone="+13125550160", time_zone="America/Chicago", authorised=True
)
REFUSALS = {
    OutcomeReason.CREDENTIALS,
    OutcomeReason.VALIDATION,
    OutcomeReason.NO_FLOW,
    OutcomeReason.NOT_FOUND,
    OutcomeReason.CONFLICT,
    OutcomeReason.TOO_MANY,
    OutcomeReason.REJECTED,
    OutcomeReason.NEVER_SENT,
}


def test_accepted_asks_for_nothing() -> None:
    assert next_steps(Accepted(alert_id="flow-1", untrusted_message=""), ECC, CALLER) == ()


def test_refused_begins_with_calling_the_ecc_at_its_number() -> None:
    first, last = next_steps(Refused(why=OutcomeReason.TOO_MANY), ECC, CALLER)
    assert (first.action, first.phone) == (Action.CALL_ECC, "+13125550160")
    assert str(first.sentence) == "Phone Sample County 911, +1 (312) 555-0160. Tell them of the caller yourself."
    assert last.action is Action.SEND_AGAIN_AS_NEW


def test_an_ecc_that_is_not_listed_has_no_number_to_offer() -> None:
    first, *_ = next_steps(Refused(why=OutcomeReason.TOO_MANY), None, CALLER)
    assert (first.action, first.phone) == (Action.CALL_ECC, None)
    assert "not on the agency list" in str(first.sentence)


@pytest.mark.parametrize(
    ("why", "action"),
    [
        (OutcomeReason.VALIDATION, Action.CORRECT_FIELDS),
        (OutcomeReason.CREDENTIALS, Action.TELL_SUPERVISOR),
        (OutcomeReason.NOT_FOUND, Action.TELL_SUPERVISOR),
    ],
)
def test_a_refusal_with_a_remedy_names_it_before_sending_again(why: OutcomeReason, action: Action) -> None:
    actions = [step.action for step in next_steps(Refused(why=why), ECC, CALLER)]
    assert actions == [Action.CALL_ECC, action, Action.SEND_AGAIN_AS_NEW]


def test_unknown_finds_out_first_and_sends_again_only_if_it_did_not_start() -> None:
    steps = next_steps(Unknown(why=OutcomeReason.TIMEOUT), ECC, CALLER)
    assert [step.action for step in steps] == [
        Action.CALL_CALLER,
        Action.CALL_ECC,
        Action.WATCH_STATUS,
        Action.SAY_WHAT_HAPPENED,
        Action.SEND_AGAIN_AS_NEW,
    ]
    assert str(steps[0].sentence) == "Phone the caller, +1 (312) 555-0127. Ask if a call came in."
    assert str(steps[1].sentence).endswith("Ask if a call for this number is up.")
    assert str(steps[-1].sentence).startswith("Only if it did not start")


@pytest.mark.parametrize("why", OutcomeReason)
def test_every_reason_says_whether_anything_may_have_started(why: OutcomeReason) -> None:
    outcome = Refused(why=why) if why in REFUSALS else Unknown(why=why)
    words = str(what_happened(outcome))
    assert ("may have" in words) == isinstance(outcome, Unknown)
