"""An answer's body as JSON, read tolerantly: a number that is none costs a record, never the whole answer."""

import codecs
import email.utils
import json

import msgspec

from app.settings import Method

LONGEST_RETRY_AFTER_MS = 600_000
"""A wait of years, by mistake or malice, must not blind an operator."""
_DELAY_DIGITS = 9


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """One request below RapidSOS's base address."""

    method: Method
    path: str
    authorization: str | None = None
    query: dict[str, str] = {}
    body: bytes = b""
    media: str = "application/json"

    def __repr__(self) -> str:
        """Without query, body and authorization: they hold numbers and tokens."""
        return f"Ask({self.method} {self.path})"


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What came back."""

    status: int
    untrusted_body: bytes
    retry_after_ms: int | None = None

    @property
    def succeeded(self) -> bool:
        """Whether it is a 2xx."""
        return self.status // 100 == 2  # noqa: PLR2004

    def __repr__(self) -> str:
        """Without the body: it is a person's, or holds a token."""
        return f"Reply({self.status})"


class NoReplyError(Exception):
    """No whole answer came; the message says why, in words without secrets."""

    def __init__(self, problem: str, *, may_have_arrived: bool, timed_out: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.may_have_arrived = may_have_arrived
        """False only when surely no byte of the request was sent."""
        self.timed_out = timed_out
        """It was waited for in vain, rather than cut."""


def retry_after_ms(untrusted: str | None, now: int) -> int | None:
    """The wait that a ``Retry-After`` asks for, in seconds or as a date; bounded, None if it can't be read."""
    text = (untrusted or "").strip()
    if text.isascii() and text.isdigit():
        seconds = int(text) if len(text) <= _DELAY_DIGITS else LONGEST_RETRY_AFTER_MS
        return min(seconds * 1000, LONGEST_RETRY_AFTER_MS)
    try:
        until = email.utils.parsedate_to_datetime(text).timestamp() * 1000
    except (ValueError, OverflowError):
        return None
    return round(min(max(0.0, until - now), LONGEST_RETRY_AFTER_MS))


_LONGEST_INTEGER = 300


class UnreadableError(ValueError):
    """The body is no JSON; the message holds nothing of it."""


def read(untrusted_body: bytes) -> object:
    """The decoded body; None for an empty one.

    Raises:
        UnreadableError: not UTF-8, not JSON, or nested too deep to read.
    """
    body = untrusted_body.removeprefix(codecs.BOM_UTF8).strip()
    if not body:
        return None
    try:
        return json.loads(body.decode("utf-8"), parse_int=_whole)
    except (ValueError, RecursionError):
        raise UnreadableError("the answer can't be read") from None


def _whole(digits: str) -> float:
    """An integer of any length; the language refuses to convert very long ones."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float(digits)
