"""Numbers and times as outside bodies write them: JSON numbers or texts, never booleans (docs/contract.md#4.4)."""

import datetime as dt
import math
import re

_NUMERIC = re.compile(r"\s*[+-]?(?:\d{1,20}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?\s*", re.ASCII)
_ISO_MOMENT = re.compile(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}")
_MILLISECONDS_FROM = 1e11
_LATEST_MS = 253_402_300_800_000
"""The year 10000: beyond it no clock can be shown."""


def number(untrusted: object) -> float | None:
    """The number, infinite ones included; None for anything that isn't one."""
    if isinstance(untrusted, bool):
        return None
    if isinstance(untrusted, int | float):
        return _float(untrusted)
    if isinstance(untrusted, str) and _NUMERIC.fullmatch(untrusted):
        return float(untrusted)
    return None


def utc_ms(untrusted: object) -> int | None:
    """A time as UTC milliseconds, or None (docs/contract.md#4.4).

    A UNIX time from 1e11 on is milliseconds, below it seconds; ISO 8601 without a zone is UTC.
    """
    found = number(untrusted)
    if found is None:
        return _iso_ms(untrusted) if isinstance(untrusted, str) else None
    if not math.isfinite(found) or found <= 0:
        return None
    milliseconds = round(found if found >= _MILLISECONDS_FROM else found * 1000)
    return milliseconds if milliseconds < _LATEST_MS else None


def _iso_ms(untrusted: str) -> int | None:
    """The moment of an ISO 8601 text that has a time of day; a bare date is no moment."""
    if not _ISO_MOMENT.match(untrusted):
        return None
    try:
        moment = dt.datetime.fromisoformat(untrusted.strip())
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    milliseconds = (moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(milliseconds=1)
    return milliseconds if milliseconds > 0 else None


def _float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf
