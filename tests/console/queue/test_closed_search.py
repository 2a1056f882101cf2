"""The search over closed incidents: asked of the desk in pieces, shown under the queue, opened in the centre."""

import asyncio
import typing

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget

from app.console.queue.closed_search import UNASKED_PIECES, ClosedList, ClosedSearch
from app.console.theme.text import PlainLabel
from app.console.widgets.buttons import Button
from app.console.window.window import MainWindow
from app.core.tasks import Tasks
from app.domain.search import MatchReason
from app.export.event_text import disposition
from app.protocol.search import Search, SearchPage, Stored
from app.protocol.sync import IncidentEvents
from tests.console.conftest import Open
from tests.console.fake_client import FakeStationClient
from tests.console.fake_desk import wire_record
from tests.console.in_a_loop import in_a_loop
from tests.shots import scenes
from tests.shots.scenes import MINUTE, NOW, Scene

T = typing.TypeVar("T")
DAY = 24 * 60 * MINUTE


def stored(number: int, why: MatchReason = MatchReason.NOTE, **more: object) -> Stored:
    fields: dict[str, object] = {
        "number": number,
        "opened_at": NOW - 19 * DAY,
        "closed_at": NOW - 19 * DAY + MINUTE,
        "phone": "+12175550199",
        "ecc": "IL_0142",
        "reason": "HANDED_TO_ECC",
        "owner": "R. Keller",
        "why": why,
        "words": "Smoke <b>here</b>",
    }
    return msgspec.convert(fields | more, Stored)


class Desk(FakeStationClient):
    """Answers the pieces it was given, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[SearchPage] = []
        self.asked: list[Search] = []
        self.wholes: dict[int, IncidentEvents] = {}

    async def answer(self, path: str, kind: type[T], question: msgspec.Struct | None = None) -> T:
        await asyncio.sleep(0)
        assert kind is (IncidentEvents if question is None else SearchPage)
        if self.silent:
            raise TimeoutError
        if isinstance(question, Search):
            self.asked.append(question)
            return typing.cast("T", self.pieces.pop(0) if self.pieces else SearchPage())
        return typing.cast("T", self.wholes[int(path.removeprefix("/incidents/"))])


class Bench:
    """A window with a search in it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.desk = Desk()
        self.failed: list[str] = []
        self.tasks = Tasks(lambda name, problem: self.failed.append(f"{name}: {problem!r}"))
        self.closed = ClosedList(window.theme, None)
        window.queue.put_below(self.closed)
        watch = window.queue._store
        self.searching = ClosedSearch(self.closed, watch, self.tasks, self.desk, disposition)
        window.queue.searched.connect(self.searching.look_for)
        window.queue.search_entered.connect(self.searching.enter)
        self.searching.opened.connect(window.open_incident)

    async def seek(self, line: str) -> None:
        """Type a line and press Enter."""
        (field,) = self.window.queue.findChildren(QLineEdit)
        field.setText(line)
        QTest.keyClick(field, Qt.Key.Key_Return)
        await self.settle()

    async def settle(self) -> None:
        for _ in range(4 * UNASKED_PIECES):
            await asyncio.sleep(0)

    def said(self) -> str:
        return "\n".join(one.whole_text() for one in self.closed.findChildren(PlainLabel) if not one.isHidden())

    @property
    def further(self) -> Button:
        (button,) = self.closed.findChildren(Button)
        return button

    @property
    def rows(self) -> QListWidget:
        (rows,) = self.closed.findChildren(QListWidget)
        return rows

    async def close(self) -> None:
        await self.tasks.stop()
        assert self.failed == []


@in_a_loop
async def test_the_index_first_then_bodies_until_all_was_looked_at(opened: Open) -> None:
    bench = Bench(opened(scenes.flood()))
    bench.desk.pieces = [
        SearchPage(incidents=(stored(902, MatchReason.ECC, words=""),), looked_at=1),
        SearchPage(incidents=(stored(901),), before=800, back_to=NOW - 20 * DAY, looked_at=100),
        SearchPage(incidents=(stored(902),), looked_at=100, back_to=NOW - 40 * DAY),
    ]
    await bench.seek("smoke")
    assert [(one.in_bodies, one.before) for one in bench.desk.asked] == [(False, None), (True, None), (True, 800)]
    assert [line.number for line in bench.closed.lines] == [902, 901]
    assert bench.said() == "2 closed"
    assert bench.further.isHidden()
    assert bench.closed.lines[1].words == "Note: Smoke <b>here</b>"
    assert bench.closed.lines[1].phone == "•••-•••-0199"
    assert bench.closed.lines[1].state == "Handed to the ECC · R. Keller · IL_0142"
    await bench.close()


