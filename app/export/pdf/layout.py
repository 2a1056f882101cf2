"""The PDF paper: fonts of this computer, and a report's page with its foot, tables and the watermark of a drill."""

import collections.abc
import datetime as dt
import os
import pathlib
import sys
import typing

import fpdf
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace, TTFFont

from app.export import plain
from app.export.manifest import Evidence

FAMILY: typing.Final = "report"
CORE: typing.Final = "Helvetica"
_PAIRS: typing.Final = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("segoeui.ttf", "segoeuib.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
)
_FOR_OTHER_SCRIPTS: typing.Final = ("Arial Unicode.ttf", "NotoSansSymbols2-Regular.ttf", "seguisym.ttf", "simhei.ttf")
_LATIN_1 = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100))))


class Letters:
    """The font family to write with, and a text in the characters that its fonts have."""

    def __init__(self, page: fpdf.FPDF, folders: collections.abc.Sequence[pathlib.Path]) -> None:
        found = _found(folders)
        pair = next((pair for pair in _PAIRS if set(pair) <= set(found)), None)
        self.family = CORE
        self._known = _LATIN_1
        if pair is not None:
            self.family = FAMILY
            others = [found[name] for name in _FOR_OTHER_SCRIPTS if name in found]
            self._known = _load(page, [found[name] for name in pair], others)

    def written(self, text: str) -> str:
        """The text, with ``[U+0915]`` for each character that no font here has."""
        return "".join(one if one == "\n" or one in self._known else f"[U+{ord(one):04X}]" for one in text)


