"""One source's card: head, rows in the order of its own schema, what the schema doesn't mention, and the foot."""

import datetime as dt
import enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.console.incident.additional_data.field_row import FoldButton
from app.console.incident.additional_data.rows import Rows
from app.console.incident.additional_data.text import Absence, CardLine, Look, gone, lines
from app.console.theme.icons import Icon, Shape, paint
from app.console.theme.text import PlainLabel, TextPainter, both, clock, one_line, set_tool_tip, span
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, CAPTION_MEDIUM, CARD_TITLE
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import Card as Plate
from app.console.widgets.text import Remark
from app.domain.additional_data import render
from app.domain.additional_data.history import KnownSource

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
        button = Button(theme, "Copy this card", ButtonKind.QUIET, icon=Icon.COPY).icon_only()
        button.clicked.connect(self.copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_card(self, card: KnownSource, since: int, now: int) -> None:
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
        pen = TextPainter(QPainter(self), self._theme)
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

    def _news_of(self, card: KnownSource, since: int) -> str:
        if card.changed:
            return f"{len(card.changed)} changed"
        return "new" if card.first_at > since else ""


class Edge(enum.Enum):
    """How the card is framed."""

    SOLID = "solid"
    WARNING = "warning"
    DASHED = "dashed"
    DOTTED = "dotted"
    NONE = "none"


LOOKS = {
    Look.NOT_YET: (Shape.NOT_PROVEN, Edge.DOTTED),
    Look.NO_NUMBER: (Shape.HELD, Edge.DOTTED),
    Look.EMPTY: (Shape.QUIET, Edge.SOLID),
    Look.FAILED: (Shape.P2, Edge.WARNING),
    Look.NOT_PERMITTED: (Shape.OFF, Edge.DASHED),
    Look.ENDED: (Shape.BROKEN, Edge.NONE),
}


class NothingCard(QWidget):
    """Title, state in a few words, and a sentence with what it means."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._absence: Absence | None = None
        self._title = PlainLabel(theme, CARD_TITLE)
        self._state = Remark(theme)
        self._sentence = Remark(theme, BODY, "text")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.addWidget(self._title)
        self._column.addWidget(self._state)
        self._column.addWidget(self._sentence)
        theme.changed.connect(self._indent)
        self._indent()

    def show_absence(self, absence: Absence) -> None:
        """Show another absence, or the same at another time."""
        if absence == self._absence:
            return
        self._absence = absence
        self._title.show_text(absence.title)
        careful = absence.look is Look.FAILED or absence.early
        self._state.show_text(absence.state, "p2" if careful else "muted")
        self._sentence.show_text(absence.sentence)
        self.setAccessibleName(f"{absence.title}, {absence.state}. {absence.sentence}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge and shape."""
        if self._absence is None:
            return
        tokens, px = self._theme.tokens, self._theme.px
        shape, edge = LOOKS[self._absence.look]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(tokens.p2_edge if edge is Edge.WARNING else tokens.hair if edge is Edge.SOLID else tokens.border, 1)
        pen.setStyle(_STYLES[edge])
        painter.setPen(pen)
        painter.setBrush(tokens.raised if edge in (Edge.SOLID, Edge.WARNING) else tokens.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if edge is Edge.NONE:
            painter.fillRect(QRectF(0, 0, 3, self.height()), tokens.p2_edge if self._absence.early else tokens.border)
        tone = (tokens.p2 if self._absence.early else tokens.muted) if shape is Shape.BROKEN else None
        paint(painter, shape, QPointF(px(20), self._title.y() + px(10)), px(15), tokens, tone)

    def _indent(self) -> None:
        self._column.setContentsMargins(self._theme.px(36), 10, 14, 12)


_STYLES = {
    Edge.SOLID: Qt.PenStyle.SolidLine,
    Edge.WARNING: Qt.PenStyle.SolidLine,
    Edge.DASHED: Qt.PenStyle.DashLine,
    Edge.DOTTED: Qt.PenStyle.DotLine,
    Edge.NONE: Qt.PenStyle.NoPen,
}


class SourceCard(Plate):
    """Keeps its rows, what is unfolded and loaded pictures as long as the source keeps its shape.

    Signals:
        copied: text for the clipboard.
        link_clicked: an address that the operator wants opened.
        picture_wanted: the box that waits for a picture.
    """

    copied = Signal(str)
    link_clicked = Signal(str)
    picture_wanted = Signal(object)

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme)
        self._zone = zone
        self._card: KnownSource | None = None
        self._head = CardHead(theme, zone)
        self._rows = Rows(theme, zone)
        self._fold: FoldButton | None = None
        self._other = Rows(theme, zone)
        self._other.hide()
        self._foot = Remark(theme)
        self._foot.setContentsMargins(14, 2, 14, 8)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        for widget in (self._head, self._rows, self._other, self._foot):
            self.column.addWidget(widget)
        self._head.copy.connect(self._copy)
        for rows in (self._rows, self._other):
            rows.copied.connect(self.copied)
            rows.link_clicked.connect(self.link_clicked)
            rows.picture_wanted.connect(self.picture_wanted)

    def show_card(self, card: KnownSource, since: int, now: int) -> None:
        """Show a card at the present time."""
        renewed = self._card is None or self._card.source != card.source
        self._card = card
        self._head.show_card(card, since, now)
        changes = {changed.change.path: changed for changed in card.changed}
        self._rows.show_lines([*lines(card.source.fields, changes), *gone(card.changed)], now)
        self._show_other(list(lines(card.source.other, changes)), now)
        if renewed:
            self._foot.show_text(self._foot_words(card))

    @property
    def has_changes(self) -> bool:
        """Whether something in it ever changed."""
        return bool(self._card and self._card.changed)

    def _show_other(self, other: list[CardLine], now: int) -> None:
        """Collapsed until somebody unfolds it; counted by fields, not by headings."""
        count = sum(line.field is not None for line in other)
        if self._fold is None and other and self._card is not None:
            words = "Other data from {source}, {count} fields"
            self._fold = FoldButton(
                self._theme, words.format(count=count, source="{source}").replace("{source}", self._card.source.name)
            )
            self._fold.toggled.connect(self._other.setVisible)
            self.column.insertWidget(self.column.indexOf(self._other), self._fold)
        if self._fold is not None:
            self._fold.setVisible(bool(other))
            self._other.setVisible(bool(other) and self._fold.isChecked())
        self._other.show_lines(other, now)

    def _foot_words(self, card: KnownSource) -> str:
        words = "Supplemental, supplied by partner. Verify."
        return f"More was sent than is shown here, see Raw. {words}" if card.source.cut else words

    def _copy(self) -> None:
        if self._card is not None:
            self.copied.emit(render.text(self._card.source, self._card.at))
