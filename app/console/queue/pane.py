"""The queue: head with search and chips, the flood's banner, the rows, and what it shows when nothing waits."""

import collections.abc
import datetime as dt

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.console.queue.delegate import HEIGHT
from app.console.queue.model import ChipCounts, Filter, Filters, Groups, QueueModel
from app.console.queue.view import QueueView
from app.console.shortcuts.actions import Action
from app.console.store import Link, Store
from app.console.theme.icons import Shape, paint
from app.console.theme.text import PlainLabel, TextPainter, one_line, span
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, CAPTION_STRONG, FIGURE
from app.console.widgets.buttons import Button, ButtonKind, Chip, Pressable
from app.console.widgets.containers import FlowLayout, Painted, Surface
from app.domain.incident.alarm_sound import Flood
from app.domain.lamp import Lamp, LampState

TALL = 24


class AboveBar(Pressable):
    """A line above the rows with the number of unanswered ones that are scrolled out of sight."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.updateGeometry)
        self.count(0)

    def count(self, above: int) -> None:
        """Say how many there are; without one there is no line."""
        self.setText(f"{above} unanswered above")
        self.setAccessibleName(self.text())
        self.setVisible(above > 0)

    def sizeHint(self) -> QSize:
        """24 px at 100 % text."""
        return QSize(120, self._theme.px(TALL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint shape and words, and a hairline to the rows; outlined with the keyboard on it."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.raised)
        painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.p1)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        middle = self.height() / 2
        paint(painter, Shape.P1, QPointF(px(28), middle), px(13), tokens)
        pen = TextPainter(painter, self._theme)
        pen.left(px(46), middle, self.text(), CAPTION_STRONG, tokens.p1, self.width() - px(46) - 8)


class EmptyQueue(Painted):
    """What stands in place of the rows when there are none: a shape, a headline and a few lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shape = Shape.NOT_PROVEN
        self._headline = ""
        self._lines = ""
        theme.changed.connect(self.update)

    def say(self, shape: Shape, headline: str, lines: str) -> None:
        """Show this shape, headline and text."""
        if (shape, headline, lines) == (self._shape, self._headline, self._lines):
            return
        self._shape, self._headline, self._lines = shape, headline, lines
        self.setAccessibleName(f"{headline}. {lines}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint shape, headline and lines."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        middle = self.width() / 2
        paint(painter, self._shape, QPointF(middle, px(64)), px(28), tokens)
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.setPen(tokens.text)
        painter.setFont(self._theme.font(FIGURE))
        painter.drawText(QRectF(16, px(92), self.width() - 32, px(54)), centre, self._headline)
        painter.setPen(tokens.muted)
        painter.setFont(self._theme.font(BODY))
        painter.drawText(QRectF(24, px(122), self.width() - 48, self.height() - px(122)), centre, self._lines)


class FloodBanner(Painted):
    """Says that there is a flood of alarms, and what to do; two lines on the warning tint."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._alarms = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_alarms(self, alarms: int) -> None:
        """Show the alarm rate: alarms in ten minutes."""
        if alarms != self._alarms:
            self._alarms = alarms
            self.setAccessibleName(self._headline())
            self.update()

    def sizeHint(self) -> QSize:
        """48 px at 100 % text."""
        return QSize(200, self._theme.px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tint, shape and words."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.p2_tint)
        painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.hair)
        paint(painter, Shape.P2, QPointF(px(28), self.height() / 2), px(17), tokens)
        pen = TextPainter(painter, self._theme)
        room = self.width() - px(46) - 12
        pen.left(px(46), px(15), self._headline(), CAPTION_STRONG, tokens.p2, room)
        pen.left(px(46), px(34), self._advice(room), CAPTION, tokens.text, room)

    def _headline(self) -> str:
        return f"Flood: {self._alarms} alarms in 10 min"

    def _advice(self, room: float) -> str:
        take_next = self._theme.keys.named(Action.TAKE_NEXT)
        whole = f"One combined sound. Nothing is hidden. {take_next} takes the next."
        fits = self._theme.metrics(CAPTION).horizontalAdvance(whole) <= room
        return whole if fits else "One sound, nothing hidden."


def quiet_words(store: Store) -> tuple[Shape, str, str]:
    """Shape, headline and lines for a queue without rows."""
    if store.link is Link.REFUSED:
        return Shape.BROKEN, "No station", store.problem
    if store.link is Link.LOST:
        lines = "Whether shares arrive is not known here. What is shown is as old as the last answer."
        return Shape.BROKEN, "Station lost", lines
    if not store.caught_up:
        lines = "Starting the station and reading its open incidents."
        return Shape.NOT_PROVEN, "Opening the journal", lines
    if store.assessed().open:
        return (
            Shape.QUIET,
            "Nothing matches",
            "Open incidents are hidden by search or filter.",
        )
    return _empty(store)


_WRONG = frozenset({LampState.DOWN, LampState.WARNING})


def _empty(store: Store) -> tuple[Shape, str, str]:
    headline = "Nothing is waiting"
    opens = "A new share opens here by itself, with sound."
    lamp = listener(store)
    if lamp is None or lamp.observed_at is None or lamp.state is not LampState.SEEN:
        said = lamp.evidence.rstrip(".") if lamp else "No evidence of the listener yet"
        return Shape.NOT_PROVEN, headline, f"{said}.\n{opens}"
    age = span(store.now() - lamp.observed_at)
    seen = "Listener: {evidence}, {age} ago.".format(evidence=lamp.evidence.rstrip("."), age=age)
    if wrong := [one for one in store.pulse.lamps if one.state in _WRONG] if store.pulse else []:
        more = f" {len(wrong) - 1} more beside it." if len(wrong) > 1 else ""
        return Shape.P2, headline, f"But not all works: {one_line(wrong[0].evidence)}{more}\n{seen}"
    return Shape.SEEN, headline, f"{seen}\n{opens}"


def listener(store: Store) -> Lamp | None:
    """The listener's lamp of the last pulse."""
    lamps = store.pulse.lamps if store.pulse else ()
    return next((lamp for lamp in lamps if lamp.name == "listener"), None)


ORDER_FROM = 440


class QueuePane(Surface):
    """The queue.

    Signals:
        take_next: the operator wants the next one by priority.
        searched: the line in the search field is another one.
        search_entered: somebody pressed Enter in the search field.
    """

    take_next = Signal()
    searched = Signal(str)
    search_entered = Signal()

    def __init__(self, theme: Theme, store: Store, zone: dt.tzinfo | None = None) -> None:
        super().__init__(theme, "panel")
        self._store = store
        self._filters = Filters(zone)
        self._flood = Flood()
        self._groups = Groups()
        self.model = QueueModel(store, self._filters.shows, self)
        self._chip_counts = ChipCounts(self._filters)
        self.view = QueueView(theme, self.model)
        self._count = PlainLabel(theme, BODY, "muted")
        self._hidden = PlainLabel(theme, CAPTION, "p2")
        self._banner = FloodBanner(theme)
        self._above = AboveBar(theme)
        self._empty = EmptyQueue(theme)
        self._search = QLineEdit()
        self._chips = {chip: Chip(theme, words) for chip, words in self._chip_words().items()}
        self._take = Button(theme, "Take next", ButtonKind.PRIMARY, key=Action.TAKE_NEXT)
        self._lay_out(theme)
        self.setFocusProxy(self.view)
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Filter, sort, count and paint everything anew."""
        self._filters.operator = self._store.operator
        self._mark_flood()
        self._chip_counts.clear()
        self._count_chips(self.model.refresh())
        self._say_time()
        self.view.tick()

    def update_incidents(self, numbers: collections.abc.Collection[int]) -> None:
        """These incidents are new, different or gone; only their rows are filtered, counted and painted again."""
        if self._filters.operator != self._store.operator:
            self.refresh()
            return
        self._mark_flood()
        self._count_chips(self.model.update(numbers))
        self._say_time()

    def tick(self) -> None:
        """A second has passed: every row in sight shows another age, and time alone may have changed the order."""
        self._mark_flood()
        self._count_chips(self.model.update())
        self._say_time()
        self.view.tick()

    def _mark_flood(self) -> None:
        assessed = self._store.assessed()
        rate = assessed.rate()
        flood = self._flood.observe(rate)
        self._banner.setVisible(flood)
        self._banner.show_alarms(rate)
        if self._groups.take(assessed) if flood else self._groups.clear():
            self.model.marks = self._groups.marks
            self.model.repaint()

    def _count_chips(self, numbers: collections.abc.Collection[int]) -> None:
        assessed = self._store.assessed()
        self._chip_counts.take(numbers, assessed.open)
        for chip, button in self._chips.items():
            button.count(self._chip_counts.counts[chip])
        hidden = len(assessed.open) - self.model.rowCount()
        self._hidden.show_text(f"{hidden} hidden by search or filter")
        self._hidden.setVisible(hidden > 0)
        self._take.setEnabled(assessed.next_to_answer(self._store.operator) is not None)

    def _say_time(self) -> None:
        empty = self.model.rowCount() == 0
        self.view.setVisible(not empty)
        self._empty.setVisible(empty)
        if empty:
            self._empty.say(*quiet_words(self._store))
        self._count_above()
        self._say_count(len(self._store.assessed().open))

    def _count_above(self) -> None:
        self._above.count(0 if self.view.isHidden() else self.view.ringing_above())

    def _say_count(self, count: int) -> None:
        lost = self._store.link is Link.LOST
        as_of = f"{count} open, {span(self._store.silent_ms())} old"
        self._count.show_text(as_of if lost else f"{count} open")
        self._count.set_tone("p1" if lost else "muted")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room the button takes the whole foot."""
        super().resizeEvent(event)
        roomy = self.width() >= self._theme.px(ORDER_FROM)
        self._order.setVisible(roomy)
        self._foot_row.setStretch(1, 0 if roomy else 1)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a control at the end of the head."""
        self._head_row.addWidget(widget)

    def search(self) -> None:
        """Put the cursor into the search field."""
        self._search.setFocus()
        self._search.selectAll()

    def put_below(self, widget: QWidget) -> None:
        """Give a widget a place between the rows and the foot: what else the search found."""
        self._column.insertWidget(self._column.count() - 1, widget, 1)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._searched)
        self._theme.changed.connect(self._say_key)
        self._say_key()
        self._search.returnPressed.connect(self.search_entered)
        self._take.clicked.connect(self.take_next)
        self._above.clicked.connect(self.view.scrollToTop)
        self.view.verticalScrollBar().valueChanged.connect(self._count_above)
        for chip, button in self._chips.items():
            button.clicked.connect(lambda _checked=False, chip=chip: self._choose(chip))
        self._chips[Filter.ALL].setChecked(True)

    def _say_key(self) -> None:
        key = self._theme.keys.shown(Action.SEARCH)
        self._search.setPlaceholderText(f"Search  {key}")

    def _searched(self, text: str) -> None:
        self._filters.search = text
        # What is found below must not push the row that rings out of sight.
        self.view.setMinimumHeight(self._theme.px(HEIGHT) if text else 0)
        self.refresh()
        self.searched.emit(text)

    def _choose(self, chosen: Filter) -> None:
        self._filters.chip = chosen
        for chip, button in self._chips.items():
            button.setChecked(chip is chosen)
        self.refresh()

    def _chip_words(self) -> dict[Filter, str]:
        return {
            Filter.ALL: "All",
            Filter.MINE: "Mine",
            Filter.UNCLAIMED: "Unclaimed",
            Filter.HELD: "Held",
        }

    def _lay_out(self, theme: Theme) -> None:
        title = PlainLabel(theme, FIGURE)
        title.show_text("Queue")
        self._search.setAccessibleName("Search by number, phone, ECC, note, coordinates or date")
        self._search.setClearButtonEnabled(True)
        self._search.setMaximumWidth(theme.px(190))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._search, 4)
        self._head_row = head
        chips = FlowLayout(spacing=6)
        for chip in self._chips.values():
            chips.addWidget(chip)
        top = QVBoxLayout()
        top.setContentsMargins(14, 8, 12, 9)
        top.setSpacing(8)
        top.addLayout(head)
        top.addLayout(chips)
        top.addWidget(self._hidden)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._banner)
        column.addWidget(self._above)
        column.addWidget(self.view, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._footer(theme))
        self._column = column

    def _footer(self, theme: Theme) -> Surface:
        footer = Surface(theme, "panel", lines=("top",))
        self._order = PlainLabel(theme, CAPTION, "muted")
        self._order.show_text("Priority, then unacknowledged, then oldest")
        row = QHBoxLayout(footer)
        row.setContentsMargins(14, 9, 12, 8)
        row.setSpacing(12)
        row.addWidget(self._order, 1)
        row.addWidget(self._take)
        self._foot_row = row
        return footer
