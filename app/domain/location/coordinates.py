"""Coordinates out and in: every notation that people use, and the doubts worth a question (docs/operator.md#e5)."""

import re
import urllib.parse

import msgspec

from app.domain.location import grids
from app.domain.location.fix import Box
from app.domain.location.parse_result import Doubt, Notation, ParsedPlace, ParseProblem
from app.domain.location.phone import HOME_REGION, at_home

_DECIMALS = {Notation.DD: 6, Notation.DDM: 4, Notation.DMS: 2}
"""Decimals of the last number: 0.11 m, 0.19 m and 0.31 m on a meridian."""
_UNITS = {Notation.DD: 1, Notation.DDM: 60, Notation.DMS: 3600}
"""How many of the notation's last unit make a degree."""
_PARTS = {1: Notation.DD, 2: Notation.DDM, 3: Notation.DMS}
_SIXTY = 60

_WORDS = re.compile(r"\b(?:LATITUDE|LONGITUDE|LAT|LONG|LON|LNG)\b\s*[:=]?")
_COMPASS = re.compile(r"\b(NORTH|SOUTH|EAST|WEST)\b")
_MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"))
_MARKS = str.maketrans(dict.fromkeys("°º˚'′’ʹ´\"″”“ʺ()[]", " "))  # noqa: RUF001 (look-alikes are the point)
_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{0,15})?"
_BETWEEN = r"(?:\s*[,;/]\s*|\s+|(?<=[NSEW])|(?=[-+NSEW]))"


class _Angle(msgspec.Struct, frozen=True):
    """Latitude or longitude as typed: its letter or "", its sign or "", its numbers as written."""

    letter: str
    sign: str
    numbers: tuple[str, ...]

    @property
    def degrees(self) -> float:
        """The signed angle."""
        size = sum(float(number) / float(_SIXTY) ** power for power, number in enumerate(self.numbers))
        return -size if self.sign == "-" or self.letter in ("S", "W") else size


def write_angles(latitude: float, longitude: float, notation: Notation) -> str:
    """The place in plain ASCII, ready to paste anywhere."""
    if notation is Notation.DD:
        return f"{_plain(latitude)}, {_plain(longitude)}"
    return f"{_sexagesimal(latitude, 'NS', notation, '   ')}, {_sexagesimal(longitude, 'EW', notation, '   ')}"


def show_angles(latitude: float, longitude: float, notation: Notation) -> str:
    """The place with the typographic signs that a screen shows."""
    if notation is Notation.DD:
        return write_angles(latitude, longitude, notation).replace("-", "\u2212")
    marks = "°\u2032\u2033"
    return f"{_sexagesimal(latitude, 'NS', notation, marks)}  {_sexagesimal(longitude, 'EW', notation, marks)}"


def read_angles(untrusted: str) -> ParsedPlace | ParseProblem | None:
    """A pair of angles in any of the three notations, or None if the text isn't of that kind."""
    text = untrusted.upper().translate(_MINUS).translate(_MARKS)
    text = " ".join(_COMPASS.sub(lambda word: word[0][0], _WORDS.sub(" ", text)).split()).strip(" ,;/")
    for parts, notation in _PARTS.items():
        if found := _pair(parts).fullmatch(text):
            halves = found.groups()
            middle = len(halves) // 2
            return _place(_angle(halves[:middle]), _angle(halves[middle:]), notation)
    return None


def _plain(degrees: float) -> str:
    text = f"{degrees:.6f}"
    return text.removeprefix("-") if float(text) == 0 else text


