"""Sending again, as a new trigger with an id of its own: open only where no second flow can come of it."""

import collections.abc
import datetime as dt

import msgspec
from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.console.shortcuts.actions import Action
from app.console.theme.icons import Icon, Shape, paint
from app.console.theme.text import PlainLabel, TextPainter, clock, one_line, set_tool_tip
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, BODY_MEDIUM, CAPTION, CARD_TITLE, CODE, FIGURE
from app.console.trigger.text import outcome_said, said
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import Card
from app.domain.callflow.outcome import Accepted, NextStep, Refused
from app.domain.callflow.status import FlowMessage
from app.domain.callflow.trigger import Trigger
from app.domain.incident.events import StatusReceived
from app.export.event_text import status_words


class AgainCard(Card):
    """One button, which opens a form and sends nothing.

    Signals:
        wanted: open the same form again, as a new trigger.
    """

    wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._title = PlainLabel(theme, CARD_TITLE, wraps=True)
        self._remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self.button = Button(theme, "Send again as NEW…")
        for widget in (self._title, self.button, self._remark):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.button.clicked.connect(self.wanted)

    def show_state(self, *, unknown: bool, open_now: bool) -> None:
        """Open it, or say what opens it."""
        title = "Only if it did not start" if unknown else "If it is still needed"
        self._title.show_text(title)
        self.button.setEnabled(open_now)
        opens = "Opens after “It did not start”." if unknown and not open_now else ""
        rest = "It opens the form, filled in as before. A new eventId; both ids stay in the log."
        self._remark.show_text(f"{opens} {rest}".strip())


class IdsCard(Card):
    """alert_id, eventId, callflow.

    Signals:
        copied: the id that the operator wants on the clipboard.
    """

    copied = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._values: dict[str, PlainLabel] = {}
        self._texts: dict[str, str] = {}
        self._buttons: dict[str, Button] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(("alert_id", "eventId", "callflow", "sha256")):
            self._add_row(grid, row, name)
        self.column.addLayout(grid)

    def show_trigger(self, trigger: Trigger) -> None:
        """Show a trigger's ids."""
        shown = {
            "alert_id": trigger.alert_id,
            "eventId": trigger.id,
            "callflow": trigger.confirmed.callflow,
            "sha256": trigger.confirmed.request_sha256,
        }
        for name, text in shown.items():
            self._texts[name] = text or ""
            self._values[name].show_text(one_line(text) if text else "none received")
            self._buttons[name].setEnabled(bool(text))

    def _add_row(self, grid: QGridLayout, row: int, name: str) -> None:
        label = PlainLabel(self._theme, CAPTION, "muted")
        label.show_text(name)
        value = PlainLabel(self._theme, CODE)
        copy = Button(self._theme, f"Copy {name}", ButtonKind.QUIET, icon=Icon.COPY).icon_only()
        copy.clicked.connect(lambda _checked=False: self.copied.emit(self._texts.get(name, "")))
        self._values[name], self._buttons[name] = value, copy
        grid.addWidget(label, row, 0)
        grid.addWidget(value, row, 1)
        grid.addWidget(copy, row, 2)


