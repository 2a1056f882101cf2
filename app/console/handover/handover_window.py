"""The window of the handover sheet: the text that is signed, who signed it, and what can be done with it."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout

from app.console.controls.aside import Aside
from app.console.controls.button import Button, Kind
from app.console.controls.flow import FlowLayout
from app.console.look.plain_text import PlainLabel, one_line, visible
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, BODY_STRONG, CAPTION, CODE, TITLE
from app.console.times import both
from app.domain.incident.signed_sheet import SignedSheet


class HandoverWindow(Aside):
    """Shows what it is given; it asks for everything by signals.

    Signals:
        renewed: make the sheet of this moment.
        signed: the operator signs the text that is shown.
        saved: write it to a file.
        left: sign off, and say to whom open incidents go.
    """

    renewed = Signal()
    signed = Signal()
    saved = Signal()
    left = Signal()

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme)
        self._theme = theme
        self._zone = zone
        self._remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._text = QPlainTextEdit()
        self._signatures = PlainLabel(theme, BODY_STRONG, wraps=True)
        self._problem = PlainLabel(theme, BODY, "p2", wraps=True)
        self._sign = Button(theme, "Sign this sheet", Kind.PRIMARY)
        self._renew = Button(theme, "Make it anew")
        self._save = Button(theme, "Save…")
        self._leave = Button(theme, "Sign off…")
        self.setWindowTitle("Handover")
        self._lay_out()
        for button, signal in (
            (self._sign, self.signed),
            (self._renew, self.renewed),
            (self._save, self.saved),
            (self._leave, self.left),
        ):
            button.clicked.connect(signal)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.say("")

    def show_sheet(self, text: str, sheet: SignedSheet | None, operator: str | None) -> None:
        """Show a sheet's text, and who signed exactly this one."""
        if self._text.toPlainText() != visible(text):
            self._text.setPlainText(visible(text))
        names = [one.operator for one in sheet.signatures] if sheet is not None else []
        told = [f"{one_line(one.operator)}, {both(one.at, self._zone)}" for one in (sheet.signatures if sheet else ())]
        nobody = "Nobody has signed this sheet yet. Who goes and who comes both sign it."
        self._signatures.show_text("Signed: {names}".replace("{names}", "; ".join(told)) if told else nobody)
        self._sign.setEnabled(bool(text) and operator is not None and operator not in names)
        who = f"Sign as {operator}" if operator else "Sign this sheet"
        self._sign.say(who)
        self._leave.setEnabled(operator is not None)

    def say(self, problem: str) -> None:
        """Why something was not done, or what was; nothing when there is nothing to say."""
        self._problem.show_text(problem)
        self._problem.setVisible(bool(problem))

    def _restyle(self) -> None:
        self._text.setFont(self._theme.font(CODE))

    def _lay_out(self) -> None:
        title = PlainLabel(self._theme, TITLE)
        title.show_text("Handover sheet")
        self._remark.show_text(
            "It names incidents and operators, and no caller. The signature is under exactly these words."
        )
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName("Handover sheet")
        foot = FlowLayout(spacing=8)
        for button in (self._sign, self._renew, self._save, self._leave):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self._remark)
        column.addWidget(self._text, 1)
        for widget in (self._signatures, self._problem):
            column.addWidget(widget)
        column.addLayout(foot)
        self.resize(self._theme.px(760), self._theme.px(680))
