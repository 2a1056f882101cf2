"""The inspector of HTTP requests: its window, filled from the station every two seconds while it is open."""

import asyncio
import collections.abc
import datetime as dt
import pathlib
import typing

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.console.station.commands import StationClient
from app.console.store import Store
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, BODY_STRONG, CAPTION, CARD_TITLE, CODE
from app.console.tools import request_list
from app.console.tools.request_list import RequestModel, RequestTable, Sort, belongs, finds
from app.console.widgets.buttons import Button, Chip
from app.console.widgets.containers import Aside, FlowLayout
from app.console.window.badges import PRODUCTION, Stripe
from app.core.tasks import Tasks
from app.export import har
from app.protocol.requests import Replay, ReplayQuestion, Requests, RequestWords, SeenRequest


class InspectorWindow(Aside):
    """Shows what it is given; it asks for everything by signals.

    Signals:
        chosen: a request is wanted in full; its id.
        replay_wanted: a request shall be played again as a dry run; its id.
        older_wanted: more of the journal is wanted; below this seq.
        export_wanted: the shown requests shall go into a file; their ids.
    """

    chosen = Signal(str)
    replay_wanted = Signal(str)
    older_wanted = Signal(int)
    export_wanted = Signal(list)

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme)
        self._theme = theme
        self._zone = zone
        self._all: list[SeenRequest] = []
        self._told = Requests(requests=(), newest=0)
        self._sort = Sort.ALL
        self._replays: list[Replay] = []
        self.stripe = Stripe(theme)
        self.model = RequestModel(theme, zone, self)
        self._table = RequestTable(theme, self.model)
        self._search = QLineEdit()
        self._chips = {sort: Chip(theme, name) for sort, name in self._names().items()}
        self._summary = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._headline = PlainLabel(theme, BODY_STRONG, wraps=True)
        self._reasons = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._problem = PlainLabel(theme, BODY, "p2", wraps=True)
        self._text = QPlainTextEdit()
        self._played = QListWidget()
        self._copy = Button(theme, "Copy").small()
        self._replay = Button(theme, "Replay, dry run").small()
        self._older = Button(theme, "Older from the journal").small()
        self._export = Button(theme, "Export what is shown…").small()
        self.setWindowTitle("Inspector")
        self._lay_out()
        self._connect()
        self.say("")
        self._refresh()

    @property
    def newest(self) -> int:
        """Up to which request of this run the list is filled."""
        return self._told.newest

    def show_all(self, page: Requests) -> None:
        """Begin anew with this list."""
        self._told = page
        self._all = list(page.requests)
        self._refresh()

    def add_newer(self, page: Requests) -> None:
        """More came on top; an answer that was overtaken adds nothing twice."""
        known = {one.id for one in self._all}
        self._all = [*(one for one in page.requests if one.id not in known), *self._all]
        self._told = page if self._told.older is None else _with_older(page, self._told.older)
        self._refresh()

    def add_older(self, page: Requests) -> None:
        """More of the journal, at the end."""
        known = {one.id for one in self._all}
        self._all += [one for one in page.requests if one.id not in known]
        self._told = _with_older(self._told, page.older)
        self._refresh()

    def show_words(self, page: RequestWords) -> None:
        """Show one request in full, if it is still the chosen one."""
        if page.request.id != self.number:
            return
        self._headline.show_text(request_list.headline(page.request))
        self._reasons.show_text(request_list.reasons(page, self._zone))
        self._text.setPlainText(request_list.text(page))

    def add_replay(self, replay: Replay) -> None:
        """A replay came back: in its own list, never among the requests."""
        self._replays.insert(0, replay)
        self._played.insertItem(0, request_list.replay_line(replay, self._zone))
        self._played.setVisible(True)
        self._played.setCurrentRow(0)
        self._show_replay(0)

    def say(self, problem: str) -> None:
        """Why something was not done; nothing when all is well."""
        self._problem.show_text(problem)
        self._problem.setVisible(bool(problem))

    @property
    def number(self) -> str | None:
        """The chosen request's id."""
        row = self._table.currentIndex().row()
        shown = self.model.requests
        return shown[row].id if 0 <= row < len(shown) else None

    def choose(self, id_: str) -> None:
        """Choose a request of the list."""
        row = next((row for row, one in enumerate(self.model.requests) if one.id == id_), None)
        self._table.choose(row)

    def _names(self) -> dict[Sort, str]:
        return {
            Sort.ALL: "All but self-tests",
            Sort.ACCEPTED: "Accepted",
            Sort.REPEATED: "Repeated",
            Sort.REFUSED: "Refused",
            Sort.CALLBACKS: "Callbacks",
            Sort.SELF_TEST: "Self-tests",
        }

    def _refresh(self) -> None:
        for sort, chip in self._chips.items():
            chip.setChecked(sort is self._sort)
            chip.count(sum(belongs(one, sort) for one in self._all))
        shown = [one for one in self._all if belongs(one, self._sort) and finds(one, self._search.text())]
        chosen = self.number
        self.model.show(shown)
        self._table.choose(next((row for row, one in enumerate(shown) if one.id == chosen), None))
        self._summary.show_text(request_list.summary(self._told, len(shown), self._zone))
        self._older.setVisible(self._told.older is not None)
        self._export.setEnabled(bool(shown))
        self._enable()

    def _enable(self) -> None:
        there = self.number is not None
        self._copy.setEnabled(there or bool(self._replays))
        self._replay.setEnabled(there)
        if not there and not self._played.hasFocus():
            self._headline.show_text("Choose a request to see it in full.")
            self._reasons.show_text("")
            self._text.clear()

    def _choose(self) -> None:
        self.say("")
        self._enable()
        if self.number is not None:
            self._played.setCurrentRow(-1)
            self.chosen.emit(self.number)

    def _show_replay(self, row: int) -> None:
        if 0 <= row < len(self._replays):
            self._headline.show_text(request_list.replay_line(self._replays[row], self._zone))
            self._reasons.show_text("A dry run in the station. It is in no queue, no journal and no report.")
            self._text.setPlainText(request_list.replay_text(self._replays[row], self._zone))

    def _want_replay(self) -> None:
        if self.number is not None:
            self.replay_wanted.emit(self.number)

    def _sift(self, sort: Sort) -> None:
        self._sort = sort
        self._refresh()

    def _connect(self) -> None:
        for sort, chip in self._chips.items():
            chip.clicked.connect(lambda _checked=False, sort=sort: self._sift(sort))
        self._search.textChanged.connect(self._refresh)
        self._table.selectionModel().currentRowChanged.connect(self._choose)
        self._played.currentRowChanged.connect(self._show_replay)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text.toPlainText()))
        self._replay.clicked.connect(self._want_replay)
        self._older.clicked.connect(lambda: self.older_wanted.emit(self._told.older or 0))
        self._export.clicked.connect(lambda: self.export_wanted.emit([one.id for one in self.model.requests]))
        self._theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._text.setFont(self._theme.font(CODE))
        self._played.setFont(self._theme.font(BODY))
        self._played.setMaximumHeight(self._theme.px(96))

    def _lay_out(self) -> None:
        self._search.setPlaceholderText("Search path, sender, status, reason")
        self._search.setAccessibleName("Search requests")
        self._search.setClearButtonEnabled(True)
        self._text.setReadOnly(True)
        self._text.setAccessibleName("Request as received")
        self._played.setAccessibleName("Replays")
        self._played.setVisible(False)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self._upper())
        split.addWidget(self._lower())
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stripe)
        column.addWidget(split, 1)
        self.resize(self._theme.px(1100), self._theme.px(720))

    def _upper(self) -> QWidget:
        title = PlainLabel(self._theme, CARD_TITLE)
        title.show_text("Requests to the listener")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._search, 2)
        chips = FlowLayout(spacing=6)
        for widget in (*self._chips.values(), self._older, self._export):
            chips.addWidget(widget)
        return _column(head, chips, self._summary, self._table)

    def _lower(self) -> QWidget:
        acts = FlowLayout(spacing=6)
        for button in (self._copy, self._replay):
            acts.addWidget(button)
        return _column(self._headline, self._reasons, self._problem, acts, self._played, self._text)


