"""What an operator's line in the search field asks for (docs/operator.md#e2, F3)."""

import datetime as dt
import re

import msgspec

from app.domain.location import coordinates, phone
from app.domain.location.reading import Reading

USUAL_RADIUS_M = 500.0
WIDEST_M = 50_000.0
_DAY = r"(\d{4}-\d{2}-\d{2})"
_DATES = re.compile(rf"(?<!\S){_DAY}(?:\s*(?:\.\.|to)\s*{_DAY})?(?!\S)")
_WITHIN = re.compile(r"\s+(?:within\s+)?(\d{1,5}(?:\.\d+)?)\s*(km|m)\s*$", re.IGNORECASE)
_PHONE_SIGNS = re.compile(r"[\d\s()+.\-•]+")
_NOT_DIGIT = re.compile(r"\D")
_NUMBER = re.compile(r"#?(\d{1,9})")
_FEWEST_DIGITS = 3
_FEWEST_LETTERS = 2
_WHOLE_PHONE = 10
_LONGEST = 200
_DAY_SPAN = dt.timedelta(days=1)


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """A place and a radius around it: degrees and metres."""

    latitude: float
    longitude: float
    radius_m: float


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """One search. An incident answers when any of number, phone, digits, text and place does, within the dates.

    Only dates and no other wish: every incident of these dates answers.
    """

    number: int | None = None
    phone: str | None = None
    """A whole number, E.164."""
    digits: str = ""
    """The end of a number."""
    text: str = ""
    """Case-folded words of a note, or part of an ECC's name."""
    near: Near | None = None
    since: int | None = None
    """Opened at or after this (UTC ms)."""
    until: int | None = None
    """Opened before this (UTC ms)."""

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == Sought()

    @property
    def only_dates(self) -> bool:
        """Whether every incident of its dates answers."""
        return not (self.number or self.phone or self.in_bodies)

    @property
    def in_bodies(self) -> bool:
        """Whether sealed bodies must be opened one after the other to answer it: nothing of them is indexed."""
        return bool(self.digits or self.text or self.near)


def read(line: str, zone: dt.tzinfo = dt.UTC) -> Sought:
    """What a line asks for; days are those of ``zone``. Never raises.

    A line reads as dates (``2026-11-03``, ``2026-11-01..2026-11-05``) and one thing more: coordinates in any notation
    with or without ``within 500 m``, a phone, an incident's number, the last digits of a phone, else words.
    """
    whole = line.strip()[:_LONGEST]
    found = _DATES.search(whole)
    days = _days(found, zone) if found else None
    if found is None or days is None:
        return _wish(whole)
    since, until = days
    rest = f"{whole[: found.start()]} {whole[found.end() :]}".strip()
    return msgspec.structs.replace(_wish(rest), since=since, until=until)


def _wish(text: str) -> Sought:
    near = _place(text)
    if near is not None:
        return Sought(near=near)
    number = _NUMBER.fullmatch(text)
    if text.startswith("#") and number:
        return Sought(number=int(number[1]))
    digits = _NOT_DIGIT.sub("", text) if _PHONE_SIGNS.fullmatch(text) else ""
    if digits:
        return _digits(text, digits, int(number[1]) if number else None)
    words = " ".join(text.casefold().split())
    return Sought(text=words if len(words) >= _FEWEST_LETTERS else "")


def _digits(text: str, digits: str, number: int | None) -> Sought:
    """Digits may be an incident's number, a whole phone, or a phone's end."""
    if len(digits) >= _WHOLE_PHONE:
        known = phone.read(text.replace("•", ""))
        return Sought(phone=known.e164) if known else Sought()
    return Sought(number=number, digits=digits if len(digits) >= _FEWEST_DIGITS else "")


def _place(text: str) -> Near | None:
    """Two whole numbers alone are no place: they are as well the groups of a phone."""
    within = _WITHIN.search(text)
    place = text[: within.start()] if within else text
    if _PHONE_SIGNS.fullmatch(place) and "." not in place:
        return None
    taken = coordinates.read(place)
    reading = taken if isinstance(taken, Reading) else taken.as_typed or taken.instead
    if reading is None:
        return None
    radius = float(within[1]) * (1000 if within[2].lower() == "km" else 1) if within else USUAL_RADIUS_M
    return Near(latitude=reading.latitude, longitude=reading.longitude, radius_m=min(max(radius, 1.0), WIDEST_M))


def _days(found: re.Match[str], zone: dt.tzinfo) -> tuple[int, int] | None:
    """The first moment of the first day and the one after the last day, UTC ms; None for days that don't exist."""
    try:
        first = dt.date.fromisoformat(found[1])
        last = dt.date.fromisoformat(found[2]) if found[2] else first
        return _midnight(min(first, last), zone), _midnight(max(first, last) + _DAY_SPAN, zone)
    except (ValueError, OverflowError):
        return None


def _midnight(day: dt.date, zone: dt.tzinfo) -> int:
    return round(dt.datetime.combine(day, dt.time(), zone).timestamp() * 1000)
