"""The inspector's window with the desk behind it: filled while it is open, asked again every two seconds."""

import asyncio
import collections.abc
import pathlib
import typing

import msgspec
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from app.console.inspector.inspector_window import InspectorWindow
from app.console.strip.plate import PRODUCTION
from app.console.watch import Watch
from app.domain.inspection.request import Again, Replay, Requests, RequestWords
from app.export import har
from app.ground.tasks import Tasks

ASK_EVERY_MS = 2_000
HAR_SUFFIX = ".har"
T = typing.TypeVar("T")


class Desk(typing.Protocol):
    """Who answers questions; raises TimeoutError when nobody does."""

    async def answer(self, path: str, kind: type[T], question: msgspec.Struct | None = None) -> T:
        """What the desk answers at a path."""


class InspectorRoom(QObject):
    """Opens the window, fills it, and writes what is exported."""

    def __init__(self, window: InspectorWindow, watch: Watch, tasks: Tasks, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._tasks = tasks
        self._desk = desk
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
        if (told := await self._asked("/requests", Requests)) is not None:
            self._window.show_all(told)

    async def _newer(self) -> None:
        self._asking = True
        try:
            told = await self._asked(f"/requests?since={self._window.newest}", Requests)
        finally:
            self._asking = False
        if told is None:
            return
        if told.newest < self._window.newest:
            await self._load()  # another station: it counts from the beginning
        else:
            self._window.add_newer(told)

    async def _older(self, before: int) -> None:
        if (told := await self._asked(f"/requests?before={before}", Requests)) is not None:
            self._window.add_older(told)

    async def _show(self, id_: str) -> None:
        try:
            self._window.show_words(await self._desk.answer(f"/requests/{id_}", RequestWords))
        except TimeoutError:
            self._window.say("It is not remembered any more, or can't be opened until the keyring is unlocked.")

    async def _play(self, id_: str) -> None:
        try:
            self._window.add_replay(await self._desk.answer(f"/requests/{id_}/replay", Replay, Again()))
            self._window.say("")
        except TimeoutError:
            words = "It can't be played: only Data Share requests whose body is still there can."
            self._window.say(words)

    async def _asked(self, path: str, kind: type[T]) -> T | None:
        try:
            told = await self._desk.answer(path, kind)
        except TimeoutError:
            self._window.say("The station did not answer. What is shown may be old.")
            return None
        return told

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
                found.append(await self._desk.answer(f"/requests/{id_}", RequestWords))
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
