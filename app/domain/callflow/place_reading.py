"""Reading the location field: one text in any notation, two numbers out, kept digit for digit where that can be."""

import decimal
import re

import msgspec

from app.domain.callflow.wording import Sentence
from app.domain.location import coordinates
from app.domain.location.reading import Problem, Reading, english

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class Place(msgspec.Struct, frozen=True):
    """Latitude and longitude in WGS-84 degrees, as they will be sent."""

    latitude: decimal.Decimal
    longitude: decimal.Decimal


class Doubtful(msgspec.Struct, frozen=True):
    """Why a place is not taken; ``problem`` offers what may be taken instead or confirmed as it stands."""

    sentence: Sentence
    problem: Problem


def read(text: str, *, as_typed: bool) -> Place | Doubtful:
    """The place, or the doubt; with ``as_typed`` the operator has confirmed the doubtful reading."""
    found = coordinates.read(text)
    if isinstance(found, Problem):
        if not as_typed or found.as_typed is None:
            return Doubtful(Sentence(english(found.doubt)), found)
        found = found.as_typed
    return _as_written(text, found) or _six_decimals(found)


def _as_written(text: str, reading: Reading) -> Place | None:
    """The operator's own digits, when the text is nothing but the two numbers that were understood."""
    numbers = [decimal.Decimal(number) for number in _DECIMAL.findall(text.translate(_DASHES))]
    if [float(number) for number in numbers] != [reading.latitude, reading.longitude]:
        return None
    return Place(*numbers)


def _six_decimals(reading: Reading) -> Place:
    """Rounded to 0.11 m, for other notations."""
    return Place(decimal.Decimal(f"{reading.latitude:.6f}"), decimal.Decimal(f"{reading.longitude:.6f}"))
