"""Grids: UTM and USNG (the same letters as MGRS), by the mgrs library; a reference names a square, not a point."""

import re
import warnings

import mgrs

from app.domain.location.parse_result import Doubt, Notation, ParsedPlace, ParseProblem

_SQUARE_100_KM = 100_000.0
_METRE_DIGITS = 5
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_ON_THE_EQUATOR = 1e-6
_BORDER = 2e-5
"""Eleven centimetres and two metres, in degrees of latitude."""
_USNG = re.compile(r"([0-9]{1,2}[C-HJ-NP-X]|[ABYZ])\s*([A-HJ-NP-Z]{2})\s*([0-9]{0,10}|[0-9]{1,5}\s+[0-9]{1,5})")
_UTM = re.compile(
    r"(?:ZONE\s*)?([0-9]{1,2})\s*(NORTH|SOUTH|[C-HJ-NP-X])[\s,]+"
    r"([0-9]{6,7}(?:\.[0-9]{0,6})?)\s*M?\s*E?[\s,]+([0-9]{1,8}(?:\.[0-9]{0,6})?)\s*M?\s*N?"
)
_GRID = mgrs.MGRS()


def write_usng(latitude: float, longitude: float) -> str:
    """The square metre that holds the place, like ``16S BK 73631 08783``; coordinates are cut, never rounded."""
    square = _square(latitude, longitude)
    zone, digits = square[: -2 * _METRE_DIGITS], square[-2 * _METRE_DIGITS :]
    return f"{zone[:-2]} {zone[-2:]} {digits[:_METRE_DIGITS]} {digits[_METRE_DIGITS:]}"


def write_utm(latitude: float, longitude: float) -> str | None:
    """Zone with its band letter, easting and northing in whole metres; None near the poles, where UTM ends.

    None too in the few square metres at odd zone borders (64 N 3 E) that the library names but doesn't find again.
    """
    square = _square(latitude, longitude)
    if not square[0].isdigit():
        return None
    try:
        zone, _, easting, northing = _GRID.MGRSToUTM(square)
    except mgrs.core.MGRSError:
        return None
    return f"{zone}{square[2]} {int(easting)}mE {int(northing)}mN"


def _square(latitude: float, longitude: float) -> str:
    """The square metre's MGRS reference.

    Within centimetres of the equator the northern one: the library refuses the northing that it gives the southern.
    """
    return str(_GRID.toMGRS(0.0 if abs(latitude) < _ON_THE_EQUATOR else latitude, longitude))


def read_usng(untrusted: str) -> ParsedPlace | ParseProblem | None:
    """The centre of the square that a USNG or MGRS reference names, or None if the text isn't of that kind."""
    found = _USNG.fullmatch(untrusted.upper().strip())
    if found is None:
        return None
    zone, square, digits = found.groups()
    parts = digits.split() or [""]
    if len("".join(parts)) % 2 or len(parts[0]) != len(parts[-1]):
        return ParseProblem(doubt=Doubt.NO_SUCH_GRID)
    digits = "".join(parts)
    return _centre(zone + square + digits, Notation.USNG, _SQUARE_100_KM / 10 ** (len(digits) // 2))


def read_utm(untrusted: str) -> ParsedPlace | ParseProblem | None:
    """The square metre of a UTM position, or None if the text isn't of that kind.

    A letter is a band, as USNG writes it; N and S that fit no band are taken for the hemisphere.
    """
    found = _UTM.fullmatch(untrusted.upper().strip())
    if found is None:
        return None
    zone, letter, easting, northing = found.groups()
    for hemisphere in _hemispheres(letter):
        reading = _metre(int(zone), hemisphere, _middle(easting), _middle(northing))
        if reading and (len(letter) > 1 or hemisphere == letter or _in_band(reading.latitude, letter)):
            return reading
    return ParseProblem(doubt=Doubt.NO_SUCH_GRID)


def _hemispheres(letter: str) -> tuple[str, ...]:
    """Hemispheres to try, in order: a word says which, a band implies it, S may be a band of the north."""
    if len(letter) > 1:
        return (letter[0],)
    return ("N", "S") if letter == "S" else ("N" if letter >= "N" else "S",)


def _in_band(latitude: float, letter: str) -> bool:
    """Whether the latitude lies in the band, or within two metres of it: a square on the border belongs to both."""
    south = -80 + 8 * _BANDS.index(letter)
    north = south + (12 if letter == "X" else 8)
    return south - _BORDER <= latitude <= north + _BORDER


def _middle(metres: str) -> float:
    """Whole metres are cut ones and name a square; its middle stands for it."""
    return float(metres) if "." in metres else int(metres) + 0.5


def _metre(zone: int, hemisphere: str, easting: float, northing: float) -> ParsedPlace | None:
    try:
        square = _GRID.UTMToMGRS(zone, hemisphere, easting, northing)
    except mgrs.core.MGRSError:
        return None
    found = _centre(square, Notation.UTM, 1.0)
    return found if isinstance(found, ParsedPlace) else None


def _centre(square: str, notation: Notation, side_m: float) -> ParsedPlace | ParseProblem:
    """The middle of a square; one that its zone or band cuts off has its middle outside, which is no reason to warn."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            latitude, longitude = _GRID.toLatLon(square)
    except mgrs.core.MGRSError:
        return ParseProblem(doubt=Doubt.NO_SUCH_GRID)
    return ParsedPlace(latitude=latitude, longitude=longitude, notation=notation, certain_axes=True, square_m=side_m)
