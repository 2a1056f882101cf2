"""Degrees: decimal (DD), with decimal minutes (DDM), with minutes and seconds (DMS); written and read."""

import re

import msgspec

from app.domain.location.reading import Doubt, Notation, Problem, Reading

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
    """One half of a pair: its letter or "", its sign or "", its numbers as written."""

    letter: str
    sign: str
    numbers: tuple[str, ...]

    @property
    def degrees(self) -> float:
        """The signed angle."""
        size = sum(float(number) / float(_SIXTY) ** power for power, number in enumerate(self.numbers))
        return -size if self.sign == "-" or self.letter in ("S", "W") else size


def write(latitude: float, longitude: float, notation: Notation) -> str:
    """The place in plain ASCII, ready to paste anywhere."""
    if notation is Notation.DD:
        return f"{_plain(latitude)}, {_plain(longitude)}"
    return f"{_sexagesimal(latitude, 'NS', notation, '   ')}, {_sexagesimal(longitude, 'EW', notation, '   ')}"


def show(latitude: float, longitude: float, notation: Notation) -> str:
    """The place with the typographic signs that a screen shows."""
    if notation is Notation.DD:
        return write(latitude, longitude, notation).replace("-", "\u2212")
    marks = "°\u2032\u2033"
    return f"{_sexagesimal(latitude, 'NS', notation, marks)}  {_sexagesimal(longitude, 'EW', notation, marks)}"


def read(untrusted: str) -> Reading | Problem | None:
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


def _place(first: _Angle, second: _Angle, notation: Notation) -> Reading | Problem:
    if doubt := _doubt(first, second):
        return Problem(doubt=doubt)
    if first.letter in ("E", "W") or second.letter in ("N", "S"):
        first, second = second, first
    certain = bool(first.letter or second.letter)
    return Reading(latitude=first.degrees, longitude=second.degrees, notation=notation, certain_axes=certain)


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
