"""The center's list of ECCs: whom to call at which number, read from a CSV file, whole or not at all.

The file comes from a spreadsheet of any country, so the marks that spreadsheets leave
are read: another separator, a ``sep=`` line, ``="001"`` and ``'001`` for text, columns of the center's own.
"""

import collections.abc
import csv
import io
import re
import string

import msgspec

from app.domain.callflow import field_input
from app.domain.callflow.definition import PhoneStyle, Sentence, say

EXAMPLES = {
    "ecc_id": "NY_123",
    "name": "Sample County 911",
    "phone": "(312) 555-0160",
    "time_zone": "America/Chicago",
    "authorised": "yes",
}
"""The columns that a list must have, in the order in which they are usually written, and what a cell looks like."""
COLUMNS = tuple(EXAMPLES)
MOST_ECCS = 20_000
LONGEST_CELL = 200
_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_AUTHORISED = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}
"""Spreadsheets turn a typed yes into TRUE or 1."""
_SEPARATORS = ",;\t|"
_SEPARATOR_LINE = re.compile(r'\s*"?sep=(.)"?[,;\t|\s]*', re.IGNORECASE)
_AS_TEXT = re.compile(r'=\s*"([^"]*)"')
_ALIKE_HEADINGS = {"eccid": "ecc_id", "timezone": "time_zone", "authorized": "authorised"}
_WHOLE_NUMBER = re.compile(r"(\d+)\.0+")
_PLAIN_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f", " "))


class Agency(msgspec.Struct, frozen=True, kw_only=True):
    """One ECC."""

    ecc_id: str
    """RapidSOS's account of it, like ``NY_123`` (docs/contract.md#3.3)."""
    name: str
    phone: str
    """Its ten-digit number, as E.164: 9-1-1 itself can't be called from elsewhere."""
    time_zone: str | None
    """By IANA name, like ``America/Chicago``; None where the list names one that this computer does not know."""
    authorised: bool
    """Whether this center may share with it."""


class LineProblem(msgspec.Struct, frozen=True):
    """What is wrong in a line of the file, counted from 1."""

    line: int
    sentence: Sentence


class Agencies(msgspec.Struct, frozen=True):
    """The list, in the order of its file."""

    listed: tuple[Agency, ...] = ()
    notes: tuple[LineProblem, ...] = ()
    """What was left out of lines that are listed all the same."""

    def find(self, ecc_id: str) -> Agency | None:
        """The ECC of an id, capitals or not; None if it is not listed."""
        wanted = _alike(ecc_id.strip())
        return next((agency for agency in self.listed if _alike(agency.ecc_id) == wanted), None)


class NotImported(msgspec.Struct, frozen=True):
    """Every problem of the file; nothing of it was taken."""

    problems: tuple[LineProblem, ...]


def _alike(ecc_id: str) -> str:
    """The id, A to Z in small letters; more folding would make one ECC of two, like ``ß`` and ``SS``."""
    return ecc_id.translate(_SMALL)


_Row = tuple[int, list[str]]


def read_csv(untrusted_text: str, time_zones: collections.abc.Container[str]) -> Agencies | NotImported:
    """The list in a CSV file with a heading line; ``time_zones`` are the IANA names that this computer knows."""
    rows = _rows(untrusted_text.removeprefix("\ufeff"))
    if isinstance(rows, LineProblem):
        return NotImported((rows,))
    if problem := _heading_problem(rows):
        return NotImported((problem,))
    heading = [_column(cell) for cell in rows[0][1]]
    read_rows = [_agency(row, heading, time_zones) for row in rows[1:]]
    problems = [one for one in read_rows if isinstance(one, LineProblem)]
    numbered = [(line, one) for (line, _), one in zip(rows[1:], read_rows, strict=True) if isinstance(one, Agency)]
    problems += _said_twice(numbered)
    if problems:
        return NotImported(tuple(sorted(problems, key=lambda problem: problem.line)))
    words = "{ecc}: this computer knows no time zone of the name in the list. The ECC is listed without one"
    notes = [LineProblem(line, say(words, ecc=one.ecc_id)) for line, one in numbered if one.time_zone is None]
    return Agencies(tuple(one for _, one in numbered), tuple(notes))


def _rows(text: str) -> list[_Row] | LineProblem:
    """The rows that are not blank, each with its first line in the file; a ``sep=`` line is none of them."""
    named = _SEPARATOR_LINE.fullmatch(text.partition("\n")[0].rstrip("\r"))
    lines = io.StringIO(text, newline="")
    skipped = 1 if named else 0
    for _ in range(skipped):
        lines.readline()
    reader = csv.reader(lines, strict=True, delimiter=named[1] if named else _separator(text))
    rows, line = list[_Row](), 1 + skipped
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, [_plain(cell) for cell in cells]))
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        return LineProblem(line, say("Not CSV: {reason}", reason=error))
    return rows


