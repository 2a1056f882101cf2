"""What became of a trigger: reading RapidSOS's answer, and what may be said when there is none (docs/contract.md#6).

Accepted only for a 2xx with code 0. Refused only when RapidSOS says that nothing started, or nothing left this machine.
All else is unknown: a flow may be running, so a person finds out.
"""

import enum
import http
import typing

import msgspec

from app.domain.callflow.identity import identity
from app.domain.data_share import strict_json

SAID_LIMIT: typing.Final = 2_000
"""Characters kept of RapidSOS's own words."""


class Why(enum.Enum):
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

    why: Why
    untrusted_said: str = ""


class Unknown(msgspec.Struct, frozen=True, kw_only=True, tag="unknown", tag_field="outcome"):
    """It may have started. Nothing is sent again; a person finds out and says so."""

    why: Why
    untrusted_said: str = ""
    alert_id: str | None = None


Outcome = Accepted | Refused | Unknown

_REFUSALS: typing.Final = {
    401: Why.CREDENTIALS,
    403: Why.CREDENTIALS,
    400: Why.VALIDATION,
    422: Why.VALIDATION,
    404: Why.NOT_FOUND,
    409: Why.CONFLICT,
    429: Why.TOO_MANY,
}
_CODES: typing.Final = {"0": 0, "-1": -1, "-2": -2}


class Failure(enum.Enum):
    """Why there is no whole answer."""

    NO_CONNECTION = "no_connection"
    """Name, connection or TLS failed, or no token could be had: not one byte of the request left."""
    TIMEOUT = "timeout"
    CUT = "cut"


class _Said(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer's body says; a body that is not a JSON object has only words."""

    readable: bool
    words: str
    code: int | str | None = None
    alert_id: str | None = None


def of_failure(failure: Failure) -> Refused | Unknown:
    """The outcome when no whole answer came: unknown as soon as a byte may have left this machine."""
    match failure:
        case Failure.NO_CONNECTION:
            return Refused(why=Why.NEVER_SENT)
        case Failure.TIMEOUT:
            return Unknown(why=Why.TIMEOUT)
        case _:
            return Unknown(why=Why.CUT)


def of_answer(status: int, untrusted_body: bytes) -> Outcome:
    """The outcome that a whole HTTP answer means."""
    said = _said(untrusted_body)
    match status // 100:
        case 2:
            return _of_success(said)
        case 4:
            return _of_client_error(status, said)
        case 5:
            return _unknown(Why.SERVER_ERROR, said)
        case _:
            return _unknown(Why.ODD_STATUS, said)


def _of_success(said: _Said) -> Outcome:
    if not said.readable:
        return _unknown(Why.UNREADABLE, said)
    match said.code:
        case 0:
            return Accepted(alert_id=said.alert_id, untrusted_message=said.words)
        case -1 if said.alert_id is None:
            return Refused(why=Why.NO_FLOW, untrusted_said=said.words)
        case -1:
            return _unknown(Why.ERROR_WITH_ID, said)
        case -2:
            return Refused(why=Why.VALIDATION, untrusted_said=said.words)
        case None:
            return _unknown(Why.NO_CODE, said)
        case _:
            return _unknown(Why.ODD_CODE, said)


def _of_client_error(status: int, said: _Said) -> Outcome:
    if status == http.HTTPStatus.REQUEST_TIMEOUT:
        return _unknown(Why.REQUEST_TIMEOUT, said)
    if said.code == 0:
        # It refuses and says that it started: of two claims the dangerous one counts.
        return _unknown(Why.ODD_STATUS, said)
    if said.code == -1 and said.alert_id is not None:
        return _unknown(Why.ERROR_WITH_ID, said)
    why = Why.VALIDATION if said.code == -2 else _REFUSALS.get(status, Why.REJECTED)  # noqa: PLR2004 - RapidSOS's code
    return Refused(why=why, untrusted_said=said.words)


def _unknown(why: Why, said: _Said) -> Unknown:
    return Unknown(why=why, untrusted_said=said.words, alert_id=said.alert_id)


def _said(untrusted_body: bytes) -> _Said:
    text = untrusted_body[: 4 * SAID_LIMIT].decode(errors="replace")
    try:
        _, content = strict_json.read(untrusted_body)
    except strict_json.NotStrictError:
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
