"""Why typed coordinates are not simply taken, in words, and what may be taken instead."""

from app.domain.location import coordinates
from app.domain.location.reading import Doubt, Reading


def doubt_sentence(doubt: Doubt) -> str:
    """What is wrong and what to write."""
    return {
        Doubt.UNREADABLE: "Not read as coordinates. Try 39.798912, -89.644021 or 16S BK 73631 08783.",
        Doubt.NO_COORDINATES_IN_LINK: "This link holds no coordinates. Open it, then copy the coordinates themselves.",
        Doubt.MINUTES_OR_SECONDS: "Minutes and seconds are below 60, and only the last number has decimals.",
        Doubt.SIGN_AND_LETTER: "A minus and a letter together are unclear. Use one of them.",
        Doubt.LETTERS: "One number needs N or S, the other E or W.",
        Doubt.OUT_OF_RANGE: "Latitude goes from -90 to 90, longitude from -180 to 180.",
        Doubt.NO_SUCH_GRID: "There is no such grid square. Check zone and letters.",
        Doubt.ZERO: "0, 0 lies in the sea off Africa and mostly means that nothing was known.",
        Doubt.SWAPPED: "Latitude and longitude look swapped.",
        Doubt.MINUS_MISSING: "The longitude looks as if its minus is missing.",
    }[doubt]


def offer(reading: Reading) -> str:
    """What may be taken instead of a doubtful place."""
    place = coordinates.show(reading.latitude, reading.longitude) or ""
    return f"Take {place}"


def typed_anyway(doubt: Doubt) -> str:
    """A doubt that an operator may confirm, as the button says it."""
    if doubt is Doubt.ZERO:
        return "It is 0, 0"
    return "It is as typed"