def _sexagesimal(degrees: float, letters: str, notation: Notation, marks: str) -> str:
    """One angle, rounded once in the smallest unit so that 59.999 seconds never become 60."""
    decimals = _DECIMALS[notation]
    smallest = round(abs(degrees) * _UNITS[notation] * 10**decimals)
    last, decimal = divmod(smallest, 10**decimals)
    rest, unit = divmod(last, _SIXTY)
    numbers = [f"{unit:02d}.{decimal:0{decimals}d}"]
    if notation is Notation.DMS:
        rest, minutes = divmod(rest, _SIXTY)
        numbers = [f"{minutes:02d}", *numbers]
    text = "".join(number + mark for number, mark in zip([str(rest), *numbers], marks, strict=False))
    return f"{text.rstrip()} {letters[degrees < 0 and smallest > 0]}"


def _pair(parts: int) -> re.Pattern[str]:
    numbers = r"\s+".join([f"({_NUMBER})"] * parts)
    angle = rf"(?:([NSEW])\s*([-+]?)\s*{numbers}|([-+]?)\s*{numbers}\s*([NSEW]?))"
    return re.compile(angle + _BETWEEN + angle)


def _angle(groups: tuple[str | None, ...]) -> _Angle:
    """One half from its groups: letter first (letter, sign, numbers) or last (sign, numbers, letter)."""
    middle = len(groups) // 2
    if groups[0]:
        return _Angle(groups[0], groups[1] or "", tuple(number or "" for number in groups[2:middle]))
    behind = [group or "" for group in groups[middle:]]
    return _Angle(behind[-1], behind[0], tuple(behind[1:-1]))


def _place(first: _Angle, second: _Angle, notation: Notation) -> ParsedPlace | ParseProblem:
    if doubt := _doubt(first, second):
        return ParseProblem(doubt=doubt)
    if first.letter in ("E", "W") or second.letter in ("N", "S"):
        first, second = second, first
    certain = bool(first.letter or second.letter)
    return ParsedPlace(latitude=first.degrees, longitude=second.degrees, notation=notation, certain_axes=certain)


def _doubt(first: _Angle, second: _Angle) -> Doubt | None:
    if not (_is_whole_but_last(first) and _is_whole_but_last(second)):
        return Doubt.MINUTES_OR_SECONDS
    if any(angle.letter and angle.sign for angle in (first, second)):
        return Doubt.SIGN_AND_LETTER
    axes = ["NS" if angle.letter in ("N", "S") else "EW" for angle in (first, second) if angle.letter]
    return Doubt.LETTERS if len(axes) != len(set(axes)) else None


def _is_whole_but_last(angle: _Angle) -> bool:
    """Whether only the last number has decimals, and minutes and seconds stay below 60."""
    return all("." not in number for number in angle.numbers[:-1]) and all(
        float(number) < _SIXTY for number in angle.numbers[1:]
    )


_IS_LINK = re.compile(r"(?:https?://|geo:|www\.)", re.IGNORECASE)
_LINK_NUMBER = r"([-+]?[0-9]{1,3}(?:\.[0-9]{1,15})?)"
_PAIR = rf"{_LINK_NUMBER}\s*[,~]\s*{_LINK_NUMBER}(?![0-9.])"
_PLACES = (
    re.compile(rf"!3d{_LINK_NUMBER}!4d{_LINK_NUMBER}"),
    re.compile(rf"[?&]mlat={_LINK_NUMBER}&mlon={_LINK_NUMBER}"),
    re.compile(rf"[?&](?:q|query|ll|coordinate|daddr|destination|cp|center|viewpoint)=\s*(?:loc:|geo:)?{_PAIR}"),
    re.compile(rf"^geo:{_PAIR}", re.IGNORECASE),
    re.compile(rf"/(?:place|search|dir)/(?:[^/]*/)?{_PAIR}"),
    re.compile(rf"@{_PAIR}"),
    re.compile(rf"#map=[0-9.]+/{_LINK_NUMBER}/{_LINK_NUMBER}"),
)
"""A pin before a search, a search before the middle of the view."""