def _column(*parts: QWidget | QHBoxLayout | FlowLayout) -> QWidget:
    """Parts under each other, the last one takes the room."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(16, 10, 16, 10)
    column.setSpacing(8)
    for place, part in enumerate(parts):
        if isinstance(part, QWidget):
            column.addWidget(part, int(place == len(parts) - 1))
        else:
            column.addLayout(part)
    return holder


def _with_older(page: Requests, older: int | None) -> Requests:
    fields = {name: getattr(page, name) for name in page.__struct_fields__}
    return Requests(**{**fields, "older": older})


ASK_EVERY_MS = 2_000
HAR_SUFFIX = ".har"
T = typing.TypeVar("T")


class InspectorController(QObject):
    """Opens the window, fills it, and writes what is exported."""

    def __init__(self, window: InspectorWindow, watch: Store, tasks: Tasks, client: StationClient) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._tasks = tasks
        self._client = client
        self._asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(ASK_EVERY_MS)
        self._timer.timeout.connect(self._tick)
        window.chosen.connect(lambda id_: self._start(self._show(id_)))
        window.replay_wanted.connect(lambda id_: self._start(self._play(id_)))
        window.older_wanted.connect(lambda seq: self._start(self._older(seq)))
        window.export_wanted.connect(self._ask_where)

    def open(self) -> None:
        """Show the window, and fill it for as long as it is open."""
        self._window.stripe.setVisible(self._watch.environment not in ("", PRODUCTION))
        self._window.show()
        self._window.activateWindow()
        self._timer.start()
        self._start(self._load())

    def close(self) -> None:
        """Close the window."""
        self._timer.stop()
        self._window.close()

    def export(self, ids: collections.abc.Sequence[str], file: pathlib.Path) -> None:
        """Write requests into a file: HAR by its name, else JSON."""
        self._start(self._write(ids, file))

    def _tick(self) -> None:
        if not self._window.isVisible():
            self._timer.stop()
        elif not self._asking:
            self._start(self._newer())

    def _start(self, work: collections.abc.Coroutine[object, object, None]) -> None:
        self._tasks.start("inspector", work)

    async def _load(self) -> None:
        if (page := await self._asked("/requests", Requests)) is not None:
            self._window.show_all(page)

    async def _newer(self) -> None:
        self._asking = True
        try:
            page = await self._asked(f"/requests?since={self._window.newest}", Requests)
        finally:
            self._asking = False
        if page is None:
            return
        if page.newest < self._window.newest:
            await self._load()  # another station: it counts from the beginning
        else:
            self._window.add_newer(page)

    async def _older(self, before: int) -> None:
        if (page := await self._asked(f"/requests?before={before}", Requests)) is not None:
            self._window.add_older(page)

    async def _show(self, id_: str) -> None:
        try:
            self._window.show_words(await self._client.answer(f"/requests/{id_}", RequestWords))
        except TimeoutError:
            self._window.say("It is not remembered any more, or can't be opened until the keyring is unlocked.")

    async def _play(self, id_: str) -> None:
        try:
            self._window.add_replay(await self._client.answer(f"/requests/{id_}/replay", Replay, ReplayQuestion()))
            self._window.say("")
        except TimeoutError:
            words = "It can't be played: only Data Share requests whose body is still there can."
            self._window.say(words)

    async def _asked(self, path: str, kind: type[T]) -> T | None:
        try:
            page = await self._client.answer(path, kind)
        except TimeoutError:
            self._window.say("The station did not answer. What is shown may be old.")
            return None
        return page

    def _ask_where(self, ids: list[str]) -> None:
        dialog = QFileDialog(self._window, "Export requests")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["HTTP archive (*.har)", "JSON (*.json)"])
        dialog.setDefaultSuffix("har")
        dialog.selectFile("requests.har")
        dialog.fileSelected.connect(lambda name: self.export(ids, pathlib.Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    async def _write(self, ids: collections.abc.Sequence[str], file: pathlib.Path) -> None:
        found: list[RequestWords] = []
        for id_ in ids:
            try:
                found.append(await self._client.answer(f"/requests/{id_}", RequestWords))
            except TimeoutError:
                continue  # said below: how many are in the file
        content = har.as_har(found) if file.suffix.lower() == HAR_SUFFIX else har.as_json(found)
        try:
            await asyncio.to_thread(file.write_bytes, content)
        except OSError as error:
            words = "{file} can't be written ({reason}). Choose another place."
            self._window.say(words.format(file=file, reason=error.strerror or error))
            return
        words = "{count} of {all} written to {file}. Bodies in it tell of callers."
        self._window.say(words.format(count=len(found), all=len(ids), file=file))
