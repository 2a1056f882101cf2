"""The left pane: title, search, chips, rows, and the one button that takes the next."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.controls.chip import Chip
from app.console.controls.flow import FlowLayout
from app.console.controls.surface import Surface
from app.console.keys import Act
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CAPTION, FIGURE
from app.console.queue.above_bar import AboveBar
from app.console.queue.empty_queue import EmptyQueue
from app.console.queue.filters import Filter, Filters
from app.console.queue.flood_banner import FloodBanner
from app.console.queue.groups import group_marks
from app.console.queue.queue_model import QueueModel
from app.console.queue.queue_view import QueueView
from app.console.queue.quiet import quiet_words
from app.console.queue.row_delegate import HEIGHT
from app.console.times import span
from app.console.watch import Link, Watch
from app.domain.incident.incident import Incident
from app.domain.incident.ringing.alarm_rate import Flood, alarm_rate
from app.domain.incident.ringing.alarms import is_raised, next_to_answer, unanswered

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

    def __init__(self, theme: Theme, watch: Watch, zone: dt.tzinfo | None = None) -> None:
        super().__init__(theme, "panel")
        self._watch = watch
        self._filters = Filters(zone)
        self._flood = Flood()
        self.model = QueueModel(watch, self._shows, self)
        self.view = QueueView(theme, self.model)
        self._count = PlainLabel(theme, BODY, "muted")
        self._hidden = PlainLabel(theme, CAPTION, "p2")
        self._banner = FloodBanner(theme)
        self._above = AboveBar(theme)
        self._empty = EmptyQueue(theme)
        self._search = QLineEdit()
        self._chips = {chip: Chip(theme, words) for chip, words in self._chip_words().items()}
        self._take = Button(theme, "Take next", Kind.PRIMARY, key=Act.TAKE_NEXT)
        self._lay_out(theme)
        self.setFocusProxy(self.view)
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show the book as it is now."""
        self._filters.operator = self._watch.operator
        self._mark_flood()
        self.model.refresh()
        incidents = self._watch.book.open_incidents
        self._say_count(len(incidents))
        for chip, button in self._chips.items():
            button.count(sum(self._filters.passes(chip, one) for one in incidents))
        hidden = len(incidents) - len(self.model.numbers)
        self._hidden.show_text(f"{hidden} hidden by search or filter")
        self._hidden.setVisible(hidden > 0)
        watch = self._watch
        wanted = next_to_answer(watch.book, watch.now(), watch.operator, watch.raise_ms)
        self._take.setEnabled(wanted is not None)
        self._say_time()

    def tick(self) -> None:
        """A second has passed."""
        self._mark_flood()
        self.model.resort()
        self._say_time()

    def _mark_flood(self) -> None:
        watch, now = self._watch, self._watch.now()
        alarms = alarm_rate(watch.book, unanswered(watch.book, now, watch.raise_ms), now)
        flood = self._flood.observe(alarms)
        self._banner.setVisible(flood)
        self.model.marks = group_marks(watch.book.open_incidents) if flood else {}
        self._banner.show_alarms(alarms)

    def _say_time(self) -> None:
        empty = not self.model.numbers
        self.view.setVisible(not empty)
        self._empty.setVisible(empty)
        if empty:
            self._empty.say(*quiet_words(self._watch))
        self.view.tick()
        self._count_above()
        self._say_count(len(self._watch.book.open_incidents))

    def _shows(self, incident: Incident) -> bool:
        """What was left alone for too long is P1, which no filter hides."""
        watch = self._watch
        return self._filters.shows(incident) or is_raised(incident, watch.now(), watch.raise_ms)

    def _count_above(self) -> None:
        self._above.count(0 if self.view.isHidden() else self.view.ringing_above())

    def _say_count(self, count: int) -> None:
        lost = self._watch.link is Link.LOST
        as_of = f"{count} open, {span(self._watch.silent_ms())} old"
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
        key = self._theme.keys.shown(Act.SEARCH)
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
