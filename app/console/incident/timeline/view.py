"""The Timeline tab: chips that filter, the lines, the note box at the foot, and the summary's newest lines."""

import datetime as dt

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from app.console.incident.additional_data.text import AnswerNews
from app.console.incident.delivery import DeliveryProof
from app.console.incident.timeline.model import ENTRY_ROLE, OPEN_ROLE, TimelineModel, folded
from app.console.incident.timeline.text import TimelineEntry, entry, topic_words
from app.console.store import Store
from app.console.theme.icons import Icon, paint, paint_icon
from app.console.theme.text import PlainLabel, TextPainter, clock, one_line, span
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, BODY_STRONG, CAPTION, CAPTION_STRONG
from app.console.widgets.buttons import Button, Chip
from app.console.widgets.containers import FlowLayout, Painted, Surface
from app.domain.incident.events import IncidentHeard, IncidentShown
from app.domain.incident.handlers.incident import NOTE_LIMIT
from app.domain.incident.model import Incident
from app.export.event_text import EventTopic

LINES = 3
LOOKED_AT = 60
"""Newest events that are read at most, to be folded into those lines."""


_STAMPS = (IncidentShown, IncidentHeard)
"""They stand in the delivery proof and in the timeline; here they would push out what happened."""


class Latest(Painted):
    """The newest lines of an incident on its summary, newest first; stamps of delivery are left out."""

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self._entries: list[TimelineEntry] = []
        self._seen = (0, 0)
        self._news = AnswerNews()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_incident(self, incident: Incident) -> None:
        """Show the newest lines of an incident."""
        if (incident.number, incident.last_seq) == self._seen:
            return
        self._seen = (incident.number, incident.last_seq)
        news = self._news.of(incident)
        shown = (record for record in reversed(incident.timeline[-LOOKED_AT:]) if not isinstance(record.event, _STAMPS))
        lines = [entry(record, news) for record in shown]
        before, self._entries = self._entries, folded(lines)[:LINES]
        self.setAccessibleName(". ".join(one.text for one in self._entries))
        if len(before) != len(self._entries):
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """26 px a line at 100 % text."""
        return QSize(200, self._theme.px(26) * max(len(self._entries), 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        tokens, px = self._theme.tokens, self._theme.px
        pen = TextPainter(QPainter(self), self._theme)
        for place, line in enumerate(self._entries):
            middle = px(26) * place + px(13)
            x = 2 + pen.left(2, middle, clock(line.at, self._zone), CAPTION, tokens.muted) + px(16)
            paint(pen.painter, line.shape, QPointF(x, middle), px(11), tokens)
            x += px(14)
            pen.left(x, middle, f"{line.topic.value}: {line.text}", BODY, tokens.text, self.width() - x)


class NoteField(QPlainTextEdit):
    """Grows to four lines.

    Signals:
        entered: Enter was pressed.
    """

    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("Note")
        self.setPlaceholderText("Write a note. Enter adds it.")
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds; Shift+Enter is a new line; Esc is the window's, which leaves the field."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        lines = min(max(self.blockCount(), 1), 4)
        self.setFixedHeight(self._theme.px(20) * lines + 22)


class NoteBox(Surface):
    """Field, who signs, and the button.

    Signals:
        written: the text that shall be added.
        draft_changed: the text as it stands, for restoring it after a crash.
    """

    written = Signal(str)
    draft_changed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "page", lines=("top",))
        self.field = NoteField(theme)
        self._signed = PlainLabel(theme, CAPTION, "muted")
        self._problem = PlainLabel(theme, BODY, "p2", wraps=True)
        self._add = Button(theme, "Add note", key="Enter")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.field, 1)
        row.addWidget(self._add, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 9, 16, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._signed)
        column.addWidget(self._problem)
        self.refuse("")
        self.field.entered.connect(self._write)
        self._add.clicked.connect(self._write)
        self.field.textChanged.connect(self._changed)
        self._changed()

    def sign(self, operator: str | None) -> None:
        """Say whose name the note will carry."""
        signed = f"append-only, signed {one_line(operator)}" if operator else "sign on to write"
        self._signed.show_text(signed)

    def compact(self, compact: bool) -> None:
        """Do without the line that says who signs."""
        self._signed.setVisible(not compact)

    def restore(self, draft: str) -> None:
        """Put an unsent text back."""
        if draft != self.field.toPlainText():
            self.field.setPlainText(draft)

    def clear(self) -> None:
        """The note is on its way."""
        self.field.clear()
        self.refuse("")

    def refuse(self, sentence: str) -> None:
        """Show why the note was not added; the text stays."""
        self._problem.show_text(sentence)
        self._problem.setVisible(bool(sentence))

    def _write(self) -> None:
        text = self.field.toPlainText().strip()
        if text:
            self.written.emit(text)

    def _changed(self) -> None:
        text = self.field.toPlainText()
        self._add.setEnabled(bool(text.strip()))
        over = len(text) - NOTE_LIMIT
        self.refuse(f"{over} characters too many. Split it in two." if over > 0 else "")
        self.draft_changed.emit(text)


