"""The center's list of ECCs: whom to call at which number, and its import from CSV, whole or not at all."""

import collections.abc
import csv
import io
import string

import msgspec

from app.domain.callflow import field_input
from app.domain.callflow.definition import PhoneStyle, Sentence, say

COLUMNS = ("ecc_id", "name", "phone", "time_zone", "authorised")
MOST_ECCS = 20_000
LONGEST_CELL = 200
_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_AUTHORISED = {"yes": True, "no": False}


class Agency(msgspec.Struct, frozen=True, kw_only=True):
    """One ECC."""

    ecc_id: str
    """RapidSOS's account of it, like ``NY_123`` (docs/contract.md#3.3)."""
    name: str
    phone: str
    """Its ten-digit number, as E.164: 9-1-1 itself can't be called from elsewhere."""
    time_zone: str
    """By IANA name, like ``America/Chicago``."""
    authorised: bool
    """Whether this center may share with it."""


class Agencies(msgspec.Struct, frozen=True):
    """The list, in the order of its file."""

    listed: tuple[Agency, ...] = ()

    def find(self, ecc_id: str) -> Agency | None:
        """The ECC of an id, capitals or not; None if it is not listed."""
        wanted = _alike(ecc_id.strip())
        return next((agency for agency in self.listed if _alike(agency.ecc_id) == wanted), None)


class LineProblem(msgspec.Struct, frozen=True):
    """What is wrong in a line of the file, counted from 1."""

    line: int
    sentence: Sentence


class NotImported(msgspec.Struct, frozen=True):
    """Every problem of the file; nothing of it was taken."""

    problems: tuple[LineProblem, ...]


def _alike(ecc_id: str) -> str:
    """The id, A to Z in small letters; more folding would make one ECC of two, like ``ß`` and ``SS``."""
    return ecc_id.translate(_SMALL)


_Row = tuple[int, list[str]]


def read_csv(untrusted_text: str, time_zones: collections.abc.Container[str]) -> Agencies | NotImported:
    """The list in a CSV file with a heading line; ``time_zones`` are the IANA names that this machine knows."""
    rows = _rows(untrusted_text)
    if isinstance(rows, LineProblem):
        return NotImported((rows,))
    if problem := _heading_problem(rows):
        return NotImported((problem,))
    heading = [cell.casefold() for cell in rows[0][1]]
    read_rows = [_agency(row, heading, time_zones) for row in rows[1:]]
    problems = [one for one in read_rows if isinstance(one, LineProblem)]
    problems += _said_twice([(line, one) for (line, _), one in zip(rows[1:], read_rows, strict=True)])
    if problems:
        return NotImported(tuple(sorted(problems, key=lambda problem: problem.line)))
    return Agencies(tuple(one for one in read_rows if isinstance(one, Agency)))


def _rows(untrusted_text: str) -> list[_Row] | LineProblem:
    """The rows that are not blank, each with its first line in the file."""
    reader = csv.reader(io.StringIO(untrusted_text.removeprefix("\ufeff"), newline=""), strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        return LineProblem(line, say("Not CSV: {reason}", reason=error))
    return rows


def _heading_problem(rows: list[_Row]) -> LineProblem | None:
    if not rows or sorted(cell.casefold() for cell in rows[0][1]) != sorted(COLUMNS):
        line = rows[0][0] if rows else 1
        return LineProblem(line, say("The heading must name these columns: {columns}", columns=", ".join(COLUMNS)))
    if len(rows) == 1:
        return LineProblem(rows[0][0], say("No ECC under the heading"))
    if len(rows) > MOST_ECCS + 1:
        return LineProblem(rows[MOST_ECCS + 1][0], say("{limit} ECCs at most", limit=MOST_ECCS))
    return None


def _agency(row: _Row, heading: list[str], time_zones: collections.abc.Container[str]) -> Agency | LineProblem:
    line, cells = row
    if len(cells) != len(heading):
        return LineProblem(line, say("{needed} cells needed, this has {count}", needed=len(heading), count=len(cells)))
    named = dict(zip(heading, cells, strict=True))
    if sentence := _cell_problem(named, time_zones):
        return LineProblem(line, sentence)
    phone = field_input.read_phone(named["phone"], PhoneStyle.DIGITS10)
    if isinstance(phone, Sentence):
        return LineProblem(line, phone)
    return Agency(
        ecc_id=named["ecc_id"],
        name=named["name"],
        phone=phone,
        time_zone=named["time_zone"],
        authorised=_AUTHORISED[named["authorised"].casefold()],
    )


def _cell_problem(named: dict[str, str], time_zones: collections.abc.Container[str]) -> Sentence | None:
    """The first thing wrong with a row's cells, its phone aside."""
    for column, cell in named.items():
        if not cell:
            return say("{column} is empty", column=column)
        if len(cell) > LONGEST_CELL or not cell.isprintable():
            return say("{column} is too long, or holds a character that can't be seen", column=column)
    if named["time_zone"] not in time_zones:
        return say("No time zone {name}. Write it like America/Chicago", name=named["time_zone"])
    if named["authorised"].casefold() not in _AUTHORISED:
        return say("authorised is yes or no, not {word}", word=named["authorised"])
    return None


def _said_twice(rows: list[tuple[int, Agency | LineProblem]]) -> list[LineProblem]:
    first: dict[str, int] = {}
    found = []
    for line, agency in rows:
        if isinstance(agency, Agency):
            known = first.setdefault(_alike(agency.ecc_id), line)
            if known != line:
                words = say("{ecc} stands in line {known} already", ecc=agency.ecc_id, known=known)
                found.append(LineProblem(line, words))
    return found
