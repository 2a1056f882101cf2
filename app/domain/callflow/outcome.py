"""What became of a trigger: reading RapidSOS's answer, and what may be said when there is none (docs/contract.md#6).

Accepted only for a 2xx with code 0. Refused only when RapidSOS says that nothing started, or nothing left this machine.
All else is unknown: a flow may be running, so a person finds out.
"""

import collections.abc
import enum
import http
import typing

import msgspec

from app.domain.callflow.agency import Agency
from app.domain.callflow.definition import Sentence, say
from app.domain.data_share import payload
from app.domain.location.phone import shown

LONGEST_ID = 400


def identity(untrusted: object) -> str | None:
    """The id as text; None when it is absent, blank, longer than 400 characters or not a text or whole number."""
    if isinstance(untrusted, int) and not isinstance(untrusted, bool):
        untrusted = str(untrusted)
    if not isinstance(untrusted, str) or not untrusted.strip() or len(untrusted) > LONGEST_ID:
        return None
    return untrusted


SAID_LIMIT: typing.Final = 2_000
"""Characters kept of RapidSOS's own words."""


class OutcomeReason(enum.Enum):
    """The reason of an outcome that is not accepted."""

    CREDENTIALS = "credentials"
    VALIDATION = "validation"
    NO_FLOW = "no_flow"
    """RapidSOS reports an error of its own and no flow: code -1 without an id."""
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    TOO_MANY = "too_many"
    REJECTED = "rejected"
    NEVER_SENT = "never_sent"
    """No byte left this machine: no connection, no token, or the station stopped before it could send."""

    ERROR_WITH_ID = "error_with_id"
    """Code -1, but with the id of a flow."""
    SERVER_ERROR = "server_error"
    REQUEST_TIMEOUT = "request_timeout"
    """RapidSOS answered 408."""
    TIMEOUT = "timeout"
    """No answer within the time allowed."""
    CUT = "cut"
    """The connection ended before the answer was whole."""
    UNREADABLE = "unreadable"
    NO_CODE = "no_code"
    ODD_CODE = "odd_code"
    ODD_STATUS = "odd_status"
    RESTARTED = "restarted"
    """The station stopped between sending and the answer."""


class Accepted(msgspec.Struct, frozen=True, kw_only=True, tag="accepted", tag_field="outcome"):
    """RapidSOS started the flow; a 2xx means no more than that (docs/contract.md#6)."""

    alert_id: str | None
    untrusted_message: str


class Refused(msgspec.Struct, frozen=True, kw_only=True, tag="refused", tag_field="outcome"):
    """Nothing started, as far as RapidSOS says."""

    why: OutcomeReason
    untrusted_said: str = ""
    http_status: int | None = None
    """The status of an answer that is a page; None for any other, and in records before this field."""


class Unknown(msgspec.Struct, frozen=True, kw_only=True, tag="unknown", tag_field="outcome"):
    """It may have started. Nothing is sent again; a person finds out and says so."""

    why: OutcomeReason
    untrusted_said: str = ""
    alert_id: str | None = None
    http_status: int | None = None
    """As in ``Refused``."""


Outcome = Accepted | Refused | Unknown

TOO_LATE: typing.Final = "The station could not send it within 2 s of the confirmation"
"""Our own words, in the place of RapidSOS's."""

_REFUSALS: typing.Final = {
    401: OutcomeReason.CREDENTIALS,
    403: OutcomeReason.CREDENTIALS,
    400: OutcomeReason.VALIDATION,
    422: OutcomeReason.VALIDATION,
    404: OutcomeReason.NOT_FOUND,
    409: OutcomeReason.CONFLICT,
    429: OutcomeReason.TOO_MANY,
}
_CODES: typing.Final = {"0": 0, "-1": -1, "-2": -2}


class AnswerFailure(enum.Enum):
    """Why there is no whole answer."""

    NO_CONNECTION = "no_connection"
    """Name, connection or TLS failed, or no token could be had: not one byte of the request left."""
    LATE = "late"
    """It would have left too long after the confirmation; not one byte did."""
    TIMEOUT = "timeout"
    CUT = "cut"


