"""The handover sheet on paper: the very text that was signed, its digest and its signatures."""

import datetime as dt
import io
import typing

import fpdf
import msgspec
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace, TTFFont

from app.domain.incident.model import SignedSheet
from app.domain.onboarding import OnboardingSheet
from app.export import plain
from app.export import sheets as export_sheets
from app.export.pdf.layout import HAIRLINE, INK, LINE_MM, MARGIN_MM, MARK, QUIET, Letters, system_folders
from app.export.sheets import ONBOARDING_TITLE, SUPPLEMENT, open_questions, rows

_HANDOVER_MARGIN_MM, _HANDOVER_LINE_MM = 18.0, 4.7


class _HandoverPdf(fpdf.FPDF):
    """US Letter, upright, in letters of this computer."""

    def __init__(self, now: int) -> None:
        super().__init__(format="letter")
        self._letters = Letters(self, system_folders())
        self.set_margin(_HANDOVER_MARGIN_MM)
        self.set_auto_page_break(auto=True, margin=_HANDOVER_MARGIN_MM)
        self.set_title(export_sheets.HANDOVER_TITLE)
        self.set_creation_date(dt.datetime.fromtimestamp(now // 1000, tz=dt.UTC))
        self.add_page()

    def say(self, line: str, style: typing.Literal["", "B"] = "") -> None:
        """One line of the sheet, on as many lines of the paper as it takes."""
        indent = 6.0 if line.startswith("  ") else 0.0
        self.set_x(_HANDOVER_MARGIN_MM + indent)
        self.set_font(self._letters.family, style, 9.5)
        self.multi_cell(
            0, _HANDOVER_LINE_MM, self._letters.written(line.strip()), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )

    def close_fonts(self) -> None:
        """Let the font files go, after the last word is written."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()


def content(text: str, signed: SignedSheet | None, zone: dt.tzinfo, now: int) -> bytes:
    """The PDF; ``signed`` is left out where it is another sheet's."""
    paper = _HandoverPdf(now)
    try:
        for line in text.splitlines():
            if line:
                paper.say(line, "" if line.startswith("  ") else "B")
            else:
                paper.ln(2)
        paper.ln(3)
        signatures = export_sheets.signatures(signed, zone)
        paper.say("SIGNED" if signatures else "NOT SIGNED", "B")
        for line in signatures or [f"  SHA-256 {export_sheets.sha256(text)}"]:
            paper.say(f"  {line.strip()}")
        return bytes(paper.output() or b"")
    finally:
        paper.close_fonts()


_MARGIN_MM, _LABEL_MM, _LINE_MM = 20.0, 52.0, 5.4
_INK, _QUIET, _MARK = (24, 28, 34), (96, 102, 112), (196, 60, 60)


class _OnboardingPdf(fpdf.FPDF):
    """US Letter, upright, in letters of this computer."""

    def __init__(self, now: int) -> None:
        super().__init__(format="letter")
        self._letters = Letters(self, system_folders())
        self.set_margin(_MARGIN_MM)
        self.set_auto_page_break(auto=True, margin=_MARGIN_MM)
        self.set_title(ONBOARDING_TITLE)
        self.set_creation_date(dt.datetime.fromtimestamp(now // 1000, tz=dt.UTC))
        self.add_page()

    def say(self, text: str, colour: tuple[int, int, int], points: float = 10.5, *, strong: bool = False) -> None:
        """A paragraph."""
        self.set_font(self._letters.family, "B" if strong else "", points)
        self.set_text_color(*colour)
        self.multi_cell(0, _LINE_MM, self._letters.written(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def field(self, label: str, text: str) -> None:
        """A label with its text beside it."""
        top = self.get_y()
        self.say(label, _QUIET)
        below = self.get_y()
        self.set_left_margin(_MARGIN_MM + _LABEL_MM)
        self.set_y(top)
        self.say(text, _INK)
        self.set_left_margin(_MARGIN_MM)
        self.set_y(max(below, self.get_y()) + 2.5)

    def finished(self) -> bytes:
        """The file's content; afterwards nothing more can be written."""
        made = bytes(self.output())
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()
        return made


def onboarding_pdf(sheet: OnboardingSheet, now: int) -> bytes:
    """The sheet as a PDF, dated ``now`` (UTC ms)."""
    paper = _OnboardingPdf(now)
    paper.say(ONBOARDING_TITLE, _INK, 18, strong=True)
    paper.ln(6)
    for label, text in rows(sheet):
        paper.field(label, text)
    if questions := open_questions(sheet):
        paper.ln(4)
        paper.say("Not ready to be handed over", _MARK, strong=True)
        for question in questions:
            paper.say(question, _MARK)
    paper.ln(6)
    paper.say(SUPPLEMENT, _QUIET, 9)
    return paper.finished()


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


class _ReportPdf(fpdf.FPDF):
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


def report_pdf(sheets: Sheets) -> bytes:
    """The report as a PDF."""
    paper = _ReportPdf(sheets)
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
