"""The report on paper: the numbers, the picture and what a number alone would hide, in words that it is given."""

import datetime as dt
import io
import typing

import fpdf
import msgspec
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace, TTFFont

from app.export import plain
from app.export.pdf.letters import Letters, system_folders
from app.export.pdf.page import HAIRLINE, INK, LINE_MM, MARGIN_MM, MARK, QUIET

_TITLE_PT, _BODY_PT, _SMALL_PT = 18.0, 9.5, 7.5


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One table of the report."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Sheets(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that goes on paper, in words."""

    title: str
    quiet: str
    """Period and standard."""
    environment: str
    """What was no real call is marked as such; empty for production."""
    sentences: tuple[str, ...]
    picture: bytes
    """A PNG; empty for none."""
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    made_at: int
    """UTC ms."""


class _Paper(fpdf.FPDF):
    """US Letter, upright, in letters of this computer."""

    def __init__(self, sheets: Sheets) -> None:
        super().__init__(format="letter")
        self._letters = Letters(self, system_folders())
        self._foot = plain.line(sheets.environment or "production")
        self.set_margin(MARGIN_MM)
        self.set_auto_page_break(auto=True, margin=MARGIN_MM)
        self.set_title(sheets.title)
        self.set_creation_date(dt.datetime.fromtimestamp(sheets.made_at // 1000, tz=dt.UTC))
        self.add_page()

    def footer(self) -> None:
        """On every page: the environment and which page."""
        self.set_y(-MARGIN_MM + 4)
        self._face(_SMALL_PT, "", QUIET)
        self.cell(0, 4, f"{self._foot}. Page {self.page_no()} of {{nb}}", align="C")

    def say(
        self, untrusted: str, points: float = _BODY_PT, colour: tuple[int, int, int] = INK, *, strong: bool = False
    ) -> None:
        """A paragraph."""
        self._face(points, "B" if strong else "", colour)
        text = self._letters.written(plain.text(untrusted))
        self.multi_cell(0, max(LINE_MM, points / 2), text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def lay(self, table: Table) -> None:
        """A table with its title; its head comes again on every page."""
        if self.will_page_break(24):
            self.add_page()
        self.ln(3)
        self.say(table.title, strong=True)
        self._face(_SMALL_PT, "", INK)
        self.set_draw_color(*HAIRLINE)
        style = FontFace(emphasis="BOLD", color=QUIET)
        with self.table(
            line_height=4, headings_style=style, borders_layout=TableBordersLayout.HORIZONTAL_LINES, padding=0.6
        ) as drawn:
            for row in (table.head, *table.rows):
                drawn.row([self._letters.written(plain.line(one)) for one in row])

    def finished(self) -> bytes:
        """The file's content; afterwards nothing more can be written."""
        made = bytes(self.output())
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()
        return made

    def _face(self, points: float, style: typing.Literal["", "B"], colour: tuple[int, int, int]) -> None:
        self.set_font(self._letters.family, style, points)
        self.set_text_color(*colour)


def as_pdf(sheets: Sheets) -> bytes:
    """The report as a PDF."""
    paper = _Paper(sheets)
    paper.say(sheets.title, _TITLE_PT, strong=True)
    paper.say(sheets.quiet, colour=QUIET)
    if sheets.environment:
        paper.say(sheets.environment, colour=MARK, strong=True)
    paper.ln(2)
    for sentence in sheets.sentences:
        paper.say(sentence)
    if sheets.picture:
        paper.ln(2)
        paper.image(io.BytesIO(sheets.picture), w=paper.epw)
    for table in sheets.tables:
        paper.lay(table)
    paper.ln(3)
    for note in sheets.notes:
        paper.say(note, _SMALL_PT + 1, QUIET)
    return paper.finished()