def read_link(untrusted: str) -> ParsedPlace | ParseProblem | None:
    """The place that a map link points at, or None if the text is no link."""
    text = untrusted.strip()
    if not _IS_LINK.match(text):
        return None
    plain = urllib.parse.unquote_plus(text)
    found = next((match for place in _PLACES if (match := place.search(plain))), None)
    if found is None:
        return ParseProblem(doubt=Doubt.NO_COORDINATES_IN_LINK)
    latitude, longitude = (float(number) for number in found.groups())
    return ParsedPlace(latitude=latitude, longitude=longitude, notation=Notation.LINK, certain_axes=True)


WRITTEN = (Notation.DD, Notation.DDM, Notation.DMS, Notation.UTM, Notation.USNG)
"""The notations to offer, in the order of their menu."""
_LONGEST = 2_000
_READERS = (read_link, grids.read_usng, grids.read_utm, read_angles)


def write(latitude: float, longitude: float, notation: Notation = Notation.DD) -> str | None:
    """The place in plain ASCII for the clipboard; None where the notation has no word for it (UTM at a pole)."""
    match notation:
        case Notation.UTM:
            return grids.write_utm(latitude, longitude)
        case Notation.USNG:
            return grids.write_usng(latitude, longitude)
        case Notation.LINK:
            return f"geo:{write_angles(latitude, longitude, Notation.DD).replace(' ', '')}"
        case _:
            return write_angles(latitude, longitude, notation)


def show(latitude: float, longitude: float, notation: Notation = Notation.DD) -> str | None:
    """The place as a screen shows it, with typographic minus and primes."""
    if notation in (Notation.DD, Notation.DDM, Notation.DMS):
        return show_angles(latitude, longitude, notation)
    return write(latitude, longitude, notation)


def read(untrusted: str, region: tuple[Box, ...] = HOME_REGION) -> ParsedPlace | ParseProblem:
    """The place that a person typed or pasted, or what is wrong with it; never raises.

    0,0 is a problem, and so is a pair that lies outside the region while its swapped or negated twin lies inside;
    a person may then confirm ``as_typed``.
    """
    if len(untrusted) > _LONGEST:
        return ParseProblem(doubt=Doubt.UNREADABLE)
    for reader in _READERS:
        if (found := reader(untrusted)) is not None:
            return found if isinstance(found, ParseProblem) else _judged(found, region)
    return ParseProblem(doubt=Doubt.UNREADABLE)


def _judged(reading: ParsedPlace, region: tuple[Box, ...]) -> ParsedPlace | ParseProblem:
    if not _in_range(reading):
        swapped = _swapped(reading)
        if not reading.certain_axes and _in_range(swapped):
            return ParseProblem(doubt=Doubt.SWAPPED, instead=swapped)
        return ParseProblem(doubt=Doubt.OUT_OF_RANGE)
    if reading.latitude == 0 and reading.longitude == 0:
        return ParseProblem(doubt=Doubt.ZERO, as_typed=reading)
    if reading.certain_axes or at_home(reading.latitude, reading.longitude, region):
        return reading
    return _homeward(reading, region)


def _homeward(reading: ParsedPlace, region: tuple[Box, ...]) -> ParsedPlace | ParseProblem:
    """A place outside the region: accepted as it is, unless a swapped or negated pair lies inside."""
    swapped = _swapped(reading)
    if at_home(swapped.latitude, swapped.longitude, region):
        return ParseProblem(doubt=Doubt.SWAPPED, as_typed=reading, instead=swapped)
    negated = msgspec.structs.replace(reading, longitude=-reading.longitude)
    if at_home(negated.latitude, negated.longitude, region):
        return ParseProblem(doubt=Doubt.MINUS_MISSING, as_typed=reading, instead=negated)
    return reading


def _in_range(reading: ParsedPlace) -> bool:
    return abs(reading.latitude) <= 90 and abs(reading.longitude) <= 180  # noqa: PLR2004


def _swapped(reading: ParsedPlace) -> ParsedPlace:
    return msgspec.structs.replace(reading, latitude=reading.longitude, longitude=reading.latitude)
