"""Times of RapidSOS's messages, whose unit its documents leave open (contract 7.2)."""

import math
import typing

MILLISECONDS_FROM: typing.Final = 1e11
"""A Unix timestamp from here on is in milliseconds, below it in seconds (contract 2.4)."""
END_OF_TIME_MS: typing.Final = 253_402_300_800_000
"""The year 10000; what lies beyond is no time."""


def moment(untrusted: object) -> int | None:
    """The time in UTC milliseconds of a number or numeric text; None for all else and for what is no time."""
    number = _number(untrusted)
    if not math.isfinite(number) or number <= 0:
        return None
    at = number if number >= MILLISECONDS_FROM else number * 1000
    return round(at) if at < END_OF_TIME_MS else None


def _number(untrusted: object) -> float:
    if isinstance(untrusted, bool) or not isinstance(untrusted, str | int | float):
        return math.nan
    try:
        return float(untrusted)
    except (ValueError, OverflowError):
        return math.nan
