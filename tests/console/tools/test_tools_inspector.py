"""The inspector's window, and the desk behind it."""

import asyncio
import json
import pathlib
import typing

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListWidget, QPlainTextEdit, QTableView

from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.tools.inspector import InspectorController, InspectorWindow
from app.console.widgets.buttons import Button, Chip
from app.core.tasks import Tasks
from app.protocol.requests import Replay, RequestOutcome, Requests, RequestWords
from tests.console.fake_client import FakeStationClient
from tests.console.in_a_loop import in_a_loop
from tests.shots import requests
from tests.shots.scenes import Scene

T = typing.TypeVar("T")


class Desk(FakeStationClient):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.contents: dict[str, msgspec.Struct] = {
            "/requests": requests.LIST,
            "/requests/r20": requests.WORDS,
            "/requests/r20/replay": requests.REPLAY,
        }

    async def answer(self, path: str, kind: type[T], question: msgspec.Struct | None = None) -> T:
        await asyncio.sleep(0)
        assert (question is not None) == (kind is Replay)
        self.asked.append(path)
        if self.silent or path not in self.contents:
            raise TimeoutError
        return typing.cast("T", self.contents[path])


class Room:
    def __init__(self, theme: Theme) -> None:
        self.desk = Desk()
        self.failed: list[str] = []
        self.tasks = Tasks(lambda name, problem: self.failed.append(f"{name}: {problem!r}"))
        self.window = InspectorWindow(theme, None)
        self.room = InspectorController(self.window, Scene().done(), self.tasks, self.desk)

    async def settle(self) -> None:
        for _ in range(30):
            await asyncio.sleep(0)

    async def tasks_done(self) -> None:
        """Wait until nothing runs: a file is written in a thread."""
        async with asyncio.timeout(10):
            while self.tasks.names:  # noqa: ASYNC110 the tasks are somebody else's
                await asyncio.sleep(0.005)

    async def opened(self) -> None:
        self.room.open()
        await self.settle()

    def press(self, kind: type[Button] | type[Chip], words: str) -> None:
        next(one for one in self.window.findChildren(kind) if one.accessibleName().startswith(words)).click()

    def said(self) -> str:
        return "\n".join(one.whole_text() for one in self.window.findChildren(PlainLabel) if not one.isHidden())

    def ids(self) -> list[str]:
        return [one.id for one in self.window.model.requests]

    def text(self) -> str:
        (text,) = self.window.findChildren(QPlainTextEdit)
        return text.toPlainText()

    @property
    def table(self) -> QTableView:
        (table,) = self.window.findChildren(QTableView)
        return table

    async def close(self) -> None:
        self.room.close()
        await self.tasks.stop()
        self.window.deleteLater()
        assert self.failed == []


@in_a_loop
async def test_the_list_is_sifted_by_sort_and_words(theme: Theme) -> None:
    room = Room(theme)
    await room.opened()
    assert len(room.ids()) == 9
    assert "12 found no room any more" in room.said()
    room.press(Chip, "Self-tests")
    assert room.ids() == ["r21"]
    room.press(Chip, "Refused")
    assert room.ids() == ["r19", "r17", "r15", "r14", "r13"]
    (search,) = room.window.findChildren(QLineEdit)
    search.setText("wp-login 404")
    assert room.ids() == ["r15"]
    await room.close()


@in_a_loop
async def test_a_row_is_shown_in_full_and_copied(theme: Theme) -> None:
    room = Room(theme)
    await room.opened()
    room.table.setFocus()
    room.window.choose("r20")
    await room.settle()
    assert "POST /data_share_handler · answered 200 · accepted" in room.said()
    assert "Signature good. Received" in room.said()
    assert "stored +3 ms" in room.said()
    assert "Authorization: [masked]" in room.text()
    assert '"query": "+12175550158"' in room.text()
    room.press(Button, "Copy")
    assert QGuiApplication.clipboard().text() == room.text()
    QTest.keyClick(room.table, Qt.Key.Key_Down)
    await room.settle()
    assert "not remembered any more" in room.said()
    assert "/requests/r19" in room.desk.asked
    await room.close()


@in_a_loop
async def test_a_replay_is_marked_and_stands_in_its_own_list(theme: Theme) -> None:
    room = Room(theme)
    await room.opened()
    before = room.ids()
    room.window.choose("r20")
    await room.settle()
    room.press(Button, "Replay")
    await room.settle()
    (played,) = room.window.findChildren(QListWidget)
    assert played.item(0).text().startswith("REPLAY ")
    assert "would be answered 200, would join incident 1047" in played.item(0).text()
    assert "Nothing was stored, nothing was counted, nothing rang." in room.text()
    assert "phone: +12175550158" in room.text()
    assert room.ids() == before
    room.window.choose("r16")
    await room.settle()
    room.press(Button, "Replay")
    await room.settle()
    assert "can't be played" in room.said()
    assert played.count() == 1
    await room.close()


@in_a_loop
async def test_what_is_new_comes_on_top_and_the_choice_stays(theme: Theme) -> None:
    room = Room(theme)
    await room.opened()
    room.window.choose("r20")
    fresh = requests.seen(22, 0, RequestOutcome.ACCEPTED, incident=1048)
    room.window.add_newer(Requests(requests=(fresh,), newest=22))
    assert room.ids()[:2] == ["r22", "r20"]
    assert room.window.number == "r20"
    assert room.window.newest == 22
    older = requests.seen(1, 900_000, RequestOutcome.ACCEPTED, id="e7")
    room.desk.contents["/requests?before=20381"] = Requests(requests=(older,), newest=22)
    room.press(Button, "Older")
    await room.settle()
    assert room.ids()[-1] == "e7"
    await room.close()


@in_a_loop
async def test_it_asks_again_while_it_is_open_and_begins_anew_with_another_station(theme: Theme) -> None:
    room = Room(theme)
    await room.opened()
    again = Requests(requests=(), newest=0)
    room.desk.contents["/requests?since=21"] = again
    room.desk.contents["/requests"] = again
    room.room._timer.timeout.emit()
    await room.settle()
    assert room.ids() == []
    room.desk.silent = True
    room.room._timer.timeout.emit()
    await room.settle()
    assert "may be old" in room.said()
    room.window.hide()
    asked = len(room.desk.asked)
    room.room._timer.timeout.emit()
    await room.settle()
    assert len(room.desk.asked) == asked
    await room.close()


@in_a_loop
async def test_export_writes_what_is_shown(theme: Theme, tmp_path: pathlib.Path) -> None:
    room = Room(theme)
    await room.opened()
    room.room.export(["r20", "r13"], tmp_path / "requests.har")
    await room.tasks_done()
    entry = json.loads((tmp_path / "requests.har").read_bytes())["log"]["entries"][0]
    assert entry["response"]["status"] == 200
    assert "1 of 2 written" in room.said()
    room.room.export(["r20"], tmp_path / "requests.json")
    await room.tasks_done()
    told = msgspec.json.decode((tmp_path / "requests.json").read_bytes())["requests"]
    assert msgspec.convert(told, list[RequestWords]) == [requests.WORDS]
    room.room.export(["r20"], tmp_path / "missing" / "requests.har")
    await room.tasks_done()
    assert "can't be written" in room.said()
    await room.close()


@in_a_loop
async def test_export_asks_where_without_a_loop_of_its_own(theme: Theme) -> None:
    room = Room(theme)
    await room.opened()
    room.press(Button, "Export")
    (dialog,) = room.window.findChildren(QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.reject()
    await room.close()
