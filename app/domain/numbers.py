"""Numbers as outside bodies write them: JSON numbers or numeric texts, never booleans (contract 4.4)."""

import math
import re

_NUMERIC = re.compile(r"\s*[+-]?(?:\d{1,20}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?\s*", re.ASCII)
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
    """A UNIX time as UTC milliseconds: from 1e11 on it is milliseconds, below it seconds (contract 4.4)."""
    found = number(untrusted)
    if found is None or not math.isfinite(found) or found <= 0:
        return None
    milliseconds = round(found if found >= _MILLISECONDS_FROM else found * 1000)
    return milliseconds if milliseconds < _LATEST_MS else None


def _float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf
