"""RapidSOS's messages about one flow, in their own words and order, its answer among them; newest first."""

import collections.abc
import datetime as dt

import msgspec
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.card import Card
from app.console.look.lettering import Pen
from app.console.look.plain_text import one_line, set_tool_tip
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CAPTION, CODE
from app.console.times import clock
from app.console.trigger.progress.node_words import outcome_said
from app.domain.callflow.follow import Report
from app.domain.callflow.outcome import Accepted, Refused
from app.domain.callflow.trigger import Trigger

ROW = 30
VERB_AT, VERB_WIDTH = 106, 150


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One row; every text is safe to paint."""

    at: int
    shape: Shape
    verb: str
    words: str
    right: str


def message_rows(trigger: Trigger, reports: collections.abc.Sequence[Report]) -> list[Message]:
    """The rows of a trigger, newest first; an unverified one is hollow and says so."""
    rows = [_row(report) for report in reversed(reports)]
    if trigger.answered_at is not None:
        rows.append(_answer(trigger, trigger.answered_at))
    return rows


def _row(report: Report) -> Message:
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
        pen = Pen(painter, self._theme)
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
