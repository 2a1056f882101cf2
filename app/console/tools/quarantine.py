"""The quarantine: refused requests that the station keeps, shown, marked as seen, or taken over as incidents."""

import collections.abc
import datetime as dt

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from app.console.incident.raw import laid_out
from app.console.station.commands import CommandSender, StationClient
from app.console.store import Store
from app.console.theme.text import PlainLabel, both, local, one_line, visible
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, BODY_STRONG, CAPTION, CARD_TITLE, CODE
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import Aside
from app.console.window.alarm_bar import Notice
from app.core.tasks import Tasks
from app.domain.incident.commands import Command, SeeNotice, SeeQuarantined, TakeOver, new_id
from app.protocol.requests import KeptRequest, KeptWords, Quarantine


def line(request: KeptRequest, zone: dt.tzinfo | None) -> str:
    """One line of the list: when, what its signature says, from where."""
    words = "{day} {when} · {verdict} · {remote} · {size} bytes"
    filled = words.format(
        day=local(request.received_at, zone).strftime("%d %b"),
        when=both(request.received_at, zone),
        verdict=verdict(request),
        remote=one_line(request.remote),
        size=request.size,
    )
    return f"NEW · {filled}" if request.rings else filled


def verdict(request: KeptRequest) -> str:
    """What was found about who sent it."""
    return {
        "good": "signature good",
        "bad": "signature WRONG",
        "missing": "no signature",
        "no secret": "no secret here to verify with",
    }.get(request.signature, one_line(request.signature))


def meaning(request: KeptRequest) -> str:
    """Why it was refused, and what taking it over makes of it."""
    why = "Answered {status}: {problem}."
    if request.is_share:
        what = "It reads as a share. Taken over, it is marked “signature not verified” for ever."
    else:
        what = "It does not read as a share. Taken over, the incident holds its text only."
    said = why.replace("{status}", str(request.status)).replace("{problem}", one_line(request.problem))
    return f"{said} {what}"


def text(words: KeptWords) -> str:
    """Headers and body; the token is cut out by the station."""
    headers = "\n".join(f"{name}: {value}" for name, value in words.untrusted_headers)
    return visible(f"{headers}\n\n{laid_out(words.untrusted_text)}")


def summary(kept: int, locked: int, fallen: int) -> str:
    """How much is kept, and what can't be shown."""
    said = [f"{kept} kept"]
    if locked:
        said.append(f"{locked} sealed: unlock the keyring to see them")
    if fallen:
        said.append(f"{fallen} more were only counted")
    return " · ".join(said)


