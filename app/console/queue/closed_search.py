"""The search over closed incidents: the index at once, then bodies piece by piece, for as long as somebody waits."""

import asyncio
import datetime as dt
import typing

import msgspec
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from app.console.station.commands import StationClient
from app.console.store import Store
from app.console.theme.text import PlainLabel, TextPainter, local, one_line, zone_name
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY_STRONG, CAPTION, CAPTION_STRONG
from app.console.widgets.buttons import Button
from app.console.widgets.containers import Surface
from app.core.tasks import Tasks
from app.domain import search
from app.domain.incident.envelope import received
from app.domain.location.phone import masked
from app.domain.search import MatchReason, Sought
from app.protocol.search import Search, SearchPage, Stored
from app.protocol.sync import IncidentEvents


class ClosedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A closed incident as the list shows it; every text is safe to paint."""

    number: int
    phone: str
    when: str
    day: str
    """The same without the time, for narrow rows."""
    state: str
    words: str

    @property
    def spoken(self) -> str:
        """The row as a screen reader tells it."""
        return ", ".join(part for part in (str(self.number), self.phone, self.when, self.state, self.words) if part)


def line(found: Stored, zone: dt.tzinfo | None, disposition: str) -> ClosedRow:
    """The row of one incident; ``disposition`` is its reason in words, empty when there is none to be read."""
    reason = disposition or "closed"
    parts = (reason, found.owner, found.ecc or "ECC not stated")
    return ClosedRow(
        number=found.number,
        phone=masked(found.phone) if found.phone else "no number",
        when=moment(found.opened_at, zone),
        day=day(found.opened_at, zone),
        state=" · ".join(one_line(part) for part in parts if part),
        words=_because(found),
    )


def moment(at: int, zone: dt.tzinfo | None) -> str:
    """``3 Nov 2026 14:05 CST``: a closed incident may be of any year."""
    return f"{day(at, zone)} {local(at, zone):%H:%M} {zone_name(at, zone)}"


def day(at: int, zone: dt.tzinfo | None) -> str:
    """``3 Nov 2026``, as the center's calendar has it."""
    then = local(at, zone)
    return f"{then.day} {then:%b %Y}"


def head(count: int, back_to: int | None, zone: dt.tzinfo | None, *, going_on: bool, whole: bool) -> str:
    """How many were found, and how far back that is true."""
    found = f"{count} closed"
    if whole:
        return found
    back = f"back to {day(back_to, zone)}" if back_to else ""
    state = "searching…" if going_on else ""
    return ", ".join(part for part in (found, back, state) if part)


def _because(found: Stored) -> str:
    """What answered, when the row itself does not show it."""
    match found.why:
        case MatchReason.NOTE:
            return f"Note: {one_line(found.words)}"
        case MatchReason.PLACE:
            return "The caller was seen there"
        case _:
            return ""


