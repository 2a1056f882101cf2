"""The quarantine's window, and the desk behind it."""

import asyncio
import datetime as dt

import pytest
from PySide6.QtWidgets import QListWidget, QPlainTextEdit

from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.tools.quarantine import QuarantineController, QuarantineWindow
from app.console.widgets.buttons import Button
from app.console.window.alarm_bar import Notice
from app.core.tasks import Tasks
from app.domain.incident.commands import SeeNotice, SeeQuarantined, TakeOver
from app.domain.incident.events import BodyQuarantined
from app.protocol.requests import KeptRequest, KeptWords, Quarantine
from tests.console.fake_client import FakeStationClient
from tests.console.in_a_loop import in_a_loop
from tests.shots import scenes


def request(number: int, **changes: object) -> KeptRequest:
    fields: dict[str, object] = {
        "quarantine": number,
        "received_at": scenes.NOW,
        "status": 401,
        "problem": "signature: bad",
        "signature": "bad",
        "remote": "192.0.2.7",
        "request_sha256": "a" * 64,
        "size": 120,
        "rings": False,
        "is_share": True,
    }
    return KeptRequest(**{**fields, **changes})  # type: ignore[arg-type]


RINGING = request(2, status=400, problem="not JSON", signature="good", rings=True, is_share=False)


class Desk(FakeStationClient):
    def __init__(self) -> None:
        super().__init__()
        self.kept = Quarantine(kept=(RINGING, request(1)), locked=0, fallen=0)

    async def quarantine(self) -> Quarantine:
        self._hear()
        return self.kept

    async def quarantined(self, number: int) -> KeptWords:
        self._hear()
        kept = next(one for one in self.kept.kept if one.quarantine == number)
        return KeptWords(request=kept, untrusted_headers=(("Host", "x"),), untrusted_text=f"body {number}\u202e")

    def _hear(self) -> None:
        if self.silent:
            raise TimeoutError


class Room:
    def __init__(self, theme: Theme) -> None:
        self.desk = Desk()
        self.scene = scenes.Scene()
        self.watch = self.scene.done()
        self.failed: list[str] = []
        self.tasks = Tasks(lambda name, _problem: self.failed.append(name))
        self.window = QuarantineWindow(theme, dt.UTC)
        self.room = QuarantineController(self.window, self.watch, self.tasks, self.desk)
        self.told: list[str] = []
        self.room.refused.connect(self.told.append)

    async def settle(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)

    def shown(self) -> str:
        return "\n".join(label.text() for label in self.window.findChildren(PlainLabel) if not label.isHidden())

    def text(self) -> str:
        (text,) = self.window.findChildren(QPlainTextEdit)
        return text.toPlainText()

    def press(self, words: str) -> None:
        next(one for one in self.window.findChildren(Button) if one.accessibleName() == words).click()

    def choose(self, row: int) -> None:
        (rows,) = self.window.findChildren(QListWidget)
        rows.setCurrentRow(row)

    async def close(self) -> None:
        self.room.close()
        await self.tasks.stop()
        self.window.deleteLater()
        assert self.failed == []


@in_a_loop
async def test_what_is_kept_is_seen_and_taken_over(theme: Theme) -> None:
    room = Room(theme)
    room.room.open()
    await room.settle()
    assert "signature good" in room.shown()
    assert "does not read as a share" in room.shown()
    assert "body 2⟨U+202E⟩" in room.text()
    room.press("I have seen it")
    await room.settle()
    room.choose(1)
    await room.settle()
    assert "signature WRONG" in room.shown()
    assert "“signature not verified” for ever" in room.shown()
    room.press("Take over as an incident")
    await room.settle()
    assert [type(one) for one in room.desk.commands] == [SeeQuarantined, TakeOver]
    assert [getattr(one, "quarantine", None) for one in room.desk.commands] == [2, 1]
    await room.close()


@in_a_loop
async def test_a_refusal_and_a_silent_station_are_said(theme: Theme) -> None:
    room = Room(theme)
    room.room.open()
    await room.settle()
    room.desk.refusal = "You are not signed on."
    room.press("Take over as an incident")
    await room.settle()
    assert "You are not signed on." in room.shown()
    room.desk.silent = True
    room.choose(1)
    await room.settle()
    assert "does not tell its words" in room.shown()
    room.press("Take over as an incident")
    await room.settle()
    assert "did not answer" in room.shown()
    room.room.open()
    await room.settle()
    assert "may be old" in room.shown()
    await room.close()


@in_a_loop
async def test_an_empty_quarantine_and_what_cannot_be_shown(theme: Theme) -> None:
    room = Room(theme)
    room.desk.kept = Quarantine(kept=(), locked=3, fallen=7)
    room.room.open()
    await room.settle()
    assert "3 sealed" in room.shown()
    assert "7 more were only counted" in room.shown()
    assert "Nothing is in quarantine." in room.shown()
    room.press("Take over as an incident")
    assert room.desk.commands == []
    await room.close()


@in_a_loop
async def test_something_new_fills_the_open_window(theme: Theme) -> None:
    room = Room(theme)
    room.desk.kept = Quarantine(kept=(), locked=0, fallen=0)
    room.room.open()
    await room.settle()
    room.desk.kept = Quarantine(kept=(RINGING,), locked=0, fallen=0)
    event = BodyQuarantined(
        quarantine=2,
        status=400,
        problem="not JSON",
        signature="good",
        request_sha256="a" * 64,
        received_at=scenes.NOW,
        remote="::1",
        rings=True,
    )
    record = room.scene.event(None, 0, event)
    room.watch.take([record], room.scene.pulse(), caught_up=True)
    await room.settle()
    assert "1 kept" in room.shown()
    await room.close()


@pytest.mark.parametrize("notice", [7, None])
@in_a_loop
async def test_the_alarm_bars_button(theme: Theme, notice: int | None) -> None:
    room = Room(theme)
    room.desk.refusal = "Somebody has seen it already."
    room.room.answer(Notice(headline="", fact="", verb="", urgent=True, notice=notice))
    await room.settle()
    if notice is None:
        assert room.window.isVisible()
    else:
        assert [type(one) for one in room.desk.commands] == [SeeNotice]
        assert room.told == ["Somebody has seen it already."]
    await room.close()
