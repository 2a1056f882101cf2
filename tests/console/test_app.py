"""The whole console on a fake desk: first paint, follow, sign on, act, lose the station, leave."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from app.console import drafts
from app.console.app import Console
from app.console.map.pane import MapPane
from app.console.shortcuts.actions import Action
from app.console.sound.player import Workplace
from app.console.state_file import SoundSettings, StateFile
from app.console.station.process import StationProcess
from app.console.station.simulation import Simulation
from app.console.store import Link
from app.console.theme.theme import Theme
from app.console.tools.shortcut_editor import KeySheet
from app.console.widgets import dialogs
from app.core import paths
from app.protocol.sync import Hello
from tests.console import loop
from tests.console.fake_desk import TOKEN, FakeDesk
from tests.console.loop import Expect
from tests.console.sound.fake_outputs import DESK, FakeOutputs
from tests.shots import scenes

pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")  # Qt's multimedia speaks while it loads


class QuietStation(StationProcess):
    """Neither starts nor stops anything; says what it was asked."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir, command=("false",))
        self.asked: list[str] = []
        self.was_up = False

    def start_or_attach(self) -> None:
        self.asked.append("start")

    def keep(self) -> None:
        self.was_up = True

    def stop(self, patience_s: float = 0.0) -> None:
        self.asked.append("stop" if not patience_s else "stop and wait")


