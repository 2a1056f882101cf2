"""The onboarding sheet on paper: one page to sign off and to hand over (docs/contract.md#3.6)."""

import datetime as dt

import fpdf
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from app.domain.onboarding.sheet import Sheet
from app.export.onboarding import SUPPLEMENT, TITLE, open_questions, rows
from app.export.pdf.letters import Letters, system_folders

_MARGIN_MM, _LABEL_MM, _LINE_MM = 20.0, 52.0, 5.4
_INK, _QUIET, _MARK = (24, 28, 34), (96, 102, 112), (196, 60, 60)


class _Paper(fpdf.FPDF):
    """US Letter, upright, in letters of this computer."""

    def __init__(self, now: int) -> None:
        super().__init__(format="letter")
        self._letters = Letters(self, system_folders())
        self.set_margin(_MARGIN_MM)
        self.set_auto_page_break(auto=True, margin=_MARGIN_MM)
        self.set_title(TITLE)
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


def as_pdf(sheet: Sheet, now: int) -> bytes:
    """The sheet as a PDF, dated ``now`` (UTC ms)."""
    paper = _Paper(now)
    paper.say(TITLE, _INK, 18, strong=True)
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
