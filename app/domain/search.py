"""Whether an incident answers a search, decided one event at a time: incidents that don't answer are never folded."""

import collections.abc
import datetime as dt
import enum
import re

import msgspec

from app.domain.incident.events import (
    AnyEvent,
    IncidentClosed,
    IncidentOpened,
    IncidentReopened,
    LocationFixed,
    NoteAdded,
    ShareReceived,
)
from app.domain.incident.model import Incident
from app.domain.location import coordinates
from app.domain.location import phone as location_phone
from app.domain.location.fix import distance_m
from app.domain.location.parse_result import ParsedPlace

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

    Only dates and nothing else: every incident of these dates answers.
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
        return _one_thing(whole)
    since, until = days
    rest = f"{whole[: found.start()]} {whole[found.end() :]}".strip()
    return msgspec.structs.replace(_one_thing(rest), since=since, until=until)


def _one_thing(text: str) -> Sought:
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
        known = location_phone.read(text.replace("•", ""))
        return Sought(phone=known.e164) if known else Sought()
    return Sought(number=number, digits=digits if len(digits) >= _FEWEST_DIGITS else "")


def _place(text: str) -> Near | None:
    """Two whole numbers alone are no place: they are as well the groups of a phone."""
    within = _WITHIN.search(text)
    place = text[: within.start()] if within else text
    if _PHONE_SIGNS.fullmatch(place) and "." not in place:
        return None
    taken = coordinates.read(place)
    reading = taken if isinstance(taken, ParsedPlace) else taken.as_typed or taken.instead
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


_METRES_A_DEGREE = 110_000.0
"""No degree of latitude is shorter: a fix further off than this needs no more arithmetic."""


class MatchReason(enum.Enum):
    """Which part of an incident matched the search."""

    NUMBER = "number"
    PHONE = "phone"
    ECC = "ecc"
    NOTE = "note"
    PLACE = "place"
    DATE = "date"


def kinds(sought: Sought) -> tuple[str, ...]:
    """Kinds of events that can answer this search."""
    wanted: list[str] = []
    if sought.digits:
        wanted += [ShareReceived.__name__, IncidentOpened.__name__]
    if sought.text:
        wanted += [NoteAdded.__name__, IncidentClosed.__name__, IncidentReopened.__name__]
    if sought.near:
        wanted.append(LocationFixed.__name__)
    return tuple(wanted)


def says(event: AnyEvent, sought: Sought) -> MatchReason | None:
    """How one event answers; None when it doesn't."""
    match event:
        case NoteAdded() | IncidentClosed() | IncidentReopened():
            return MatchReason.NOTE if sought.text and sought.text in event.text.casefold() else None
        case ShareReceived() | IncidentOpened():
            return MatchReason.PHONE if _is_of(event.phone, sought) else None
        case LocationFixed():
            return MatchReason.PLACE if _is_near(event, sought) else None
        case _:
            return None


def answers(incident: Incident, sought: Sought) -> MatchReason | None:
    """How a folded incident answers; None when it doesn't. An empty search is answered by all."""
    if not _in_time(incident.opened_at, sought):
        return None
    if sought.only_dates:
        return MatchReason.DATE
    if sought.number == incident.number:
        return MatchReason.NUMBER
    if _has_ecc(incident, sought):
        return MatchReason.ECC
    return next(_said(incident, sought), None)


def _said(incident: Incident, sought: Sought) -> collections.abc.Iterator[MatchReason]:
    for record in incident.timeline:
        if (why := says(record.event, sought)) is not None:
            yield why


def _in_time(opened_at: int, sought: Sought) -> bool:
    return (sought.since is None or opened_at >= sought.since) and (sought.until is None or opened_at < sought.until)


def _has_ecc(incident: Incident, sought: Sought) -> bool:
    return bool(sought.text) and any(share.ecc and sought.text in share.ecc.casefold() for share in incident.shares)


def _is_of(phone: str | None, sought: Sought) -> bool:
    if phone is None:
        return False
    return phone == sought.phone or bool(sought.digits and phone.endswith(sought.digits))


def _is_near(fix: LocationFixed, sought: Sought) -> bool:
    near = sought.near
    if near is None or abs(fix.latitude - near.latitude) * _METRES_A_DEGREE > near.radius_m:
        return False
    return distance_m((fix.latitude, fix.longitude), (near.latitude, near.longitude)) <= near.radius_m
