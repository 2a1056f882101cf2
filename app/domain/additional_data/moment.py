"""Times and dates in additional data: a stated unit wins over magnitude, and a date never moves.

See docs/contract.md#5.5.5.
"""

import datetime as dt
import math
import re

from app.domain.numbers import number

MS_PER_S = 1_000
_MILLISECONDS_FROM = 1e11
_DAY_MS = 86_400_000
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_FIRST_MS, _LAST_MS = -62_135_596_800_000, 253_402_300_799_999
"""The years 1 to 9999."""
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?", re.DOTALL)
_BIRTHDAYS = frozenset({"birthday", "birthdate", "dateofbirth", "dob"})


def utc_ms(untrusted: object, scale: int | None) -> int | None:
    """UTC ms of a number, of a numeric text or of an ISO 8601 text with a zone; ``scale`` is ms per unit, if stated.

    Without a stated unit the magnitude decides, before 1970 as after.
    """
    found = number(untrusted)
    if found is None:
        return _zoned_ms(untrusted) if isinstance(untrusted, str) else None
    if scale is None:
        scale = 1 if abs(found) >= _MILLISECONDS_FROM else MS_PER_S
    milliseconds = found * scale
    return round(milliseconds) if math.isfinite(milliseconds) and _FIRST_MS <= milliseconds <= _LAST_MS else None


def date(untrusted: object, scale: int | None) -> str | None:
    """The day as ``YYYY-MM-DD``, as written or as UTC counts it; no time zone ever shifts it."""
    if isinstance(untrusted, str) and (found := _DATE.fullmatch(untrusted.strip())):
        return found[1] if is_day(found[1]) else None
    milliseconds = utc_ms(untrusted, scale)
    return None if milliseconds is None else (_EPOCH + dt.timedelta(milliseconds=milliseconds)).date().isoformat()


def is_birthday(key: str, milliseconds: int) -> bool:
    """Whether a timestamp means a day: a birthday at midnight UTC, which local time would move to the day before."""
    return re.sub(r"[^a-z]", "", key.lower()) in _BIRTHDAYS and milliseconds % _DAY_MS == 0


def _zoned_ms(untrusted: str) -> int | None:
    """Without a zone nobody knows which moment is meant, so it stays text."""
    try:
        moment = dt.datetime.fromisoformat(untrusted.strip())
    except ValueError:
        return None
    return None if moment.tzinfo is None else (moment - _EPOCH) // dt.timedelta(milliseconds=1)


def is_day(untrusted: str) -> bool:
    """Whether the text is a day and nothing more, like ``1969-07-04``."""
    try:
        return dt.date.fromisoformat(untrusted.strip()).isoformat() == untrusted.strip()
    except ValueError:
        return False