class QuietPlay:
    """Stands in for a simulation; plays nothing."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def play(self, _hello: Hello) -> None:
        if "play" not in self.asked:
            self.asked.append("play")

    def check(self) -> None:
        pass

    def stop(self) -> None:
        self.asked.append("stop")


class Running:
    """A console that runs."""

    def __init__(self, console: Console, desk: FakeDesk, station: QuietStation) -> None:
        self.console, self.desk, self.station = console, desk, station
        self.window, self.watch = console._window, console._watch

    def press(self, act: Action) -> None:
        self.window.actions_.at(act).trigger()


@pytest.fixture(autouse=True)
def no_map(monkeypatch: pytest.MonkeyPatch) -> None:
    """The map has its own tests; here it only says that it is there."""
    monkeypatch.setattr(MapPane, "start", lambda pane: pane.ready.emit(7))


@asynccontextmanager
async def running(
    theme: Theme, folder: Path, desk: FakeDesk, simulation: Simulation | None = None, pictures: Path | None = None
) -> AsyncIterator[Running]:
    station = QuietStation(folder)
    with desk.elsewhere():
        file = {"url": desk.url, "token": TOKEN, "pid": 1}
        paths.write(folder / "desk.json", msgspec.json.encode(file))
        console = Console(theme, StateFile(folder), station, simulation)
        work = asyncio.create_task(console.run(pictures))
        await loop.until(lambda: console._watch.caught_up)
        try:
            yield Running(console, desk, station)
        finally:
            console.quit()
            await work
            console._window.deleteLater()


def desk_with(scene: scenes.Scene, environment: str = "simulator") -> FakeDesk:
    desk = FakeDesk(environment)
    desk.now = scenes.NOW
    for record in scene.records:
        desk.add(record)
    return desk


def test_from_the_first_paint_to_a_taken_call(theme: Theme, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        desk = desk_with(scenes.flood())
        async with running(theme, tmp_path, desk, pictures=tmp_path / "pictures") as here:
            await loop.until(lambda: here.watch.operator == "Trainee")
            assert here.window.number == 1047
            here.press(Action.TAKE_NEXT)
            await loop.until(lambda: any(one["command"] == "Acknowledge" for one in desk.commands))
            wish = desk.commands[-1]
            assert (wish["incident"], wish["session"]) == (1047, "s-1")
            names = [lamp.name for lamp in here.window.strip.lamps]
            assert names[-2:] == ["map", "sound"]
        assert desk.commands[-1]["command"] == "SignOff"
        assert here.station.asked == []

    loop.run(qapp, work())


def test_a_crash_costs_neither_selection_nor_draft(theme: Theme, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        desk = desk_with(scenes.flood())
        async with running(theme, tmp_path, desk) as first:
            first.window.queue.view.select(1043)
            first.press(Action.NOTE)
            first.window.centre.incident.timeline.note.field.setPlainText("half a sentence")
        async with running(theme, tmp_path, desk) as later:
            assert later.window.number == 1043
            await loop.until(lambda: later.console._drafts.text(1043) == "half a sentence")
            assert later.window.centre.incident.timeline.note.field.toPlainText() == "half a sentence"

    loop.run(qapp, work())


def test_a_draft_outlives_the_station_and_then_the_console(theme: Theme, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        desk = desk_with(scenes.flood())
        async with running(theme, tmp_path, desk) as here:
            await loop.until(lambda: here.console._drafts_of is not None)
            here.console._drafts.put(1043, "half a sentence")
            here.console._drafts.save()
            before = (tmp_path / drafts.FILE_NAME).read_bytes()
            assert here.watch.hello is not None
            here.watch.greet(msgspec.structs.replace(here.watch.hello, started_at=here.watch.hello.started_at + 1))
            assert (tmp_path / drafts.FILE_NAME).read_bytes() != before

    loop.run(qapp, work())


def test_keys_of_the_window(theme: Theme, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with running(theme, tmp_path, desk_with(scenes.one())) as here:
            here.press(Action.LARGER_TEXT)
            assert theme.scale == 1.25
            here.press(Action.SMALLER_TEXT)
            here.press(Action.FULL_SCREEN)
            assert here.window.isFullScreen()
            here.press(Action.FULL_SCREEN)
            assert not here.window.isFullScreen()
            here.press(Action.KEYS)
            (sheet,) = here.window.findChildren(KeySheet)
            sheet.accept()
            here.press(Action.SILENCE)
            assert here.console._sound.silent_ms() > 0
            here.window.tick()

    loop.run(qapp, work())


def test_a_sound_test_without_a_device_says_so(theme: Theme, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with running(theme, tmp_path, desk_with(scenes.one())) as here:
            await loop.until(lambda: here.watch.operator == "Trainee")
            asked: list[tuple[str, ...]] = []

            async def answer(_window: object, _theme: object, headline: str, *rest: object) -> int:
                asked.append((headline,))
                return 0

            for devices in ((), (DESK,)):
                here.console._sound.work_at(Workplace(FakeOutputs(*devices), SoundSettings()))  # type: ignore[arg-type]
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(dialogs, "tell", answer)
                    patch.setattr(dialogs, "ask", answer)
                    here.press(Action.SOUND_TEST)
                    await loop.until(lambda: "sound test" not in here.console._tasks.names)
            assert asked == [("No sound",), ("Sound test",)]
            assert here.console._sound.lamp.evidence == "heard by Trainee"

    loop.run(qapp, work())


def test_a_task_that_fails_is_a_lamp(theme: Theme, qapp: QApplication, tmp_path: Path, expect_log: Expect) -> None:
    expect_log("The task odd failed")

    async def odd() -> None:
        message = "never mind"
        raise ValueError(message)

    async def work() -> None:
        async with running(theme, tmp_path, desk_with(scenes.one())) as here:
            here.console._tasks.start("odd", odd())
            await loop.until(lambda: "console" in [lamp.name for lamp in here.window.strip.lamps])

    loop.run(qapp, work())


def test_a_zone_that_can_not_be_used_is_a_lamp_and_no_crash(
    theme: Theme, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_zone() -> None:
        raise LookupError("No time zone found with key UTC0")

    monkeypatch.setattr("tzlocal.get_localzone", no_zone)

    async def work() -> None:
        async with running(theme, tmp_path, desk_with(scenes.one())) as here:
            assert "time zone" in [lamp.name for lamp in here.window.strip.lamps]
            await loop.until(lambda: here.station.was_up)

    loop.run(qapp, work())


def test_a_play_ends_with_its_console(
    theme: Theme, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def end(*_arguments: object) -> int:
        return 0

    async def work() -> None:
        play = QuietPlay()
        monkeypatch.setattr("app.console.controllers.session.dialogs.ask", end)
        async with running(theme, tmp_path, desk_with(scenes.one()), play) as here:  # type: ignore[arg-type]  # a stand-in
            here.window.tick()
            here.window.close()
        assert play.asked == ["play", "stop"]
        assert here.station.asked == []

    loop.run(qapp, work())


def test_stopping_the_station_is_one_answer_to_leaving(
    theme: Theme, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stop(*_arguments: object) -> int:
        return 1

    async def work() -> None:
        async with running(theme, tmp_path, desk_with(scenes.one())) as here:
            monkeypatch.setattr("app.console.controllers.session.dialogs.ask", stop)
            here.press(Action.QUIT)
            await loop.until(lambda: bool(here.station.asked))
        assert here.station.asked == ["stop"]
        assert here.watch.link is Link.LIVE

    loop.run(qapp, work())
