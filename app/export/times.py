"""Times in exports: the center's local time with its zone, and UTC beside it (docs/screens.md#4.8)."""

import datetime as dt


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


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _moment(at: int) -> dt.datetime:
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=at)
