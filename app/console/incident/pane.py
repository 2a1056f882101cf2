"""The incident pane: head, tab bar, the pages of the tabs, and foot."""

import datetime as dt
import enum

from PySide6.QtCore import QPointF, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QVBoxLayout, QWidget

from app.console.incident.additional_data.page import AdditionalDataPage
from app.console.incident.footer import Footer
from app.console.incident.header import Header
from app.console.incident.raw import RawPage
from app.console.incident.summary import Summary, summary_text
from app.console.incident.timeline.view import Timeline
from app.console.store import Store
from app.console.theme.icons import Shape, paint
from app.console.theme.text import TextPainter
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY_MEDIUM, BODY_STRONG, CAPTION
from app.console.widgets.containers import PageStack, Surface
from app.domain.incident.model import Incident

GAP = 26
LEFT = 16
HEIGHT = 40
DOT = 14
Laid = tuple[tuple[str, ...], list[str], list[QRect]]


class TabBar(QTabBar):
    """Names with counts, painted by hand; tabs to the pointer, to the keys and to screen readers.

    ``currentChanged`` tells the place of the tab that the operator chose.
    """

    def __init__(self, theme: Theme, names: tuple[str, ...], short: tuple[str, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._names = names
        self._short = short
        self._counts = ["" for _ in names]
        self._news = [False for _ in names]
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setDrawBase(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        with QSignalBlocker(self):
            for name in names:
                self.addTab(name)
        theme.changed.connect(self._restyle)
        self._restyle()

    def choose(self, place: int) -> None:
        """Show a tab as the current one."""
        with QSignalBlocker(self):
            self.setCurrentIndex(place)

    def show_count(self, place: int, words: str, *, news: bool = False) -> None:
        """Show a count behind a tab's name; news wears a dot."""
        if (words, news) != (self._counts[place], self._news[place]):
            self._counts[place], self._news[place] = words, news
            self.setAccessibleTabName(place, f"{self._names[place]}, {words}" if words else self._names[place])
            # Qt lays tabs out anew when one of them has another text.
            self.setTabText(place, f"{self._names[place]} {words}")
            self.update()

    def sizeHint(self) -> QSize:
        """As high as a tab; names step aside where there is no room for them."""
        return QSize(0, self.height())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def tabSizeHint(self, place: int) -> QSize:
        """A tab takes its words and half the gap at either side."""
        box = self._laid_out()[2][place]
        return QSize(box.width() + GAP + (LEFT - GAP // 2 if place == 0 else 0), self.height())

    def minimumTabSizeHint(self, place: int) -> QSize:
        """The same."""
        return self.tabSizeHint(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint names, counts, underline and focus."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.hair)
        pen = TextPainter(painter, self._theme)
        middle = self.height() / 2
        names, counts, boxes = self._laid_out()
        for place, box in enumerate(boxes):
            current = place == self.currentIndex()
            face = BODY_STRONG if current else BODY_MEDIUM
            used = pen.left(box.left(), middle, names[place], face, tokens.text if current else tokens.muted)
            self._paint_count(pen, box.left() + used + 8, counts[place], news=self._news[place])
            if current:
                painter.fillRect(box.left(), self.height() - 3, box.width(), 3, tokens.accent)
                if self.hasFocus():
                    painter.setPen(QPen(tokens.accent, 2))
                    painter.drawRect(box.adjusted(-5, 6, 5, -8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the neighbours."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.setCurrentIndex((self.currentIndex() + step) % len(self._names))

    def _paint_count(self, pen: TextPainter, x: float, count: str, *, news: bool) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        if news and count:
            paint(pen.painter, Shape.NEWS, QPointF(x + px(5), self.height() / 2), px(11), tokens)
            x += px(DOT)
        pen.left(x, self.height() / 2, count, CAPTION, tokens.accent if news else tokens.muted)

    def _laid_out(self) -> Laid:
        """Names, counts and boxes: where there is no room, the counts step aside, then the longer names."""
        nothing = ["" for _ in self._names]
        choices = ((self._names, self._counts), (self._names, nothing), (self._short, nothing))
        for names, counts in choices:
            boxes = self._boxes_of(names, counts)
            if boxes[-1].right() < self.width() - 8 or (names, counts) == choices[-1]:
                break
        return names, counts, boxes

    def _boxes_of(self, names: tuple[str, ...], counts: list[str]) -> list[QRect]:
        metrics = self._theme.metrics
        boxes, x = [], LEFT
        for name, count, news in zip(names, counts, self._news, strict=True):
            width = metrics(BODY_STRONG).horizontalAdvance(name)
            width += 8 + metrics(CAPTION).horizontalAdvance(count) + news * self._theme.px(DOT) if count else 0
            boxes.append(QRect(x, 0, int(width) + 1, self.height()))
            x += int(width) + GAP
        return boxes

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(HEIGHT))
        # As above: the letters have another size.
        self.setTabText(0, self.tabText(0))
        self.update()


LOW = 480
VERY_LOW = 300
"""A pane lower than this has a compact head."""


class Tab(enum.IntEnum):
    """The tabs in their order."""

    SUMMARY = 0
    ADDITIONAL_DATA = 1
    TIMELINE = 2
    RAW = 3


class IncidentPane(Surface):
    """Shows one incident; keeps nothing of it but its number.

    Signals:
        copied: text that the operator wants on the clipboard.
        close_wanted, acknowledge, take_over, hold, release, reopen: what the operator wants done with this incident.
        note_written: the text of a note.
        go_to_linked: show the incident that this one is linked to.
        do_next: do the next step of the checklist.
        step_pressed: check a step (its id), or take its check back.
    """

    copied = Signal(str)
    close_wanted = Signal()
    acknowledge = Signal()
    take_over = Signal()
    hold = Signal()
    release = Signal()
    reopen = Signal()
    note_written = Signal(str)
    go_to_linked = Signal()
    do_next = Signal()
    step_pressed = Signal(str)

    def __init__(self, theme: Theme, store: Store, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "panel")
        self._theme = theme
        self._store = store
        self._zone = zone
        self._incident: Incident | None = None
        self._head = Header(theme, store, zone)
        names = "Summary", "Additional data", "Timeline", "Raw"
        self._tabs = TabBar(theme, names, (names[0], "Data", *names[2:]))
        self.summary = Summary(theme, store, zone)
        self.additional_data = AdditionalDataPage(theme, store, zone)
        self.timeline = Timeline(theme, store, zone)
        self._raw = RawPage(theme, zone)
        self._foot = Footer(theme, store)
        self._pages = PageStack()
        for page in (self.summary, self.additional_data, self.timeline, self._raw):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._head, self._tabs):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        column.addWidget(self._foot)
        self._connect()
        self.open_tab(Tab.SUMMARY)

    @property
    def tab(self) -> Tab:
        """The tab that is shown."""
        return Tab(self._pages.currentIndex())

    def show_incident(self, incident: Incident) -> None:
        """Show an incident at the present time."""
        if self._incident is None or self._incident.number != incident.number:
            self.refuse("")
        self._incident = incident
        self._head.show_incident(incident)
        self._foot.show_incident(incident)
        self._tabs.show_count(Tab.TIMELINE, str(len(incident.timeline)))
        self._count_data(incident)
        self._show_page()

    def add_to_head(self, widget: QWidget) -> None:
        """Put a control at the end of the head's first line."""
        self._head.add(widget)

    def open_tab(self, tab: Tab) -> None:
        """Show a tab."""
        self._pages.setCurrentIndex(tab)
        self._tabs.choose(tab)
        self._foot.setVisible(tab is not Tab.TIMELINE or bool(self._incident and self._incident.unacknowledged))
        self._show_page()

    def focus_page(self) -> None:
        """Give the shown page the keyboard."""
        page = self._pages.currentWidget()
        if page is not None:
            page.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low pane has a compact head, a very low one a folded."""
        super().resizeEvent(event)
        low, very_low = (self.height() < self._theme.px(least) for least in (LOW, VERY_LOW))
        self._head.compact(low, folded=very_low)

    def write_note(self) -> None:
        """Put the cursor into the note box."""
        self.open_tab(Tab.TIMELINE)
        self.timeline.note.field.setFocus()

    def refuse(self, sentence: str) -> None:
        """Show why something was refused."""
        self._foot.refuse(sentence)
        self.timeline.note.refuse(sentence)

    def copy_coordinates(self) -> None:
        """Copy the coordinates as decimal degrees."""
        self.summary.copy_coordinates()

    def copy_sentence(self) -> None:
        """Copy the location sentence."""
        self.summary.copy_sentence()

    def copy_summary(self) -> None:
        """Copy the incident as a few lines of plain text."""
        if self._incident is not None:
            self.summary.show_incident(self._incident)
            self.copied.emit(summary_text(self._incident, self._store, self._zone, self.summary.sentence))

    def _count_data(self, incident: Incident) -> None:
        self.additional_data.gathered.take(incident)
        changes, sources = self.additional_data.gathered.changes, self.additional_data.gathered.sources
        words = f"{changes} changed" if changes else str(sources or "")
        self._tabs.show_count(Tab.ADDITIONAL_DATA, words, news=changes > 0)

    def _show_page(self) -> None:
        if self._incident is None:
            return
        match self.tab:
            case Tab.SUMMARY:
                self.summary.show_incident(self._incident)
            case Tab.ADDITIONAL_DATA:
                self.additional_data.show_incident(self._incident)
            case Tab.TIMELINE:
                self.timeline.show_incident(self._incident)
            case Tab.RAW:
                self._raw.show_incident(self._incident)

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(lambda place: self.open_tab(Tab(place)))
        self.summary.copied.connect(self.copied)
        self.additional_data.copied.connect(self.copied)
        self._head.copy_phone.connect(self._copy_phone)
        self._head.go_to_linked.connect(self.go_to_linked)
        self._head.close_wanted.connect(self._close_or_reopen)
        self._foot.acknowledge.connect(self.acknowledge)
        self._foot.hold.connect(self.hold)
        self._foot.release.connect(self.release)
        self._foot.take_over.connect(self.take_over)
        self._foot.reopen.connect(self.reopen)
        self._foot.note.connect(self.write_note)
        self._foot.do_next.connect(self.do_next)
        self.summary.checklist.pressed.connect(self.step_pressed)
        self.timeline.note.written.connect(self.note_written)

    def _copy_phone(self) -> None:
        if self._incident and self._incident.phone:
            self.copied.emit(self._incident.phone)

    def _close_or_reopen(self) -> None:
        if self._incident is not None:
            (self.close_wanted if self._incident.is_open else self.reopen).emit()