class _Said(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer's body says; a body that is not a JSON object has only words."""

    readable: bool
    words: str
    code: int | str | None = None
    alert_id: str | None = None


def of_failure(failure: AnswerFailure) -> Refused | Unknown:
    """The outcome when no whole answer came: unknown as soon as a byte may have left this machine."""
    match failure:
        case AnswerFailure.NO_CONNECTION:
            return Refused(why=OutcomeReason.NEVER_SENT)
        case AnswerFailure.LATE:
            return Refused(why=OutcomeReason.NEVER_SENT, untrusted_said=TOO_LATE)
        case AnswerFailure.TIMEOUT:
            return Unknown(why=OutcomeReason.TIMEOUT)
        case _:
            return Unknown(why=OutcomeReason.CUT)


def of_answer(status: int, untrusted_body: bytes) -> Outcome:
    """The outcome that a whole HTTP answer means."""
    said = _said(untrusted_body)
    match status // 100:
        case 2:
            outcome = _of_success(said)
        case 4:
            outcome = _of_client_error(status, said)
        case 5:
            outcome = _unknown(OutcomeReason.SERVER_ERROR, said)
        case _:
            outcome = _unknown(OutcomeReason.ODD_STATUS, said)
    if isinstance(outcome, Accepted) or not _is_page(outcome.untrusted_said):
        return outcome
    return msgspec.structs.replace(outcome, http_status=status)


def _of_success(said: _Said) -> Outcome:
    if not said.readable:
        return _unknown(OutcomeReason.UNREADABLE, said)
    match said.code:
        case 0:
            return Accepted(alert_id=said.alert_id, untrusted_message=said.words)
        case -1 if said.alert_id is None:
            return Refused(why=OutcomeReason.NO_FLOW, untrusted_said=said.words)
        case -1:
            return _unknown(OutcomeReason.ERROR_WITH_ID, said)
        case -2:
            return Refused(why=OutcomeReason.VALIDATION, untrusted_said=said.words)
        case None:
            return _unknown(OutcomeReason.NO_CODE, said)
        case _:
            return _unknown(OutcomeReason.ODD_CODE, said)


def _of_client_error(status: int, said: _Said) -> Outcome:
    if status == http.HTTPStatus.REQUEST_TIMEOUT:
        return _unknown(OutcomeReason.REQUEST_TIMEOUT, said)
    if said.code == 0:
        # It refuses and says that it started: of two claims the dangerous one counts.
        return _unknown(OutcomeReason.ODD_STATUS, said)
    if said.code == -1 and said.alert_id is not None:
        return _unknown(OutcomeReason.ERROR_WITH_ID, said)
    why = OutcomeReason.VALIDATION if said.code == -2 else _REFUSALS.get(status, OutcomeReason.REJECTED)  # noqa: PLR2004 - RapidSOS's code
    return Refused(why=why, untrusted_said=said.words)


def _unknown(why: OutcomeReason, said: _Said) -> Unknown:
    return Unknown(why=why, untrusted_said=said.words, alert_id=said.alert_id)


def _said(untrusted_body: bytes) -> _Said:
    text = untrusted_body[: 4 * SAID_LIMIT].decode(errors="replace")
    try:
        _, content = payload.read_answer(untrusted_body)
    except payload.NotStrictError:
        return _Said(readable=False, words=text[:SAID_LIMIT])
    if not isinstance(content, dict):
        return _Said(readable=False, words=text[:SAID_LIMIT])
    return _Said(
        readable=True,
        words=_words(content, text)[:SAID_LIMIT],
        code=_code(content.get("code")),
        alert_id=identity(content.get("id")),
    )


def _words(content: dict[str, object], text: str) -> str:
    """RapidSOS's message, or ``detail`` as its newer services say it, or the whole body."""
    return next((words for key in ("message", "detail") if isinstance(words := content.get(key), str)), text)


def _code(value: object) -> int | str | None:
    """The code as a number, from text too; True and False are no codes though Python counts with them."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return _CODES.get(value.strip(), value) if isinstance(value, str) else str(value)


class Action(enum.Enum):
    """What the operator should do in a step."""

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
    OutcomeReason.CREDENTIALS: "RapidSOS did not accept this center's credentials. Nothing was started.",
    OutcomeReason.VALIDATION: "RapidSOS found fault with the request. Nothing was started.",
    OutcomeReason.NO_FLOW: "RapidSOS reports an error of its own and no flow. Treat as not started, confirm by phone.",
    OutcomeReason.NOT_FOUND: "RapidSOS does not know this callflow or address. Nothing was started.",
    OutcomeReason.CONFLICT: "RapidSOS says that the request conflicts with another. It did not start this one.",
    OutcomeReason.TOO_MANY: "RapidSOS takes no more requests for now. Nothing was started.",
    OutcomeReason.REJECTED: "RapidSOS rejected the request. Nothing was started.",
    OutcomeReason.NEVER_SENT: "The request never left this machine. Nothing was started.",
    OutcomeReason.ERROR_WITH_ID: "RapidSOS reports an error, but also the id of a flow. It may have started.",
    OutcomeReason.SERVER_ERROR: "RapidSOS answered with a failure of its server. It may have started.",
    OutcomeReason.REQUEST_TIMEOUT: "RapidSOS says it waited too long for the request. It may have started.",
    OutcomeReason.TIMEOUT: "No answer came in time. It may have started.",
    OutcomeReason.CUT: "The connection was cut before the answer was whole. It may have started.",
    OutcomeReason.UNREADABLE: "RapidSOS's answer could not be read. It may have started.",
    OutcomeReason.NO_CODE: "RapidSOS's answer does not say whether it started. It may have.",
    OutcomeReason.ODD_CODE: "RapidSOS answered with a code that its documents do not know. It may have started.",
    OutcomeReason.ODD_STATUS: "RapidSOS's answer contradicts itself or its documents. It may have started.",
    OutcomeReason.RESTARTED: "The station stopped before the answer came. It may have started.",
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


def headline(outcome: Outcome) -> str:
    """Accepted, refused or unknown, why, and whether anything may have started; everybody words an outcome so."""
    match outcome:
        case Accepted():
            return "Accepted by RapidSOS"
        case Refused():
            return f"Refused. {_WHAT_HAPPENED[outcome.why]}"
        case _:
            return f"UNKNOWN. {_WHAT_HAPPENED[outcome.why]}"


def untrusted_words(outcome: Outcome) -> str:
    """RapidSOS's own words in its answer; empty when it said none.

    A page, of a gateway mostly, has no words for an operator: the journal keeps its text, and this says what it is.
    """
    if isinstance(outcome, Accepted):
        return outcome.untrusted_message
    if not _is_page(outcome.untrusted_said):
        return outcome.untrusted_said
    return "A page, no code" if outcome.http_status is None else f"HTTP {outcome.http_status}, a page, no code"


def is_quote(outcome: Outcome) -> bool:
    """Whether ``untrusted_words`` are RapidSOS's own, and not ours about it."""
    if isinstance(outcome, Accepted):
        return True
    return outcome.why is not OutcomeReason.NEVER_SENT and not _is_page(outcome.untrusted_said)


def _is_page(untrusted_said: str) -> bool:
    return untrusted_said.lstrip("\ufeff \t\r\n").startswith("<")


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


def _remedy(why: OutcomeReason) -> collections.abc.Iterator[NextStep]:
    if why is OutcomeReason.VALIDATION:
        words = say("Correct the field that RapidSOS names.")
        yield NextStep(action=Action.CORRECT_FIELDS, sentence=words)
    if why in (OutcomeReason.CREDENTIALS, OutcomeReason.NOT_FOUND):
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