class QuarantineWindow(Aside):
    """Shows what it is given; it asks for everything by signals.

    Signals:
        chosen: a request's words are wanted; its number.
        seen: somebody has looked at it; its number.
        taken_over: it shall become an incident; its number.
    """

    chosen = Signal(int)
    seen = Signal(int)
    taken_over = Signal(int)

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme)
        self._theme = theme
        self._zone = zone
        self._kept: tuple[KeptRequest, ...] = ()
        self._count = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._list = QListWidget()
        self._verdict = PlainLabel(theme, BODY_STRONG, wraps=True)
        self._meaning = PlainLabel(theme, BODY, wraps=True)
        self._problem = PlainLabel(theme, BODY, "p2", wraps=True)
        self._text = QPlainTextEdit()
        self._see = Button(theme, "I have seen it")
        self._take = Button(theme, "Take over as an incident", ButtonKind.PRIMARY)
        self.setWindowTitle("Quarantine")
        self._lay_out()
        self._connect()
        self._choose(-1)

    def show_kept(self, quarantine: Quarantine) -> None:
        """Show the list; the same request stays chosen while it is there."""
        before = self.number
        self._kept = quarantine.kept
        self._count.show_text(summary(len(quarantine.kept), quarantine.locked, quarantine.fallen))
        self._list.blockSignals(True)
        self._list.clear()
        self._list.addItems([line(request, self._zone) for request in quarantine.kept])
        row = next((at for at, one in enumerate(self._kept) if one.quarantine == before), 0 if self._kept else -1)
        self._list.setCurrentRow(row)
        self._list.blockSignals(False)
        self._choose(row)

    def show_words(self, kept: KeptWords) -> None:
        """Show a request's words, if it is still the chosen one."""
        if kept.request.quarantine == self.number:
            self._text.setPlainText(text(kept))

    def say(self, problem: str) -> None:
        """Why something was not done; nothing when all is well."""
        self._problem.show_text(problem)
        self._problem.setVisible(bool(problem))

    @property
    def number(self) -> int | None:
        """The chosen request."""
        row = self._list.currentRow()
        return self._kept[row].quarantine if 0 <= row < len(self._kept) else None

    def _choose(self, row: int) -> None:
        self._text.clear()
        self.say("")
        there = 0 <= row < len(self._kept)
        self._take.setEnabled(there)
        self._see.setEnabled(there and self._kept[row].rings)
        if not there:
            self._verdict.show_text("Nothing is in quarantine.")
            self._meaning.show_text("Requests that RapidSOS or somebody else sends and that are refused lie here.")
            return
        self._verdict.show_text(verdict(self._kept[row]))
        self._verdict.set_tone("text" if self._kept[row].signature == "good" else "p2")
        self._meaning.show_text(meaning(self._kept[row]))
        self.chosen.emit(self._kept[row].quarantine)

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._choose)
        self._see.clicked.connect(lambda: self._ask(self.seen))
        self._take.clicked.connect(lambda: self._ask(self.taken_over))
        self._theme.changed.connect(self._restyle)
        self._restyle()

    def _ask(self, signal: object) -> None:
        if self.number is not None:
            signal.emit(self.number)  # type: ignore[attr-defined]  # a bound signal has no type of its own

    def _restyle(self) -> None:
        self._text.setFont(self._theme.font(CODE))
        self._list.setFont(self._theme.font(BODY))

    def _lay_out(self) -> None:
        title = PlainLabel(self._theme, CARD_TITLE)
        title.show_text("Refused and kept")
        self._list.setAccessibleName("Refused requests")
        self._text.setReadOnly(True)
        self._text.setAccessibleName("Request as received")
        foot = QHBoxLayout()
        foot.addWidget(self._problem, 1)
        foot.addStretch(1)
        foot.addWidget(self._see)
        foot.addWidget(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        heads: tuple[QWidget, ...] = (title, self._count)
        for widget in heads:
            column.addWidget(widget)
        column.addWidget(self._list, 2)
        for widget in (self._verdict, self._meaning):
            column.addWidget(widget)
        column.addWidget(self._text, 3)
        column.addLayout(foot)
        self.resize(self._theme.px(760), self._theme.px(620))


UNANSWERED = "The station did not answer. Look again when it is back."


class QuarantineController(QObject):
    """Opens the window, fills it, and shows why something was not done.

    Signals:
        refused: the station's sentence, when the window is not open to show it.
    """

    refused = Signal(str)

    def __init__(self, window: QuarantineWindow, watch: Store, tasks: Tasks, client: StationClient) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._tasks = tasks
        self._client = client
        self._sender = CommandSender(watch, tasks, client)
        self._rings: tuple[int, ...] = ()
        window.chosen.connect(lambda number: self._start(self._show_words(number)))
        window.seen.connect(lambda number: self._ask(SeeQuarantined(id=new_id(), quarantine=number)))
        window.taken_over.connect(lambda number: self._ask(TakeOver(id=new_id(), quarantine=number)))
        watch.changed.connect(self._rings_changed)
        watch.pulsed.connect(self._rings_changed)

    def open(self) -> None:
        """Show the window with what is kept now."""
        self._window.show()
        self._window.activateWindow()
        self._start(self._load())

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    def answer(self, notice: Notice) -> None:
        """The alarm bar's button was pressed: open the quarantine, or say that it was seen."""
        if notice.notice is None:
            self.open()
        else:
            self._ask(SeeNotice(id=new_id(), notice=notice.notice))

    def _say(self, sentence: str) -> None:
        if self._window.isVisible():
            self._window.say(sentence)
        else:
            self.refused.emit(sentence)

    def _rings_changed(self) -> None:
        """When quarantined requests begin or end to ring, the list is loaded again."""
        rings = tuple(record.seq for record in self._watch.book.quarantine_rings)
        if rings != self._rings:
            self._rings = rings
            if self._window.isVisible():
                self._start(self._load())

    def _ask(self, command: Command) -> None:
        self._start(self._send(command))

    def _start(self, work: collections.abc.Coroutine[object, object, None]) -> None:
        self._tasks.start("quarantine", work)

    async def _load(self) -> None:
        try:
            self._window.show_kept(await self._client.quarantine())
        except TimeoutError:
            self._window.say("The station did not answer. What is shown may be old.")

    async def _show_words(self, number: int) -> None:
        try:
            self._window.show_words(await self._client.quarantined(number))
        except TimeoutError:
            self._window.say("The station does not tell its words: it may be gone from quarantine.")

    async def _send(self, command: Command) -> None:
        problem = await self._sender.deliver(command, UNANSWERED)
        if problem != UNANSWERED and self._window.isVisible():
            await self._load()
        if problem:
            self._say(problem)