def system_folders() -> list[pathlib.Path]:
    """Where this computer keeps its fonts."""
    home = pathlib.Path.home()
    if sys.platform == "win32":
        return [pathlib.Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    if sys.platform == "darwin":
        return [pathlib.Path("/System/Library/Fonts"), pathlib.Path("/Library/Fonts"), home / "Library" / "Fonts"]
    return [pathlib.Path("/usr/share/fonts"), pathlib.Path("/usr/local/share/fonts"), home / ".local/share/fonts"]


def _found(folders: collections.abc.Sequence[pathlib.Path]) -> dict[str, pathlib.Path]:
    wanted = {name for pair in _PAIRS for name in pair} | set(_FOR_OTHER_SCRIPTS)
    return {
        name: pathlib.Path(folder) / name
        for start in folders
        for folder, _, names in os.walk(start)
        for name in wanted.intersection(names)
    }


def _load(
    page: fpdf.FPDF, pair: collections.abc.Sequence[pathlib.Path], others: collections.abc.Sequence[pathlib.Path]
) -> frozenset[str]:
    """Give the fonts to the page; returns all characters that text in either weight can be written with."""
    for style, file in zip(("", "B"), pair, strict=True):
        page.add_font(FAMILY, style, file)
    both = _characters(page, FAMILY) & _characters(page, f"{FAMILY}B")
    for number, file in enumerate(others):
        page.add_font(f"{FAMILY}{number}", "", file)
    page.set_fallback_fonts([f"{FAMILY}{number}" for number in range(len(others))], exact_match=False)
    return both.union(*(_characters(page, f"{FAMILY}{number}") for number in range(len(others))))


def _characters(page: fpdf.FPDF, key: str) -> frozenset[str]:
    return frozenset(map(chr, getattr(page.fonts[key], "cmap", ())))


INK: typing.Final = (24, 28, 34)
QUIET: typing.Final = (96, 102, 112)
HAIRLINE: typing.Final = (205, 209, 215)
MARK: typing.Final = (196, 60, 60)
MARGIN_MM: typing.Final = 18.0
_BODY_PT, _SMALL_PT, _SECTION_PT, _TITLE_PT = 9.5, 7.5, 12.0, 20.0
LINE_MM: typing.Final = 4.7
_LABEL_MM: typing.Final = 42.0
_LONGEST: typing.Final = 20_000
"""Characters of one text on paper; the files beside the report have all of it."""
LONGEST_CELL: typing.Final = 600

Style = typing.Literal["", "B"]
Colour = tuple[int, int, int]
Rows = collections.abc.Sequence[collections.abc.Sequence[str]]


class LetterPdf(fpdf.FPDF):
    """US Letter, upright, in fonts of this computer; measures are millimetres, type sizes points."""

    def __init__(self, title: str, made_at: int, margin_mm: float = MARGIN_MM) -> None:
        """``made_at`` (UTC ms) dates the file, so that the same content gives the same bytes."""
        super().__init__(format="letter")
        self.letters = Letters(self, system_folders())
        self.set_margin(margin_mm)
        self.set_auto_page_break(auto=True, margin=margin_mm)
        self.set_title(title)
        self.set_creation_date(dt.datetime.fromtimestamp(made_at // 1000, tz=dt.UTC))

    def face(self, points: float, style: Style = "", colour: Colour = INK) -> None:
        """Write in this size, weight and colour from here on."""
        self.set_font(self.letters.family, style, points)
        self.set_text_color(*colour)

    def block(self, text: str, line_mm: float, width_mm: float = 0) -> None:
        """Text in as many lines as it takes; the next thing stands below it."""
        written = self.letters.written(text)
        self.multi_cell(width_mm, line_mm, written, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def finished(self) -> bytes:
        """The file's content; afterwards nothing more can be written."""
        try:
            return bytes(self.output())
        finally:
            self.close_fonts()

    def close_fonts(self) -> None:
        """Close the font files, which fpdf leaves open."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()


class PdfPage(LetterPdf):
    """A page of an incident's report; every text that comes in is made plain and writable here."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(f"Incident {evidence.incident.number}", evidence.exported_at)
        self._evidence = evidence
        self.set_creator(f"Watchfloor {evidence.version}")

    def header(self) -> None:
        """On every page: the watermark, under all else."""
        if self._evidence.mark is None:
            return
        with self.local_context(fill_opacity=0.10), self.rotation(52, self.w / 2, self.h / 2):
            self.face(84, "B", MARK)
            self.set_xy(0, self.h / 2 - 20)
            self.cell(self.w, 40, self._evidence.mark, align="C")
        self.set_xy(self.l_margin, self.t_margin)

    def footer(self) -> None:
        """On every page: which incident, what environment, which page."""
        self.set_y(-MARGIN_MM + 4)
        self.face(_SMALL_PT, "", QUIET)
        environment = self._evidence.mark or "production"
        words = f"Incident {self._evidence.incident.number}, {environment}. Page {self.page_no()} of {{nb}}"
        self.cell(0, 4, words, align="C")

    def heading(self, untrusted: str, quiet: str) -> None:
        """The head of the report."""
        self.face(_TITLE_PT, "B", INK)
        self._block(untrusted, 9)
        self.face(_BODY_PT, "", QUIET)
        self._block(quiet, LINE_MM)
        self.ln(2)

    def section(self, name: str) -> None:
        """A section's head, kept together with what follows."""
        if self.will_page_break(24):
            self.add_page()
        self.ln(3)
        self.face(_SECTION_PT, "B", INK)
        self._block(name, 6)
        self.set_draw_color(*HAIRLINE)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(1.5)

    def paragraph(self, untrusted: str, *, quiet: bool = False, strong: bool = False) -> None:
        """Text as it is, in lines."""
        self.face(_BODY_PT, "B" if strong else "", QUIET if quiet else INK)
        self._block(untrusted, LINE_MM)

    def fact(self, label: str, untrusted: str) -> None:
        """A label and what is known about it."""
        if self.will_page_break(LINE_MM):
            self.add_page()
        top = self.get_y()
        self.face(_BODY_PT, "", QUIET)
        self.cell(_LABEL_MM, LINE_MM, self.letters.written(label))
        self.set_xy(self.l_margin + _LABEL_MM, top)
        self.face(_BODY_PT, "", INK)
        self._block(untrusted, LINE_MM, self.w - self.r_margin - self.l_margin - _LABEL_MM)
        self.ln(0.6)

    def rows(self, head: collections.abc.Sequence[str], widths: tuple[int, ...], rows: Rows) -> None:
        """A table; its head comes again on every page."""
        self.face(_SMALL_PT, "", INK)
        self.set_draw_color(*HAIRLINE)
        style = FontFace(emphasis="BOLD", color=QUIET)
        with self.table(
            col_widths=widths,
            line_height=3.7,
            headings_style=style,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            text_align="LEFT",
            padding=0.6,
        ) as table:
            for row in (head, *rows):
                table.row([self._cell(one) for one in row])

    def _block(self, untrusted: str, line_mm: float, width_mm: float = 0) -> None:
        shown = plain.text(untrusted).replace("\t", "    ")
        cut = f"{shown[:_LONGEST]} (more in timeline.json)" if len(shown) > _LONGEST else shown
        self.block(cut, line_mm, width_mm)

    def _cell(self, untrusted: str) -> str:
        """A table's row must fit on a page: one line of text, and not too long."""
        shown = self.letters.written(plain.line(untrusted))
        return f"{shown[:LONGEST_CELL]} (more in timeline.json)" if len(shown) > LONGEST_CELL else shown
