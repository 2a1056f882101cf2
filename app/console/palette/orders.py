"""What a line in the palette means: a note, a place to look at, an incident to close, or the name of an act."""

import enum
import re

import msgspec

from app.console.keys import Act, words
from app.console.place_doubts import doubt_sentence
from app.domain.location import coordinates
from app.domain.location.reading import Problem

_NUMBER = re.compile(r"[0-9]{1,9}")


class Word(enum.Enum):
    """The first word of a line that is no name of an act."""

    NOTE = "note"
    GOTO = "goto"
    CLOSE = "close"


class Note(msgspec.Struct, frozen=True):
    """Write this down in the shown incident."""

    text: str


class Goto(msgspec.Struct, frozen=True):
    """Look at a place on the map, WGS-84 degrees."""

    latitude: float
    longitude: float


class Close(msgspec.Struct, frozen=True):
    """Ask how this incident ended."""

    number: int


class Unclear(msgspec.Struct, frozen=True):
    """It can't be done as written; the sentence says what to write."""

    sentence: str


Order = Note | Goto | Close | Unclear


def read(line: str) -> Order | None:
    """The order that a line gives; None when it begins with none of the words."""
    first, _, rest = line.strip().partition(" ")
    if first.casefold() not in {word.value for word in Word}:
        return None
    match Word(first.casefold()), rest.strip():
        case Word.NOTE, text:
            return Note(text) if text else Unclear("Write the note after the word: note …")
        case Word.CLOSE, number if _NUMBER.fullmatch(number):
            return Close(int(number))
        case Word.GOTO, place if place:
            return _place(place)
        case Word.CLOSE, _:
            # Part of an act's name, as "close incident" is.
            return None
        case _:
            return Unclear("Write the place after the word: goto 39.8 -89.6")


def _place(written: str) -> Order:
    reading = coordinates.read(written)
    if isinstance(reading, Problem):
        return Unclear(doubt_sentence(reading.doubt))
    return Goto(reading.latitude, reading.longitude)


def named(line: str) -> list[Act]:
    """The acts whose words hold every word of the line, in the order of the key table."""
    sought = line.casefold().split()
    return [act for act in Act if all(word in words(act).casefold() for word in sought)]
