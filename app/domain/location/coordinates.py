"""Coordinates out and in: every notation that people use, and the doubts worth a question (docs/operator.md#e5)."""

import msgspec

from app.domain.location.box import Box
from app.domain.location.notation import angles, grids, links
from app.domain.location.reading import Doubt, Notation, Problem, Reading
from app.domain.location.region import HOME, at_home

WRITTEN = (Notation.DD, Notation.DDM, Notation.DMS, Notation.UTM, Notation.USNG)
"""The notations to offer, in the order of their menu."""
_LONGEST = 2_000
_READERS = (links.read, grids.read_usng, grids.read_utm, angles.read)


def write(latitude: float, longitude: float, notation: Notation = Notation.DD) -> str | None:
    """The place in plain ASCII for the clipboard; None where the notation has no word for it (UTM at a pole)."""
    match notation:
        case Notation.UTM:
            return grids.write_utm(latitude, longitude)
        case Notation.USNG:
            return grids.write_usng(latitude, longitude)
        case Notation.LINK:
            return f"geo:{angles.write(latitude, longitude, Notation.DD).replace(' ', '')}"
        case _:
            return angles.write(latitude, longitude, notation)


def show(latitude: float, longitude: float, notation: Notation = Notation.DD) -> str | None:
    """The place as a screen shows it, with typographic minus and primes."""
    if notation in (Notation.DD, Notation.DDM, Notation.DMS):
        return angles.show(latitude, longitude, notation)
    return write(latitude, longitude, notation)


def read(untrusted: str, region: tuple[Box, ...] = HOME) -> Reading | Problem:
    """The place that a person typed or pasted, or what is wrong with it; never raises.

    0,0 is a problem, and so is a pair that lies outside the region while its swapped or negated twin lies inside;
    a person may then confirm ``as_typed``.
    """
    if len(untrusted) > _LONGEST:
        return Problem(doubt=Doubt.UNREADABLE)
    for reader in _READERS:
        if (found := reader(untrusted)) is not None:
            return found if isinstance(found, Problem) else _judged(found, region)
    return Problem(doubt=Doubt.UNREADABLE)


def _judged(reading: Reading, region: tuple[Box, ...]) -> Reading | Problem:
    if not _in_range(reading):
        swapped = _swapped(reading)
        if not reading.certain_axes and _in_range(swapped):
            return Problem(doubt=Doubt.SWAPPED, instead=swapped)
        return Problem(doubt=Doubt.OUT_OF_RANGE)
    if reading.latitude == 0 and reading.longitude == 0:
        return Problem(doubt=Doubt.ZERO, as_typed=reading)
    if reading.certain_axes or at_home(reading.latitude, reading.longitude, region):
        return reading
    return _homeward(reading, region)


def _homeward(reading: Reading, region: tuple[Box, ...]) -> Reading | Problem:
    """A place abroad: taken as it is, unless a common slip explains it better."""
    swapped = _swapped(reading)
    if at_home(swapped.latitude, swapped.longitude, region):
        return Problem(doubt=Doubt.SWAPPED, as_typed=reading, instead=swapped)
    negated = msgspec.structs.replace(reading, longitude=-reading.longitude)
    if at_home(negated.latitude, negated.longitude, region):
        return Problem(doubt=Doubt.MINUS_MISSING, as_typed=reading, instead=negated)
    return reading


def _in_range(reading: Reading) -> bool:
    return abs(reading.latitude) <= 90 and abs(reading.longitude) <= 180  # noqa: PLR2004


def _swapped(reading: Reading) -> Reading:
    return msgspec.structs.replace(reading, latitude=reading.longitude, longitude=reading.latitude)
