"""Times in words: ages and countdowns, the center's local time with its zone, UTC beside it (docs/screens.md#4.8)."""

import datetime as dt

MINUTE_S = 60
HOUR_S = 3_600


def span(milliseconds: int) -> str:
    """A length of time as ``0:09``, ``13:12`` or ``2:03:00``; never negative."""
    seconds = max(milliseconds, 0) // 1000
    hours, rest = divmod(seconds, HOUR_S)
    minutes, seconds = divmod(rest, MINUTE_S)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def utc(at: int) -> dt.datetime:
    """The moment of UTC milliseconds."""
    return dt.datetime.fromtimestamp(at / 1000, tz=dt.UTC)


def local(at: int, zone: dt.tzinfo | None = None) -> dt.datetime:
    """The moment in the center's zone; the system's when none is given."""
    return utc(at).astimezone(zone)


def clock(at: int, zone: dt.tzinfo | None = None) -> str:
    """``14:28:48`` in the center's zone."""
    return local(at, zone).strftime("%H:%M:%S")


def clock_ms(at: int, zone: dt.tzinfo | None = None) -> str:
    """``14:28:48.012`` in the center's zone."""
    return f"{clock(at, zone)}.{at % 1000:03}"


def zone_name(at: int, zone: dt.tzinfo | None = None) -> str:
    """The zone's abbreviation at that moment, like ``CST``."""
    return local(at, zone).strftime("%Z") or "local"


def both(at: int, zone: dt.tzinfo | None = None) -> str:
    """``14:28:48 CST · 20:28:48 UTC``."""
    return f"{clock(at, zone)} {zone_name(at, zone)} · {utc(at):%H:%M:%S} UTC"
