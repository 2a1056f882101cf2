"""An answer's body as JSON, read tolerantly: a number that is none costs a record, never the whole answer."""

import codecs
import email.utils
import json
import re

import msgspec

from app.domain.data_share import payload
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
    not_after_s: float | None = None
    """The latest moment of the boot clock (``Clock.monotonic``) for its first byte; None is whenever it can."""

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

    def __init__(
        self, problem: str, *, may_have_arrived: bool, timed_out: bool = False, too_late: bool = False
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.may_have_arrived = may_have_arrived
        """False only when surely no byte of the request was sent."""
        self.timed_out = timed_out
        """It was waited for in vain, rather than cut."""
        self.too_late = too_late
        """It was not sent, because its latest moment was over."""


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


class UnreadableError(ValueError):
    """The body is no JSON; the message holds nothing of it."""


def read(untrusted_body: bytes) -> object:
    """The decoded body; None for an empty one.

    Raises:
        UnreadableError: not JSON, or nested too deep to read.
    """
    text = text_of(untrusted_body)
    if not text:
        return None
    try:
        return payload.read_tolerantly(text)
    except (ValueError, RecursionError):
        raise UnreadableError("the answer can't be read") from None


def text_of(untrusted_body: bytes) -> str:
    """The body's text without mark and blanks at its ends; bytes that are no character become U+FFFD."""
    return untrusted_body.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace").strip()


_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9_.:+-]{1,40})", re.IGNORECASE)
_OF_TEXT = re.compile(
    r"ascii|utf-(?:8|16|32).*|iso8859-\d+|cp\d+|mac-.*|koi8-.|gb.*|big5.*|euc_.*|shift_jis.*|iso2022.*"
)
"""Python's names of what a text may be written in; its other codecs unpack, or take a time that grows by squares."""
_OWN_BYTES = ("utf-16", "utf-32", "iso2022")
"""Where valid UTF-8 proves nothing."""


def as_utf8(untrusted_body: bytes, content_type: str) -> bytes:
    """The body in UTF-8, whatever charset its type declares; bytes that are no character there become U+FFFD.

    JSON is UTF-8, and gateways declare what they like: a body that reads as UTF-8 is, but for charsets that always do.
    """
    name = _declared(content_type) or json.detect_encoding(untrusted_body)
    if not name.startswith(_OWN_BYTES):
        try:
            untrusted_body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return untrusted_body
    return untrusted_body.decode(name, "replace").encode("utf-8", "replace")


def _declared(content_type: str) -> str | None:
    """The codec of the declared charset; None when none is declared that this program reads."""
    found = _CHARSET.search(content_type)
    try:
        name = codecs.lookup(found[1]).name if found else ""
    except LookupError:
        return None
    return name if _OF_TEXT.fullmatch(name) else None