HEIGHT = 52
TALL = 72
EDGE = 14
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class ClosedDelegate(QStyledItemDelegate):
    """52 px a row, 72 with a note."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of a row."""
        line: ClosedRow | None = index.data(LINE_ROLE)
        return QSize(200, self._theme.px(TALL if line is not None and line.words else HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        line: ClosedRow | None = index.data(LINE_ROLE)
        if line is None:
            return
        box: QRect = option.rect
        painter.save()
        painter.translate(box.topLeft())
        self._paint_ground(painter, option, box)
        self._paint_words(TextPainter(painter, self._theme), line, box.width())
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        tokens = self._theme.tokens
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(QRectF(0, 0, box.width(), box.height()), tokens.accent_tint)
            painter.fillRect(QRectF(0, 0, 4, box.height()), tokens.accent)
        painter.fillRect(QRectF(0, box.height() - 1, box.width(), 1), tokens.hair2)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRect(QRectF(1, 1, box.width() - 2, box.height() - 3))

    def _paint_words(self, pen: TextPainter, line: ClosedRow, width: int) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        left, end = px(EDGE), width - px(EDGE)
        room = end - left
        head = pen.left(left, px(16), f"{line.number}  {line.phone}", BODY_STRONG, tokens.text, room)
        beside = room - head - px(10)
        when = line.when if pen.width(line.when, CAPTION) <= beside else line.day
        pen.right(end, px(16), when, CAPTION, tokens.muted, beside)
        pen.left(left, px(36), line.state, CAPTION, tokens.muted, room)
        if line.words:
            pen.left(left, px(56), line.words, CAPTION, tokens.text, room)


class ClosedList(Surface):
    """Shows what it is given, under the queue's rows.

    Signals:
        chosen: a closed incident shall be shown; its number.
        further: somebody wants to search further back.
    """

    chosen = Signal(int)
    further = Signal()

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "panel", lines=("top",))
        self.zone = zone
        self._head = PlainLabel(theme, CAPTION_STRONG, "muted")
        self._problem = PlainLabel(theme, CAPTION, "p2", wraps=True)
        self._further = Button(theme, "Further back").small()
        self._delegate = ClosedDelegate(theme)
        self._rows = QListWidget()
        self._lay_out(theme)
        self._rows.itemClicked.connect(self._open)
        self._rows.itemActivated.connect(self._open)
        self._further.clicked.connect(self.further)
        theme.changed.connect(self._rows.scheduleDelayedItemsLayout)
        self.clear()

    def clear(self) -> None:
        """Nothing is searched for."""
        self._rows.clear()
        self.say("", "", more=False)
        self.hide()

    def add(self, lines: list[ClosedRow]) -> None:
        """More was found: older than what is shown."""
        for line in lines:
            item = QListWidgetItem()
            item.setData(LINE_ROLE, line)
            item.setData(Qt.ItemDataRole.DisplayRole, line.spoken)
            self._rows.addItem(item)
        self._rows.setVisible(self._rows.count() > 0)

    def say(self, head: str, problem: str, *, more: bool) -> None:
        """How it stands: the head line, what could not be looked at, and whether there is more to search."""
        self._head.show_text(head)
        self._problem.show_text(problem)
        self._problem.setVisible(bool(problem))
        self._further.setVisible(more)
        self._rows.setVisible(self._rows.count() > 0)

    def enter(self) -> None:
        """Give the rows the keyboard, if there are any."""
        if self._rows.count():
            self._rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._rows.setCurrentRow(max(self._rows.currentRow(), 0))

    @property
    def lines(self) -> list[ClosedRow]:
        """What is shown, top first."""
        return [self._rows.item(row).data(LINE_ROLE) for row in range(self._rows.count())]

    def _open(self, item: QListWidgetItem) -> None:
        line: ClosedRow = item.data(LINE_ROLE)
        self.chosen.emit(line.number)

    def _lay_out(self, theme: Theme) -> None:
        self._rows.setItemDelegate(self._delegate)
        self._rows.setFrameShape(QListWidget.Shape.NoFrame)
        self._rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setAccessibleName("Closed incidents found")
        self._rows.viewport().setAutoFillBackground(False)
        self._rows.setMinimumHeight(theme.px(HEIGHT))
        top = QHBoxLayout()
        top.setContentsMargins(EDGE, 6, 12, 4)
        top.addWidget(self._head, 1)
        top.addWidget(self._further)
        told = QVBoxLayout()
        told.setContentsMargins(EDGE, 0, 12, 6)
        told.addWidget(self._problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(told)
        column.addWidget(self._rows, 1)


TYPING_MS = 250
"""A search begins when nobody has typed for so long."""
UNASKED_PIECES = 20
"""So many pieces are opened before somebody is asked whether to go on."""
T = typing.TypeVar("T")
Disposition = typing.Callable[[str], str]


class ClosedSearch(QObject):
    """Asks for what the line wants, and shows the pieces as they come.

    Signals:
        opened: a closed incident is in the projection now and shall be shown; its number.
    """

    opened = Signal(int)

    def __init__(
        self, shown: ClosedList, store: Store, tasks: Tasks, client: StationClient, disposition: Disposition
    ) -> None:
        super().__init__(shown)
        self._shown = shown
        self._store = store
        self._tasks = tasks
        self._client = client
        self._disposition = disposition
        self._sought = Sought()
        self._task: asyncio.Task[None] | None = None
        self._next = Search(sought=Sought())
        self._enters = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TYPING_MS)
        self._wait.timeout.connect(self._begin)
        shown.further.connect(self._go_on)
        shown.chosen.connect(lambda number: self._tasks.start("open a closed incident", self._open(number)))

    def look_for(self, line: str) -> None:
        """Another line stands in the search field."""
        self._stop()
        self._enters = False
        self._sought = search.read(line, self._shown.zone or dt.UTC)
        self._shown.clear()
        if not self._sought.empty:
            self._wait.start()

    def enter(self) -> None:
        """Search now, and go to what is found."""
        if self._wait.isActive():
            self._wait.stop()
            self._enters = True
            self._begin()
        else:
            self._shown.enter()

    def _begin(self) -> None:
        self._next = Search(sought=self._sought)
        self._back_to: int | None = None
        self._shown.show()
        self._go_on()

    def _go_on(self) -> None:
        self._stop()
        self._task = self._tasks.start("search", self._search())

    def _stop(self) -> None:
        self._wait.stop()
        if self._task is not None:
            self._task.cancel()

    async def _search(self) -> None:
        locked = False
        for _ in range(UNASKED_PIECES):
            self._say(locked=locked, going_on=True)
            try:
                found = await self._client.answer("/search", SearchPage, self._next)
            except TimeoutError:
                self._shown.say(self._head(), "The station did not answer. Search again.", more=True)
                return
            locked = locked or found.locked
            self._take(found)
            if not self._advance(found):
                self._say(locked=locked, going_on=False, whole=True)
                return
        self._say(locked=locked, going_on=False)

    def _take(self, found: SearchPage) -> None:
        known = {line.number for line in self._shown.lines}
        zone = self._shown.zone
        fresh = [one for one in found.incidents if one.number not in known]
        self._shown.add([line(one, zone, self._disposition(one.reason) if one.reason else "") for one in fresh])
        if self._next.in_bodies or not self._sought.in_bodies:
            self._back_to = found.back_to or self._back_to
        if self._enters and fresh:
            self._enters = False
            self._shown.enter()

    def _advance(self, found: SearchPage) -> bool:
        """What to ask next; False when everything was looked at. The index is asked whole before bodies are opened."""
        if found.before is not None:
            self._next = msgspec.structs.replace(self._next, before=found.before)
            return True
        if self._next.in_bodies or not self._sought.in_bodies:
            return False
        self._next = Search(sought=self._sought, in_bodies=True)
        return True

    def _say(self, *, locked: bool, going_on: bool, whole: bool = False) -> None:
        problem = "Unlock the keyring: what earlier runs stored can't be searched until then."
        self._shown.say(
            self._head(going_on=going_on, whole=whole), problem if locked else "", more=not going_on and not whole
        )

    def _head(self, *, going_on: bool = False, whole: bool = False) -> str:
        count = len(self._shown.lines)
        return head(count, self._back_to, self._shown.zone, going_on=going_on, whole=whole)

    async def _open(self, number: int) -> None:
        known = self._store.incident(number)
        if known is None:
            try:
                whole = await self._client.answer(f"/incidents/{number}", IncidentEvents)
            except TimeoutError:
                self._shown.say(self._head(), "The station did not answer. Open it again.", more=True)
                return
            self._store.take_whole(number, [received(record) for record in whole.events])
        if self._store.incident(number) is not None:
            self.opened.emit(number)
