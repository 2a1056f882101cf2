"""The window of the quarantine: what was refused, one request's words, and two acts."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from app.console.controls.aside import Aside
from app.console.controls.button import Button, Kind
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, BODY_STRONG, CAPTION, CARD_TITLE, CODE
from app.console.quarantine import words
from app.domain.incident.kept import KeptRequest, KeptWords, Quarantine


class QuarantineWindow(Aside):
    """Shows what it is given; it asks for everything by signals.

    Signals:
        chosen: a request's words are wanted; its number.
        seen: somebody has looked at it; its number.
        taken_over: it shall become an incident; its number.
    """

    chosen = Signal(int)
    seen = Signal(int)
    taken_over = Signal(int)

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme)
        self._theme = theme
        self._zone = zone
        self._kept: tuple[KeptRequest, ...] = ()
        self._count = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._list = QListWidget()
        self._verdict = PlainLabel(theme, BODY_STRONG, wraps=True)
        self._meaning = PlainLabel(theme, BODY, wraps=True)
        self._problem = PlainLabel(theme, BODY, "p2", wraps=True)
        self._text = QPlainTextEdit()
        self._see = Button(theme, "I have seen it")
        self._take = Button(theme, "Take over as an incident", Kind.PRIMARY)
        self.setWindowTitle("Quarantine")
        self._lay_out()
        self._connect()
        self._choose(-1)

    def show_kept(self, quarantine: Quarantine) -> None:
        """Show the list; the same request stays chosen while it is there."""
        before = self.number
        self._kept = quarantine.kept
        self._count.show_text(words.summary(len(quarantine.kept), quarantine.locked, quarantine.fallen))
        self._list.blockSignals(True)
        self._list.clear()
        self._list.addItems([words.line(request, self._zone) for request in quarantine.kept])
        row = next((at for at, one in enumerate(self._kept) if one.quarantine == before), 0 if self._kept else -1)
        self._list.setCurrentRow(row)
        self._list.blockSignals(False)
        self._choose(row)

    def show_words(self, kept: KeptWords) -> None:
        """Show a request's words, if it is still the chosen one."""
        if kept.request.quarantine == self.number:
            self._text.setPlainText(words.text(kept))

    def say(self, problem: str) -> None:
        """Why something was not done; nothing when all is well."""
        self._problem.show_text(problem)
        self._problem.setVisible(bool(problem))

    @property
    def number(self) -> int | None:
        """The chosen request."""
        row = self._list.currentRow()
        return self._kept[row].quarantine if 0 <= row < len(self._kept) else None

    def _choose(self, row: int) -> None:
        self._text.clear()
        self.say("")
        there = 0 <= row < len(self._kept)
        self._take.setEnabled(there)
        self._see.setEnabled(there and self._kept[row].rings)
        if not there:
            self._verdict.show_text("Nothing is in quarantine.")
            self._meaning.show_text("Requests that RapidSOS or somebody else sends and that are refused lie here.")
            return
        self._verdict.show_text(words.verdict(self._kept[row]))
        self._verdict.set_tone("text" if self._kept[row].signature == "good" else "p2")
        self._meaning.show_text(words.meaning(self._kept[row]))
        self.chosen.emit(self._kept[row].quarantine)

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._choose)
        self._see.clicked.connect(lambda: self._ask(self.seen))
        self._take.clicked.connect(lambda: self._ask(self.taken_over))
        self._theme.changed.connect(self._restyle)
        self._restyle()

    def _ask(self, signal: object) -> None:
        if self.number is not None:
            signal.emit(self.number)  # type: ignore[attr-defined]  # a bound signal has no type of its own

    def _restyle(self) -> None:
        self._text.setFont(self._theme.font(CODE))
        self._list.setFont(self._theme.font(BODY))

    def _lay_out(self) -> None:
        title = PlainLabel(self._theme, CARD_TITLE)
        title.show_text("Refused and kept")
        self._list.setAccessibleName("Refused requests")
        self._text.setReadOnly(True)
        self._text.setAccessibleName("Request as received")
        foot = QHBoxLayout()
        foot.addWidget(self._problem, 1)
        foot.addStretch(1)
        foot.addWidget(self._see)
        foot.addWidget(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        heads: tuple[QWidget, ...] = (title, self._count)
        for widget in heads:
            column.addWidget(widget)
        column.addWidget(self._list, 2)
        for widget in (self._verdict, self._meaning):
            column.addWidget(widget)
        column.addWidget(self._text, 3)
        column.addLayout(foot)
        self.resize(self._theme.px(760), self._theme.px(620))
