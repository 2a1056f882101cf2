"""The reports' window, and the desk behind it."""

import asyncio
import datetime as dt
import pathlib
import typing

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit

from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.tools.reports import ReportsController, ReportsWindow
from app.console.widgets.buttons import Button, Chip
from app.core.tasks import Tasks
from app.domain.reports import FactsPage
from tests.console.fake_client import FakeStationClient
from tests.console.in_a_loop import in_a_loop
from tests.shots import reports
from tests.shots.scenes import Scene

T = typing.TypeVar("T")


class Desk(FakeStationClient):
    """Tells the facts in two pages."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.facts = reports.facts()
        self.profile = "nena-sta-020.1"

    async def answer(self, path: str, kind: type[T], question: msgspec.Struct | None = None) -> T:
        await asyncio.sleep(0)
        assert (kind, question) == (FactsPage, None)
        self.asked.append(path)
        if self.silent:
            raise TimeoutError
        first = path.endswith("after=0")
        facts = tuple(self.facts[:9] if first else self.facts[9:])
        told = FactsPage(facts=facts, next=9 if first else None, profile=self.profile, now=reports.UNTIL)
        return typing.cast("T", told)


class Room:
    def __init__(self, theme: Theme) -> None:
        self.desk = Desk()
        self.failed: list[str] = []
        self.tasks = Tasks(lambda name, problem: self.failed.append(f"{name}: {problem!r}"))
        self.window = ReportsWindow(theme)
        self.room = ReportsController(self.window, Scene().done(), self.tasks, self.desk, dt.UTC)

    async def done(self) -> None:
        """Wait until nothing runs: measuring and writing are done in threads."""
        async with asyncio.timeout(10):
            while self.tasks.names:  # noqa: ASYNC110 the tasks are somebody else's
                await asyncio.sleep(0.005)

    async def opened(self) -> None:
        self.room.open()
        await self.done()

    def said(self) -> str:
        return "\n".join(one.whole_text() for one in self.window.findChildren(PlainLabel) if not one.isHidden())

    def press(self, kind: type[Button] | type[Chip], words: str) -> None:
        next(one for one in self.window.findChildren(kind) if one.accessibleName().startswith(words)).click()

    def days(self, first: str, last: str) -> None:
        fields = self.window.findChildren(QLineEdit)
        fields[0].setText(first)
        fields[1].setText(last)
        QTest.keyClick(fields[1], Qt.Key.Key_Return)

    async def close(self) -> None:
        self.room.close()
        await self.tasks.stop()
        self.window.deleteLater()
        assert self.failed == []


@in_a_loop
async def test_the_last_thirty_days_by_the_centers_own_standard(theme: Theme) -> None:
    room = Room(theme)
    await room.opened()
    assert len(room.desk.asked) == 2
    assert "2026-10-24 to 2026-11-22 · NENA-STA-020.1, a 9-1-1 call-answering profile" in room.said()
    assert "71 shares, 70 answered, 1 missed, median 8.0 s, worst 40.0 s" in room.said()
    assert "90 % within 15 s: 93.0 %, met" in room.said()
    assert "95 % within 20 s: 93.0 %, NOT met" in room.said()
    assert "Incidents that this center opened itself, left out: 1." in room.said()
    assert "Steps of the computer's clock, which the station's own time did not follow: 1." in room.said()
    assert "unanswered counts as missed after 20 s" in room.said()
    assert "Judge alarm rates on 30 days" not in room.said()
    room.room.open()
    assert len(room.desk.asked) == 2
    await room.close()


@in_a_loop
async def test_lines_by_day_operator_and_ecc(theme: Theme) -> None:
    room = Room(theme)
    await room.opened()
    assert [row[0] for row in room.window.rows()][-1] == "2026-11-22"
    room.press(Chip, "By operator")
    assert [row[:4] for row in room.window.rows()] == [
        ["nobody yet", "1", "0", "1"],
        ["J. Tran", "14", "14", "0"],
        ["M. Okafor", "28", "28", "0"],
        ["R. Keller", "28", "28", "0"],
    ]
    room.press(Chip, "By ECC")
    assert [row[0] for row in room.window.rows()] == ["ECC not stated", "IL_0007", "IL_0142"]
    assert "IL_0142: " in room.window.chart.accessibleName()
    await room.close()


@in_a_loop
async def test_another_period_and_another_standard(theme: Theme) -> None:
    room = Room(theme)
    await room.opened()
    room.days("2026-11-13", "2026-11-13")
    await room.done()
    assert "5 shares, 5 answered" in room.said()
    assert "this period is shorter" in room.said()
    (standard,) = room.window.findChildren(QComboBox)
    standard.setCurrentIndex(standard.findData("nfpa-1225"))
    standard.activated.emit(standard.currentIndex())
    await room.done()
    assert "90 % within 10 s: 40.0 %, NOT met" in room.said()
    assert "within 15 s" not in room.said()
    room.days("2026-01-01", "2026-01-02")
    await room.done()
    assert "No share rang in this period" in room.said()
    assert "nothing to measure" in room.said()
    assert "there is no rate for an operator" in room.said()
    assert room.window.rows() == []
    await room.close()


@in_a_loop
async def test_what_is_no_period_and_a_silent_station(theme: Theme) -> None:
    room = Room(theme)
    room.desk.silent = True
    await room.opened()
    assert "The station did not answer. Measure again." in room.said()
    asked = len(room.desk.asked)
    room.days("yesterday", "2026-11-22")
    assert "A day is written like 2026-11-03." in room.said()
    room.days("2026-11-22", "2026-11-01")
    assert "lies after the last one" in room.said()
    assert len(room.desk.asked) == asked
    room.room.export("csv", pathlib.Path("nowhere.csv"))
    assert room.tasks.names == []
    await room.close()


@in_a_loop
async def test_files_hold_what_is_shown(theme: Theme, tmp_path: pathlib.Path) -> None:
    room = Room(theme)
    await room.opened()
    for kind in ("csv", "png", "pdf"):
        room.room.export(kind, tmp_path / f"report.{kind}")
        await room.done()
        assert "Written to" in room.said()
    assert "M. Okafor" in (tmp_path / "report.csv").read_text(encoding="utf-8-sig")
    assert QImage(str(tmp_path / "report.png")).width() > 200
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    room.room.export("csv", tmp_path / "missing" / "report.csv")
    await room.done()
    assert "can't be written" in room.said()
    await room.close()


@in_a_loop
async def test_export_asks_where_without_a_loop_of_its_own(theme: Theme) -> None:
    room = Room(theme)
    await room.opened()
    room.press(Button, "Table")
    (dialog,) = room.window.findChildren(QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.reject()
    await room.close()