ROW = 30
VERB_AT, VERB_WIDTH = 106, 150


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One row; every text is safe to paint."""

    at: int
    shape: Shape
    verb: str
    words: str
    right: str


def message_rows(trigger: Trigger, reports: collections.abc.Sequence[FlowMessage]) -> list[Message]:
    """The rows of a trigger, newest first; an unverified one is hollow and says so."""
    rows = [_row(report) for report in reversed(reports)]
    if trigger.answered_at is not None:
        rows.append(_answer(trigger, trigger.answered_at))
    return rows


def _row(report: FlowMessage) -> Message:
    status = report.status
    proven = "signature verified"
    return Message(
        at=report.at,
        shape=Shape.SEEN if report.verified else Shape.NOT_PROVEN,
        verb=one_line(status.untrusted_verb) or "no verb",
        words=one_line(status.untrusted_message),
        right=proven if report.verified else "UNVERIFIED, moves nothing",
    )


def _answer(trigger: Trigger, at: int) -> Message:
    match trigger.outcome:
        case Accepted():
            shape, right = Shape.SEEN, "accepted"
        case Refused():
            shape, right = Shape.BROKEN, "refused"
        case _:
            shape, right = Shape.UNKNOWN, "unknown"
    words = one_line(outcome_said(trigger)) or "no words came"
    return Message(at=at, shape=shape, verb="answer", words=words, right=right)


class MessagesCard(Card):
    """Rows of 30 px: time, shape, verb, words, and whether its signature was good."""

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme)
        self._zone = zone
        self._rows: list[Message] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @property
    def rows(self) -> list[Message]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: list[Message]) -> None:
        """Show other rows."""
        if rows == self._rows:
            return
        self._rows = rows
        said = [", ".join((clock(row.at, self._zone), row.verb, row.words, row.right)) for row in rows]
        self.setAccessibleName(". ".join(said))
        set_tool_tip(self, "\n".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(300, self._theme.px(ROW) * max(len(self._rows), 1) + 8)

    def minimumSizeHint(self) -> QSize:
        """The same height."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        super().paintEvent(event)
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = TextPainter(painter, self._theme)
        if not self._rows:
            nothing = "Nothing reported yet."
            pen.left(12, self.height() / 2, nothing, BODY, tokens.muted, self.width() - 24)
        for place, row in enumerate(self._rows):
            middle = 4 + px(ROW) * place + px(ROW) / 2
            pen.left(12, middle, clock(row.at, self._zone), CAPTION, tokens.muted)
            paint(painter, row.shape, QPointF(px(90), middle), px(13), tokens)
            pen.left(px(VERB_AT), middle, row.verb, CODE, tokens.text, px(VERB_WIDTH) - 10)
            room = self.width() - 12 - px(VERB_AT + VERB_WIDTH)
            tone = tokens.p2 if row.shape is Shape.NOT_PROVEN else tokens.muted
            right = pen.right(self.width() - 12, middle, row.right, CAPTION, tone, room * 0.5)
            pen.left(px(VERB_AT + VERB_WIDTH), middle, row.words, BODY, tokens.text, room - right - 12)


