"""Outside text on its way into a file: nothing invisible, nothing that a reading program takes for a command."""

import datetime as dt
import re

from app.domain.additional_data import values

_NOT_XML = re.compile("[\ufffe\uffff\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def text(untrusted: str) -> str:
    """The text with every control and other invisible character spelled out, like ``⟨U+202E⟩``."""
    return _NOT_XML.sub(_spelled, values.text(untrusted))


def line(untrusted: str) -> str:
    """The same on one line."""
    return " ".join(text(untrusted).split())


def cell(untrusted: str) -> str:
    """A table's cell that no spreadsheet program takes for a formula."""
    shown = line(untrusted)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _spelled(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found.group()):04X}⟩"


def utc(at: int) -> str:
    """``2026-11-22T09:12:05.120Z``."""
    moment = _moment(at)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def utc_clock(at: int) -> str:
    """``09:12:05.120 UTC``."""
    moment = _moment(at)
    return f"{moment:%H:%M:%S}.{moment.microsecond // 1000:03} UTC"


def local(at: int, zone: dt.tzinfo) -> str:
    """``22 Nov 2026 03:12:05 CST``; months are English whatever the computer speaks."""
    moment = _moment(at).astimezone(zone)
    name = moment.strftime("%Z") or "local"
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year} {moment:%H:%M:%S} {name}"


def both(at: int | None, zone: dt.tzinfo, otherwise: str = "not stated") -> str:
    """Local time, then UTC; ``otherwise`` when there is none."""
    return otherwise if at is None else f"{local(at, zone)} ({utc_clock(at)})"


def span(milliseconds: int) -> str:
    """A length of time as ``0:09``, ``13:12`` or ``2:03:00``; never negative."""
    minutes, seconds = divmod(max(milliseconds, 0) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _moment(at: int) -> dt.datetime:
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=at)
