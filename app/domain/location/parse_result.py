"""What became of coordinates that a person typed or pasted: a reading, or a problem that says what to do."""

import enum

import msgspec


class Notation(enum.Enum):
    """The ways that people write a place down."""

    DD = "DD"
    DDM = "DDM"
    DMS = "DMS"
    UTM = "UTM"
    USNG = "USNG"
    LINK = "link"


class ParsedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place as understood, WGS-84 degrees; echo it to the person before using it."""

    latitude: float
    longitude: float
    notation: Notation
    certain_axes: bool = False
    """Which number is the latitude is certain, by letters or by the notation itself."""
    square_m: float | None = None
    """Side of the grid square meant, when a grid reference names a square: the place is its centre."""


class Doubt(enum.Enum):
    """Why coordinates are not simply taken."""

    UNREADABLE = "unreadable"
    NO_COORDINATES_IN_LINK = "no_coordinates_in_link"
    MINUTES_OR_SECONDS = "minutes_or_seconds"
    SIGN_AND_LETTER = "sign_and_letter"
    LETTERS = "letters"
    OUT_OF_RANGE = "out_of_range"
    NO_SUCH_GRID = "no_such_grid"
    ZERO = "zero"
    SWAPPED = "swapped"
    MINUS_MISSING = "minus_missing"


class ParseProblem(msgspec.Struct, frozen=True, kw_only=True):
    """Why it was refused; a person may confirm ``as_typed``, or take ``instead``, where there is one."""

    doubt: Doubt
    as_typed: ParsedPlace | None = None
    instead: ParsedPlace | None = None


_SENTENCES = {
    Doubt.UNREADABLE: "Not read as coordinates. Try 39.798912, -89.644021 or 16S BK 73631 08783",
    Doubt.NO_COORDINATES_IN_LINK: "This link holds no coordinates. Open it, then copy the coordinates themselves",
    Doubt.MINUTES_OR_SECONDS: "Minutes and seconds are below 60, and only the last number has decimals",
    Doubt.SIGN_AND_LETTER: "A minus and a letter together are unclear. Use one of them",
    Doubt.LETTERS: "One number needs N or S, the other E or W",
    Doubt.OUT_OF_RANGE: "Latitude goes from -90 to 90, longitude from -180 to 180",
    Doubt.NO_SUCH_GRID: "There is no such grid square. Check zone and letters",
    Doubt.ZERO: "0, 0 lies in the sea off Africa and mostly means that nothing was known",
    Doubt.SWAPPED: "Latitude and longitude look swapped",
    Doubt.MINUS_MISSING: "The longitude looks as if its minus is missing",
}


def english(doubt: Doubt) -> str:
    """The doubt as a sentence for the person who typed; the console words it by ``doubt`` instead."""
    return _SENTENCES[doubt]
