"""What an operator does after an outcome that is not accepted: whom to call, then what to send anew.

See docs/contract.md#6.
"""

import collections.abc
import enum
import typing

import msgspec

from app.domain.callflow.agency import Agency
from app.domain.callflow.outcome import Accepted, Outcome, Refused, Unknown, Why
from app.domain.callflow.wording import Sentence, say
from app.domain.location.phone import shown


class Action(enum.Enum):
    """What a step asks for."""

    CALL_CALLER = "call_caller"
    CALL_ECC = "call_ecc"
    WATCH_STATUS = "watch_status"
    SAY_WHAT_HAPPENED = "say_what_happened"
    CORRECT_FIELDS = "correct_fields"
    TELL_SUPERVISOR = "tell_supervisor"
    SEND_AGAIN_AS_NEW = "send_again_as_new"


class NextStep(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do now, in its order."""

    action: Action
    sentence: Sentence
    phone: str | None = None
    """The number to call (E.164), if it is known."""


_WHAT_HAPPENED: typing.Final = {
    Why.CREDENTIALS: "RapidSOS did not accept this center's credentials. Nothing was started.",
    Why.VALIDATION: "RapidSOS found fault with the request. Nothing was started.",
    Why.NO_FLOW: "RapidSOS reports an error of its own and no flow. Treat as not started, confirm by phone.",
    Why.NOT_FOUND: "RapidSOS does not know this callflow or address. Nothing was started.",
    Why.CONFLICT: "RapidSOS says that the request conflicts with another. It did not start this one.",
    Why.TOO_MANY: "RapidSOS takes no more requests for now. Nothing was started.",
    Why.REJECTED: "RapidSOS rejected the request. Nothing was started.",
    Why.NEVER_SENT: "The request never left this machine. Nothing was started.",
    Why.ERROR_WITH_ID: "RapidSOS reports an error, but also the id of a flow. It may have started.",
    Why.SERVER_ERROR: "RapidSOS answered with a failure of its server. It may have started.",
    Why.REQUEST_TIMEOUT: "RapidSOS says it waited too long for the request. It may have started.",
    Why.TIMEOUT: "No answer came in time. It may have started.",
    Why.CUT: "The connection was cut before the answer was whole. It may have started.",
    Why.UNREADABLE: "RapidSOS's answer could not be read. It may have started.",
    Why.NO_CODE: "RapidSOS's answer does not say whether it started. It may have.",
    Why.ODD_CODE: "RapidSOS answered with a code that its documents do not know. It may have started.",
    Why.ODD_STATUS: "RapidSOS's answer contradicts itself or its documents. It may have started.",
    Why.RESTARTED: "The station stopped before the answer came. It may have started.",
}

_TELL: typing.Final = (
    "Phone {name}, {phone}. Tell them of the caller yourself.",
    "Phone the ECC and tell them of the caller yourself. It is not on the agency list: look its number up.",
)
_ASK: typing.Final = (
    "Phone {name}, {phone}. Ask if a call for this number is up.",
    "Phone the ECC and ask if a call for this number is up. It is not on the agency list: look its number up.",
)


def what_happened(outcome: Refused | Unknown) -> Sentence:
    """The outcome in one sentence, and whether anything may have started."""
    return Sentence(_WHAT_HAPPENED[outcome.why])


def next_steps(outcome: Outcome, agency: Agency | None, caller: str) -> tuple[NextStep, ...]:
    """What to do now; ``agency`` is the incident's ECC if it is listed, ``caller`` the request's number (E.164)."""
    match outcome:
        case Accepted():
            return ()
        case Refused(why=why):
            return (_call_ecc(agency, *_TELL), *_remedy(why), _SEND_AGAIN)
        case _:
            return (_call_caller(caller), _call_ecc(agency, *_ASK), *_WATCH_AND_SAY)


def _call_caller(caller: str) -> NextStep:
    words = say("Phone the caller, {phone}. Ask if a call came in.", phone=shown(caller))
    return NextStep(action=Action.CALL_CALLER, sentence=words, phone=caller)


def _call_ecc(agency: Agency | None, listed: str, unlisted: str) -> NextStep:
    if agency is None:
        return NextStep(action=Action.CALL_ECC, sentence=say(unlisted))
    words = say(listed, name=agency.name, phone=shown(agency.phone))
    return NextStep(action=Action.CALL_ECC, sentence=words, phone=agency.phone)


def _remedy(why: Why) -> collections.abc.Iterator[NextStep]:
    if why is Why.VALIDATION:
        words = say("Correct the field that RapidSOS names.")
        yield NextStep(action=Action.CORRECT_FIELDS, sentence=words)
    if why in (Why.CREDENTIALS, Why.NOT_FOUND):
        words = say("Tell the supervisor: the set-up for RapidSOS must be mended.")
        yield NextStep(action=Action.TELL_SUPERVISOR, sentence=words)


_SEND_AGAIN: typing.Final = NextStep(
    action=Action.SEND_AGAIN_AS_NEW,
    sentence=say("Then send again as new, if it is still needed. It gets an id of its own."),
)
_WATCH_AND_SAY: typing.Final = (
    NextStep(
        action=Action.WATCH_STATUS,
        sentence=say("Watch for a status message. It would prove that it started."),
    ),
    NextStep(action=Action.SAY_WHAT_HAPPENED, sentence=say("Say what you found: it started, or it did not start.")),
    NextStep(
        action=Action.SEND_AGAIN_AS_NEW,
        sentence=say("Only if it did not start, send again as new. Both ids stay in the log."),
    ),
)
