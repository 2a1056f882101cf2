"""Three sheets as PDFs: handover (the text that was signed, with its signatures), onboarding, and the report."""

import datetime as dt
import io

import msgspec
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from app.domain.incident.model import SignedSheet
from app.domain.onboarding import OnboardingSheet
from app.export import plain
from app.export import sheets as export_sheets
from app.export.pdf.layout import HAIRLINE, INK, LINE_MM, MARGIN_MM, MARK, QUIET, Colour, LetterPdf, Style
from app.export.sheets import ONBOARDING_TITLE, SUPPLEMENT, open_questions, rows


class _HandoverPdf(LetterPdf):
    def say(self, line: str, style: Style = "") -> None:
        """One line of the sheet, on as many lines of the paper as it takes."""
        self.set_x(MARGIN_MM + (6.0 if line.startswith("  ") else 0.0))
        self.face(9.5, style)
        self.block(line.strip(), LINE_MM)


def content(text: str, signed: SignedSheet | None, zone: dt.tzinfo, now: int) -> bytes:
    """The handover sheet, dated ``now`` (UTC ms); ``signed`` is left out where it is another sheet's."""
    paper = _HandoverPdf(export_sheets.HANDOVER_TITLE, now)
    paper.add_page()
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
    return paper.finished()


_MARGIN_MM, _LABEL_MM, _LINE_MM = 20.0, 52.0, 5.4


class _OnboardingPdf(LetterPdf):
    def say(self, text: str, colour: Colour, points: float = 10.5, *, strong: bool = False) -> None:
        """A paragraph."""
        self.face(points, "B" if strong else "", colour)
        self.block(text, _LINE_MM)

    def field(self, label: str, text: str) -> None:
        """A label with its text beside it."""
        top = self.get_y()
        self.say(label, QUIET)
        below = self.get_y()
        self.set_left_margin(_MARGIN_MM + _LABEL_MM)
        self.set_y(top)
        self.say(text, INK)
        self.set_left_margin(_MARGIN_MM)
        self.set_y(max(below, self.get_y()) + 2.5)


def onboarding_pdf(sheet: OnboardingSheet, now: int) -> bytes:
    """The sheet as a PDF, dated ``now`` (UTC ms)."""
    paper = _OnboardingPdf(ONBOARDING_TITLE, now, _MARGIN_MM)
    paper.add_page()
    paper.say(ONBOARDING_TITLE, INK, 18, strong=True)
    paper.ln(6)
    for label, text in rows(sheet):
        paper.field(label, text)
    if questions := open_questions(sheet):
        paper.ln(4)
        paper.say("Not ready to be handed over", MARK, strong=True)
        for question in questions:
            paper.say(question, MARK)
    paper.ln(6)
    paper.say(SUPPLEMENT, QUIET, 9)
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


class _ReportPdf(LetterPdf):
    def __init__(self, sheets: Sheets) -> None:
        super().__init__(sheets.title, sheets.made_at)
        self._foot = plain.line(sheets.environment or "production")
        self.add_page()

    def footer(self) -> None:
        """On every page: the environment and which page."""
        self.set_y(-MARGIN_MM + 4)
        self.face(_SMALL_PT, "", QUIET)
        self.cell(0, 4, f"{self._foot}. Page {self.page_no()} of {{nb}}", align="C")

    def say(self, untrusted: str, points: float = _BODY_PT, colour: Colour = INK, *, strong: bool = False) -> None:
        """A paragraph."""
        self.face(points, "B" if strong else "", colour)
        self.block(plain.text(untrusted), max(LINE_MM, points / 2))

    def lay(self, table: Table) -> None:
        """A table with its title; its head comes again on every page."""
        if self.will_page_break(24):
            self.add_page()
        self.ln(3)
        self.say(table.title, strong=True)
        self.face(_SMALL_PT, "", INK)
        self.set_draw_color(*HAIRLINE)
        style = FontFace(emphasis="BOLD", color=QUIET)
        with self.table(
            line_height=4, headings_style=style, borders_layout=TableBordersLayout.HORIZONTAL_LINES, padding=0.6
        ) as drawn:
            for row in (table.head, *table.rows):
                drawn.row([self.letters.written(plain.line(one)) for one in row])


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