def _separator(text: str) -> str:
    """The separator by which the heading names the most of the columns; a comma if none does."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=lambda one: sum(_column(cell.strip('" ')) in COLUMNS for cell in heading.split(one)))


def _plain(cell: str) -> str:
    """A cell without what a spreadsheet writes around text so that it does not become a number."""
    cell = cell.translate(_PLAIN_BLANKS).strip()
    found = _AS_TEXT.fullmatch(cell)
    return (found[1] if found else cell.removeprefix("'")).strip()


def _column(heading: str) -> str:
    """The column that a heading means, in either English spelling; what is not ours stays as it is."""
    bare = re.sub(r"[\s_-]", "", heading.casefold())
    return _ALIKE_HEADINGS.get(bare, bare)


def _heading_problem(rows: list[_Row]) -> LineProblem | None:
    named = [_column(cell) for cell in rows[0][1]] if rows else []
    if missing := [column for column in COLUMNS if named.count(column) != 1]:
        words = "The heading must name each of these columns once: {columns}. It names no, or more than one, {missing}"
        line = rows[0][0] if rows else 1
        return LineProblem(line, say(words, columns=", ".join(COLUMNS), missing=", ".join(missing)))
    if len(rows) == 1:
        return LineProblem(rows[0][0], say("No ECC under the heading"))
    if len(rows) > MOST_ECCS + 1:
        return LineProblem(rows[MOST_ECCS + 1][0], say("{limit} ECCs at most", limit=MOST_ECCS))
    return None


def _agency(row: _Row, heading: list[str], time_zones: collections.abc.Container[str]) -> Agency | LineProblem:
    line, cells = row
    last_needed = max(heading.index(column) for column in COLUMNS) + 1
    if len(cells) < last_needed:
        return LineProblem(line, say("{needed} cells needed, this has {count}", needed=last_needed, count=len(cells)))
    if any(cells[len(heading) :]):
        words = "{count} cells under a heading of {needed}. Text with the separator in it stands in quotes: {example}"
        example = f'"{EXAMPLES["name"]}, North"'
        return LineProblem(line, say(words, count=len(cells), needed=len(heading), example=example))
    named = {column: cells[heading.index(column)] for column in COLUMNS}
    for column, cell in named.items():
        if reason := _cell_problem(column, cell):
            return LineProblem(line, _wrong(column, cell, reason))
    phone = field_input.read_phone(_digits(named["phone"]), PhoneStyle.DIGITS10)
    if isinstance(phone, Sentence):
        return LineProblem(line, _wrong("phone", named["phone"], str(phone)))
    return Agency(
        ecc_id=named["ecc_id"],
        name=named["name"],
        phone=phone,
        time_zone=named["time_zone"] if named["time_zone"] in time_zones else None,
        authorised=_AUTHORISED[named["authorised"].casefold()],
    )


def _digits(phone: str) -> str:
    """A phone number that a spreadsheet took for a number, without its decimals."""
    found = _WHOLE_NUMBER.fullmatch(phone)
    return found[1] if found else phone


def _wrong(column: str, cell: str, reason: str) -> Sentence:
    """What is wrong in a cell: its column, what stands there if it can be shown, why, and how it is written."""
    shown = f" is {cell}" if cell and cell.isprintable() and len(cell) <= LONGEST_CELL else ""
    return say(
        "{column}{shown}: {reason}. Write it like {example}",
        column=column,
        shown=shown,
        reason=reason,
        example=EXAMPLES[column],
    )


def _cell_problem(column: str, cell: str) -> str:
    """Why a cell can't be used; empty if it can, its phone number aside."""
    if not cell:
        return "it is empty"
    if len(cell) > LONGEST_CELL or not cell.isprintable():
        return "it is too long, or holds a character that can't be seen"
    if column == "authorised" and cell.casefold() not in _AUTHORISED:
        return "only yes and no are known"
    return ""


def _said_twice(numbered: list[tuple[int, Agency]]) -> list[LineProblem]:
    """The lines of ids that an earlier line has already."""
    first: dict[str, int] = {}
    found = []
    for line, agency in numbered:
        known = first.setdefault(_alike(agency.ecc_id), line)
        if known != line:
            words = say("ecc_id is {ecc}: it stands in line {known} already", ecc=agency.ecc_id, known=known)
            found.append(LineProblem(line, words))
    return found