class OutcomeBar(QWidget):
    """72 high at least; filled as P1 for unknown, tinted for refused.

    Signals:
        acknowledge: the operator has heard it.
    """

    acknowledge = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._critical = True
        self._started = False
        self._headline = PlainLabel(theme, FIGURE, "on_p1", wraps=True)
        self._fact = PlainLabel(theme, BODY_MEDIUM, "on_p1", wraps=True)
        self.button = Button(theme, "Acknowledge", key=Action.ACKNOWLEDGE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._fact)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(54), 8, 16, 8)
        self._row.setSpacing(12)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.button)
        self.button.clicked.connect(self.acknowledge)
        theme.changed.connect(self._restyle)

    def say(self, headline: str, fact: str, *, critical: bool, rings: bool, started: bool = False) -> None:
        """Show an outcome; without a headline there is nothing to show. ``started``: a person found that it did."""
        self._critical, self._started = critical, started
        self.setVisible(bool(headline))
        tone = "on_p1" if critical else "text"
        for label, text in ((self._headline, headline), (self._fact, fact)):
            label.set_tone(tone)
            label.show_text(text)
        self.button.setVisible(rings)
        self.setAccessibleName(f"{headline} {fact}")
        self.update()

    @property
    def alarming(self) -> bool:
        """Whether it is drawn as something bad: unknown, or refused, or said not to have started."""
        return self._critical or not self._started

    def _restyle(self) -> None:
        self._row.setContentsMargins(self._theme.px(54), 8, 16, 8)

    def minimumSizeHint(self) -> QSize:
        """64 px at 100 % text."""
        return QSize(200, max(self._theme.px(64), super().minimumSizeHint().height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the fill and the shape."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        calm = tokens.raised if self._started else tokens.p1_tint
        painter.fillRect(self.rect(), tokens.p1_fill if self._critical else calm)
        centre = QPointF(self._theme.px(30), self.height() / 2)
        shape = Shape.P1 if self._critical else Shape.SEEN if self._started else Shape.BROKEN
        on = tokens.on_p1 if self._critical else None
        paint(painter, shape, centre, self._theme.px(26 if self._critical else 20), tokens, on)


class SettleCard(Card):
    """Two verbs of equal weight; neither is a default, and each asks once more before it counts.

    Signals:
        settled: True for "It started".
    """

    settled = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._title = PlainLabel(theme, CARD_TITLE, wraps=True)
        self._title.show_text("Then say what you know")
        self._remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._refusal = PlainLabel(theme, BODY, "p2", wraps=True)
        self.started = Button(theme, "It started")
        self.did_not = Button(theme, "It did not start")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.started, 1)
        row.addWidget(self.did_not, 1)
        self.column.addWidget(self._title)
        self.column.addLayout(row)
        self.column.addWidget(self._refusal)
        self.column.addWidget(self._remark)
        self.column.addStretch(1)
        self.refuse("")
        self._asked: Button | None = None
        self.started.clicked.connect(lambda: self._click(self.started, started=True))
        self.did_not.clicked.connect(lambda: self._click(self.did_not, started=False))

    def start_anew(self) -> None:
        """Whatever was clicked once counts no longer."""
        self._asked = None
        self.started.setText("It started")
        self.did_not.setText("It did not start")

    def _click(self, button: Button, *, started: bool) -> None:
        """The first click asks, the second says it: a slip of the mouse must not end an alarm."""
        if self._asked is button:
            self.start_anew()
            self.settled.emit(started)
            return
        self.start_anew()
        self._asked = button
        button.setText("Yes, it started" if started else "Yes, it did not start")

    def show_word(self, said_before: str) -> None:
        """Show what was said before, which may be corrected; else what a word does."""
        words = "Your word, your name and the time go on the timeline. The trigger stays open until then."
        self._remark.show_text(said_before or words)

    @property
    def refusal(self) -> str:
        """Why the station did not take it."""
        return self._refusal.whole_text()

    def refuse(self, sentence: str) -> None:
        """Show why the station did not take it."""
        self._refusal.show_text(sentence)
        self._refusal.setVisible(bool(sentence))


class StepsCard(Card):
    """A title and its steps."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._title = PlainLabel(theme, CARD_TITLE, wraps=True)
        self._labels: list[PlainLabel] = []
        self.column.addWidget(self._title)
        self.column.addStretch(1)

    @property
    def words(self) -> list[str]:
        """The steps as they are said."""
        return [label.whole_text() for label in self._labels]

    def show_steps(self, title: str, steps: collections.abc.Sequence[NextStep]) -> None:
        """Show these."""
        self._title.show_text(title)
        shown = [f"{place}   {said(step.sentence)}" for place, step in enumerate(steps, 1)]
        if shown == self.words:
            return
        for label in self._labels:
            label.deleteLater()
        self._labels = []
        for words in shown:
            label = PlainLabel(self._theme, BODY, wraps=True)
            label.show_text(words)
            self._labels.append(label)
            self.column.insertWidget(self.column.count() - 1, label)


MOST_SHOWN = 5


class UnmatchedCard(Card):
    """The newest of them, each with a button.

    Signals:
        assigned: the operator says that a message, by its seq, belongs to the shown trigger.
    """

    assigned = Signal(int)

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "p2_tint", "p2_edge")
        self._zone = zone
        self._rows: dict[int, QWidget] = {}
        self._title = PlainLabel(theme, CARD_TITLE, wraps=True)
        self._title.show_text("Messages that name no trigger we know")
        self.column.addWidget(self._title)
        self.setVisible(False)

    @property
    def seqs(self) -> tuple[int, ...]:
        """The messages that are shown."""
        return tuple(self._rows)

    def show_messages(self, messages: collections.abc.Mapping[int, StatusReceived]) -> None:
        """Show these by their seq."""
        newest = dict(sorted(messages.items(), reverse=True)[:MOST_SHOWN])
        self.setVisible(bool(newest))
        if tuple(newest) == self.seqs:
            return
        for row in self._rows.values():
            row.deleteLater()
        self._rows = {seq: self._row(seq, event) for seq, event in newest.items()}
        for row in self._rows.values():
            self.column.addWidget(row)

    def _row(self, seq: int, event: StatusReceived) -> QWidget:
        status = event.status
        message = one_line(status_words(status))
        name = one_line(status.alert_id or status.event_id or "")
        proof = "verified" if event.verified else "UNVERIFIED"
        words = PlainLabel(self._theme, BODY)
        words.show_text(f"{clock(event.received_at, self._zone)}  {message}  ({name}, {proof})")
        button = Button(self._theme, "Belongs to this trigger").small()
        button.setAccessibleName(f"{message}: belongs to this trigger")
        button.clicked.connect(lambda _checked=False, seq=seq: self.assigned.emit(seq))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(words, 1)
        line.addWidget(button)
        return row
