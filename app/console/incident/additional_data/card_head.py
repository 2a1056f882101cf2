"""A card's head: state shape, name, what changed, when it came and how long ago, and the copy button."""

import datetime as dt

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.console.controls.button import Button, Kind
from app.console.look.icons import Icon
from app.console.look.lettering import Pen
from app.console.look.plain_text import one_line, set_tool_tip
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CAPTION_MEDIUM, CARD_TITLE
from app.console.times import both, clock, span
from app.domain.incident.known import Card

HEIGHT = 38


class CardHead(QWidget):
    """38 high; the age goes first when there is no room, then the time.

    Signals:
        copy: the operator wants the card on the clipboard.
    """

    copy = Signal()

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self._name = ""
        self._news = ""
        self._time = ""
        self._age = ""
        self._shape = Shape.SEEN
        button = Button(theme, "Copy this card", Kind.QUIET, icon=Icon.COPY).icon_only()
        button.clicked.connect(self.copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_card(self, card: Card, since: int, now: int) -> None:
        """Show a card at the present time; ``since`` is when the share's first answer came."""
        self._name = one_line(card.source.name)
        self._news = self._news_of(card, since)
        self._shape = Shape.SEEN if card.gone_at is None else Shape.NOT_PROVEN
        self._time = clock(card.at, self._zone)
        self._age = f"{span(now - card.at)} ago"
        if card.gone_at is not None:
            missed = clock(card.gone_at, self._zone)
            self._time, self._age = f"last seen {self._time}", ""
            self._news = f"not in the answer since {missed}"
        self.setAccessibleName(", ".join(part for part in (self._name, self._news, self._time, self._age) if part))
        set_tool_tip(self, f"{self._name}: as answered {both(card.at, self._zone)}")
        self.update()

    def sizeHint(self) -> QSize:
        """38 px at 100 % text."""
        return QSize(200, self._theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """A name's beginning and the button."""
        return QSize(self._theme.px(120), self._theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint shape, name, news, time and age, and the hairline below."""
        tokens, px = self._theme.tokens, self._theme.px
        pen = Pen(QPainter(self), self._theme)
        middle, right = self.height() / 2, float(self.width() - px(28) - 14)
        paint(pen.painter, self._shape, QPointF(px(18), middle), px(13), tokens)
        name = pen.width(self._name, CARD_TITLE)
        news = px(22) + pen.width(self._news, CAPTION_MEDIUM) if self._news else 0
        for when in self._whens():
            wide = pen.width(when, CAPTION)
            if not when or px(32) + name + news + wide + 20 <= right:
                right -= pen.right(right, middle, when, CAPTION, tokens.muted) + (10 if when else 0)
                break
        x = px(32) + pen.left(px(32), middle, self._name, CARD_TITLE, tokens.text, max(right - px(32), 0))
        if self._news and right - x > px(40):
            tone = tokens.accent if self._shape is Shape.SEEN else tokens.muted
            if self._shape is Shape.SEEN:
                paint(pen.painter, Shape.NEWS, QPointF(x + px(12), middle), px(11), tokens)
            if pen.width(self._news, CAPTION_MEDIUM) <= right - x - px(22):
                pen.left(x + px(22), middle, self._news, CAPTION_MEDIUM, tone)
        pen.painter.fillRect(QRectF(1, self.height() - 1, self.width() - 2, 1), tokens.hair2)

    def _whens(self) -> tuple[str, ...]:
        both_of_them = f"{self._time} · {self._age}" if self._age else self._time
        return (both_of_them, self._time, "")

    def _news_of(self, card: Card, since: int) -> str:
        if card.changed:
            return f"{len(card.changed)} changed"
        return "new" if card.first_at > since else ""