@in_a_loop
async def test_a_long_search_asks_whether_to_go_on(opened: Open) -> None:
    bench = Bench(opened(scenes.flood()))
    bench.desk.pieces = [SearchPage()] + [
        SearchPage(before=900 - at, back_to=NOW - 19 * DAY) for at in range(UNASKED_PIECES)
    ]
    await bench.seek("smoke")
    assert len(bench.desk.asked) == UNASKED_PIECES
    assert "back to 3 Nov 2026" in bench.said()
    assert not bench.further.isHidden()
    bench.further.click()
    await bench.settle()
    assert bench.said() == "0 closed"
    await bench.close()


@in_a_loop
async def test_a_locked_keyring_and_a_silent_station_are_said(opened: Open) -> None:
    bench = Bench(opened(scenes.flood()))
    bench.desk.pieces = [SearchPage(locked=True)]
    await bench.seek("+1 217 555 0199")
    assert "Unlock the keyring" in bench.said()
    bench.desk.silent = True
    await bench.seek("smoke")
    assert "The station did not answer. Search again." in bench.said()
    await bench.close()


@in_a_loop
async def test_nothing_sought_shows_nothing(opened: Open) -> None:
    bench = Bench(opened(scenes.flood()))
    await bench.seek("smoke")
    assert not bench.closed.isHidden()
    await bench.seek("")
    assert bench.closed.isHidden()
    bench.searching.enter()
    assert len(bench.desk.asked) == 2
    await bench.close()


@in_a_loop
async def test_a_closed_incident_opens_in_the_centre_and_can_be_reopened(opened: Open) -> None:
    old = Scene(first_seq=100)
    old.share(901, "+12175550199", 19 * DAY)
    old.acknowledge(901, 19 * DAY - MINUTE, "R. Keller")
    old.close(901, 19 * DAY - 2 * MINUTE, "R. Keller", "HANDED_TO_ECC")
    bench = Bench(opened(scenes.flood()))
    bench.desk.wholes[901] = IncidentEvents(events=tuple(wire_record(record) for record in old.records))
    bench.desk.pieces = [SearchPage(incidents=(stored(901, MatchReason.NUMBER),))]
    await bench.seek("#901")
    assert bench.rows.currentRow() == 0
    QTest.keyClick(bench.rows, Qt.Key.Key_Return)
    await bench.settle()
    window = bench.window
    assert window.number == 901
    assert window.queue.view.selected() is None
    assert [one.number for one in window.queue._store.book.open_incidents if one.number == 901] == []
    window.tick()
    window.refresh_book()
    assert window.number == 901
    reopen = [one for one in window.centre.incident.findChildren(Button) if "Reopen" in one.accessibleName()]
    assert any(not one.isHidden() for one in reopen)
    bench.desk.silent = True
    QTest.keyClick(bench.rows, Qt.Key.Key_Return)  # known now: nobody has to be asked
    await bench.settle()
    assert window.number == 901
    await bench.close()


@in_a_loop
async def test_a_station_that_does_not_tell_an_incident(opened: Open) -> None:
    bench = Bench(opened(scenes.flood()))
    bench.desk.pieces = [SearchPage(incidents=(stored(901, MatchReason.NUMBER),))]
    await bench.seek("#901")
    bench.desk.silent = True
    QTest.keyClick(bench.rows, Qt.Key.Key_Return)
    await bench.settle()
    assert "Open it again" in bench.said()
    await bench.close()


@in_a_loop
async def test_an_open_incident_among_the_results_is_selected_in_the_queue(opened: Open) -> None:
    bench = Bench(opened(scenes.flood()))
    bench.desk.pieces = [SearchPage(incidents=(stored(1044, MatchReason.NUMBER),))]
    await bench.seek("#1044")
    QTest.keyClick(bench.rows, Qt.Key.Key_Return)
    await bench.settle()
    assert bench.window.queue.view.selected() == 1044
    await bench.close()