HEIGHT = 32
NARROW = 620
SECOND_MS = 1_000
Index = QModelIndex | QPersistentModelIndex


class TimelineDelegate(QStyledItemDelegate):
    """32 px a line, 52 with a second line; a long note takes the lines that it needs."""

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self.received_at = 0
        """The receipt that the second column counts from (UTC ms)."""
        self.width = NARROW
        """The view's width: a note's height depends on it."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of a line."""
        line: TimelineEntry | None = index.data(ENTRY_ROLE)
        px = self._theme.px
        if line is None:
            return QSize(200, px(HEIGHT))
        height = px(HEIGHT) - px(20) + self._text_height(line)
        return QSize(200, height + (px(20) if line.detail else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        line: TimelineEntry | None = index.data(ENTRY_ROLE)
        if line is None:
            return
        box: QRect = option.rect
        painter.save()
        painter.translate(box.topLeft())
        tokens, px = self._theme.tokens, self._theme.px
        pen = TextPainter(painter, self._theme)
        middle = px(16)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRect(QRectF(1, 1, box.width() - 2, box.height() - 3))
        x = 2 + px(64)
        pen.left(2, middle, clock(line.at, self._zone), CAPTION, tokens.text)
        if not self._narrow:
            pen.right(x + px(46), middle, _after(line.at - self.received_at), CAPTION, tokens.muted)
            x += px(52)
        x += px(14)
        painter.fillRect(QRectF(x, 0, 1, box.height()), tokens.hair)
        painter.fillRect(QRectF(x - px(8), middle - px(8), px(16), px(16)), tokens.panel)
        paint(painter, line.shape, QPointF(x, middle), px(12), tokens)
        if not self._narrow:
            pen.left(x + px(18), middle, line.topic.value, CAPTION_STRONG, tokens.muted, px(74))
        self._paint_words(pen, line, box, is_open=bool(index.data(OPEN_ROLE)))
        painter.fillRect(QRectF(x + px(18), box.height() - 1, box.width(), 1), tokens.hair2)
        painter.restore()

    def _paint_words(self, pen: TextPainter, line: TimelineEntry, box: QRect, *, is_open: bool) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        x = self._text_x() + self._indent(line)
        if line.folds is not None:
            caret = Icon.CARET_DOWN if is_open else Icon.CARET_RIGHT
            paint_icon(pen.painter, self._theme, caret, QPointF(x - px(11), px(16)), 14, tokens.text)
        right = pen.right(box.width() - 4, px(16), line.right, CAPTION, tokens.muted, box.width() * 0.3)
        room = box.width() - 4 - right - 12 - x
        height = self._text_height(line)
        pen.painter.setFont(self._theme.font(BODY_STRONG if line.strong else BODY))
        pen.painter.setPen(tokens.text)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        pen.painter.drawText(QRectF(x, px(6), room, height), flags, line.text)
        if line.detail:
            pen.left(x, px(16) + height, line.detail, CAPTION, tokens.muted, box.width() - x - 4)

    def _text_x(self) -> int:
        px = self._theme.px
        return 2 + px(64) + px(14) + (px(18) if self._narrow else px(52) + px(18) + px(80))

    def _text_height(self, line: TimelineEntry) -> int:
        metrics = self._theme.metrics(BODY_STRONG if line.strong else BODY)
        right = min(self._theme.metrics(CAPTION).horizontalAdvance(line.right), self.width * 0.3)
        room = max(self.width - 4 - right - 12 - self._text_x() - self._indent(line), 60)
        bounds = metrics.boundingRect(QRectF(0, 0, room, 1e6), int(Qt.TextFlag.TextWordWrap), line.text)
        return max(self._theme.px(20), int(bounds.height()) + 2)

    def _indent(self, line: TimelineEntry) -> int:
        """Room for the caret of a fold, and for seeing what is part of one."""
        return self._theme.px(20) if line.folds is not None or line.folded_in is not None else 0

    @property
    def _narrow(self) -> bool:
        return self.width < self._theme.px(NARROW)


def _after(ms: int) -> str:
    """``+3:08`` after the receipt; nothing is added at the receipt itself."""
    return span(ms) if ms < SECOND_MS else f"+{span(ms)}"


class TimelineView(QListView):
    """Reads downwards from the newest."""

    def __init__(self, theme: Theme, model: TimelineModel, zone: dt.tzinfo | None) -> None:
        super().__init__()
        self._lines = model
        self._delegate = TimelineDelegate(theme, zone)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setMinimumHeight(theme.px(32))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("Timeline, newest first")
        self.viewport().setAutoFillBackground(False)
        theme.changed.connect(self._relayout)
        self.clicked.connect(lambda index: self._toggle(index.row()))

    def count_from(self, received_at: int) -> None:
        """Count the second column from this receipt."""
        self._delegate.received_at = received_at

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space opens a folded line and closes it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _toggle(self, row: int) -> None:
        self._lines.toggle(row)
        self._relayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines may need other heights."""
        self._delegate.width = self.viewport().width()
        super().resizeEvent(event)
        self._relayout()

    def _relayout(self) -> None:
        self._delegate.width = self.viewport().width()
        self.scheduleDelayedItemsLayout()


LEAST_FOR_PROOF = 400
QWIDGETSIZE_MAX = 16_777_215


class Timeline(Surface):
    """All events of the incident in one list, filtered by chips, with the delivery proof above and notes below."""

    def __init__(self, theme: Theme, watch: Store, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "panel")
        self._theme = theme
        self._watch = watch
        self._model = TimelineModel(self)
        self._view = TimelineView(theme, self._model, zone)
        self._proof = DeliveryProof(theme, watch, zone)
        self.note = NoteBox(theme)
        self._chips: dict[EventTopic | None, Chip] = {None: Chip(theme, "All")}
        self._chips |= {topic: Chip(theme, topic_words(topic)) for topic in EventTopic}
        self._lay_out()
        self.setFocusProxy(self._view)
        for topic, chip in self._chips.items():
            chip.clicked.connect(lambda _checked=False, topic=topic: self._choose(topic))
        self._chips[None].setChecked(True)

    def show_incident(self, incident: Incident) -> None:
        """Show an incident's events."""
        self._view.count_from(incident.shares[0].received_at if incident.shares else incident.opened_at)
        self._model.show_incident(incident)
        self._proof.show_incident(incident)
        self.note.sign(self._watch.operator)
        for topic, chip in self._chips.items():
            count = self._model.count(topic)
            chip.count(count)
            chip.setVisible(topic is None or count > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without height the proof and the note's caption step aside for the lines."""
        super().resizeEvent(event)
        low = self.height() < self._theme.px(LEAST_FOR_PROOF)
        self._proof.setMaximumHeight(0 if low else QWIDGETSIZE_MAX)
        self.note.compact(low)

    def _choose(self, chosen: EventTopic | None) -> None:
        self._model.choose(chosen)
        for topic, chip in self._chips.items():
            chip.setChecked(topic is chosen)

    def _lay_out(self) -> None:
        chips = FlowLayout(spacing=6)
        for chip in self._chips.values():
            chips.addWidget(chip)
        upper = QVBoxLayout()
        upper.setContentsMargins(16, 10, 16, 0)
        upper.setSpacing(10)
        upper.addLayout(chips)
        upper.addWidget(self._proof)
        upper.addWidget(self._view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(self.note)
