"""A field's value in words: the value itself, and what is said beside it in a muted tone."""

import datetime as dt

from PySide6.QtCore import QDate, QLocale

from app.console.times import span
from app.domain.additional_data import copied
from app.domain.additional_data.field import Field, Kind

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_HOUR_MS = 3_600_000
_DAY_MS = 24 * _HOUR_MS
_YEAR_DAYS = 365.2425
_DAY = "d MMM yyyy"


def value_words(field: Field, now: int, zone: dt.tzinfo | None) -> tuple[str, str]:
    """Value and remark, for a field that is neither a section nor a link or image."""
    match field.kind:
        case Kind.BOOLEAN:
            return ("Yes" if field.value else "No"), ""
        case Kind.TIMESTAMP:
            return _moment(int(field.value or 0), now, zone)
        case Kind.DATE:
            return _day(str(field.value), now)
        case Kind.LIST:
            return "\n".join(value_words(child, now, zone)[0] for child in field.children), ""
        case _:
            return copied.value(field), ""


def ago(ms: int) -> str:
    """``12 s ago``, ``17 min ago``, ``40 days ago``; ahead of our clock it says so."""
    if ms < 0:
        return f"{_length(-ms)} ahead of our clock"
    return f"{_length(ms)} ago"


def changed_words(ms: int, before: str | None) -> str:
    """``changed 0:11 ago, was SMPL 134``; a field that is new says so."""
    if before is None:
        return f"new {span(ms)} ago"
    return f"changed {span(ms)} ago, was {before}"


def _length(ms: int) -> str:
    if ms < 2 * _HOUR_MS:
        minutes = ms // 60_000
        seconds = f"{ms // 1000} s"
        return f"{minutes} min" if minutes > 1 else seconds
    if ms < 2 * _DAY_MS:
        return f"{ms // _HOUR_MS} h"
    days = ms // _DAY_MS
    if days < 2 * _YEAR_DAYS:
        return f"{days} days"
    return f"{int(days / _YEAR_DAYS)} years"


def _moment(at: int, now: int, zone: dt.tzinfo | None) -> tuple[str, str]:
    """Local time with its zone; UTC and age beside it; the day too when it isn't today."""
    moment = _EPOCH + dt.timedelta(milliseconds=at)
    local = _local(moment, zone)
    shown = f"{local:%H:%M:%S} {local.tzname() or ''}".strip()
    universal = f"{moment:%H:%M:%S} UTC"
    if local.date() != _local(_EPOCH + dt.timedelta(milliseconds=now), zone).date():
        shown, universal = f"{_date(local.date())} {shown}", f"{_date(moment.date())} {universal}"
    return shown, f"{universal}, {ago(now - at)}"


def _local(moment: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
    """In the center's zone; at the ends of the calendar, where no zone reaches, in UTC."""
    try:
        return moment.astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return moment


def _day(iso: str, now: int) -> tuple[str, str]:
    """A day belongs to no zone and never moves; whole years are said, for most of them are birthdays."""
    day = dt.date.fromisoformat(iso)
    today = (_EPOCH + dt.timedelta(milliseconds=now)).date()
    years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    remark = f"{years} years ago" if years > 1 else ""
    return _date(day), remark


def _date(day: dt.date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), _DAY)
