"""An answer's body as JSON, read tolerantly: a number that is none costs a record, never the whole answer."""

import codecs
import json

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
