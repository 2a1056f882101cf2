"""The handover sheet on paper: the very text that was signed, its digest and its signatures."""

import datetime as dt
import typing

import fpdf
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from app.domain.incident.signed_sheet import SignedSheet
from app.export import handover
from app.export.pdf.letters import Letters, system_folders

_MARGIN_MM, _LINE_MM = 18.0, 4.7


class _Paper(fpdf.FPDF):
    """US Letter, upright, in letters of this computer."""

    def __init__(self, now: int) -> None:
        super().__init__(format="letter")
        self._letters = Letters(self, system_folders())
        self.set_margin(_MARGIN_MM)
        self.set_auto_page_break(auto=True, margin=_MARGIN_MM)
        self.set_title(handover.TITLE)
        self.set_creation_date(dt.datetime.fromtimestamp(now // 1000, tz=dt.UTC))
        self.add_page()

    def say(self, line: str, style: typing.Literal["", "B"] = "") -> None:
        """One line of the sheet, on as many lines of the paper as it takes."""
        indent = 6.0 if line.startswith("  ") else 0.0
        self.set_x(_MARGIN_MM + indent)
        self.set_font(self._letters.family, style, 9.5)
        self.multi_cell(
            0, _LINE_MM, self._letters.written(line.strip()), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )

    def close_fonts(self) -> None:
        """Let the font files go, after the last word is written."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()


def content(text: str, signed: SignedSheet | None, zone: dt.tzinfo, now: int) -> bytes:
    """The PDF; ``signed`` is left out where it is another sheet's."""
    paper = _Paper(now)
    try:
        for line in text.splitlines():
            if line:
                paper.say(line, "" if line.startswith("  ") else "B")
            else:
                paper.ln(2)
        paper.ln(3)
        signatures = handover.signatures(signed, zone)
        paper.say("SIGNED" if signatures else "NOT SIGNED", "B")
        for line in signatures or [f"  SHA-256 {handover.sha256(text)}"]:
            paper.say(f"  {line.strip()}")
        return bytes(paper.output() or b"")
    finally:
        paper.close_fonts()
