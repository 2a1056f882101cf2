"""Draws a state: a window on a scene, at a size, in a theme, at a text size; the PNG has exactly that size."""

import collections.abc
import functools
import pathlib
import typing
import zoneinfo

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.console.controllers.session import SignOnDialog
from app.console.incident.dialogs import CloseDialog, HoldDialog
from app.console.incident.pane import Tab
from app.console.lock import LockCover, UnlockDialog
from app.console.map.pane import MapPane
from app.console.sound.alarm import Sound
from app.console.sound.page import SoundPage
from app.console.sound.player import Workplace
from app.console.state_file import SoundSettings
from app.console.theme.theme import Choice, Theme
from app.console.theme.tokens import load_shipped
from app.console.tools.palette import Palette
from app.console.tools.shortcut_editor import KeySheet
from app.console.window.window import MainWindow
from app.core import paths
from tests.console.sound.fake_outputs import DESK, HEADSET, FakeOutputs
from tests.shots import answers, data_scenes, scenes, searches
from tests.shots.scenes import Scene

ZONE = "America/Chicago"
LARGE, SMALL = (1920, 1080), (1280, 800)
Prepare = collections.abc.Callable[[MainWindow, Scene], QWidget | None]
"""Brings the window into its state; what it returns, a dialog or another window, is drawn in its place."""


class Shot(typing.NamedTuple):
    """A state to draw."""

    name: str
    scene: collections.abc.Callable[[], Scene]
    prepare: Prepare = lambda _window, _scene: None
    size: tuple[int, int] = LARGE
    scale: float = 1.0
    themes: tuple[Choice, ...] = (Choice.LIGHT, Choice.DARK)


def make_window(theme: Theme, scene: Scene, cache: pathlib.Path) -> MainWindow:
    """A window on a scene, with a map that is never started: its pictures are the map's own."""
    watch = scene.done()
    map_pane = MapPane(theme, paths.resources() / "map", cache)
    window = MainWindow(theme, watch, map_pane, zoneinfo.ZoneInfo(ZONE), ZONE)
    window.strip.add_lamps(scenes.OWN_LAMPS)
    return window


def show(window: MainWindow, size: tuple[int, int]) -> None:
    """Show it at a size with its usual panes."""
    window.resize(*size)
    window.show()
    window.split.usual_widths(size[0])
    window.refresh_book()
    window.tick()
    settle()


def settle() -> None:
    """Let layouts and paint events happen."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.sendPostedEvents()


def select(number: int, tab: Tab = Tab.SUMMARY) -> Prepare:
    """Select an incident and one of its tabs."""

    def prepare(window: MainWindow, _scene: Scene) -> None:
        window.queue.view.select(number)
        window.centre.incident.open_tab(tab)

    return prepare


def _widen(window: MainWindow, scene: Scene, prepare: Prepare) -> None:
    prepare(window, scene)
    window.split.setSizes([372, 1028, 520])


def _note(window: MainWindow, scene: Scene) -> None:
    select(1044)(window, scene)
    window.centre.incident.write_note()
    window.centre.incident.timeline.note.restore("Caller's sister, Avery, reached on 0144. She is 10 min away")


def _refused(window: MainWindow, scene: Scene) -> None:
    select(1043)(window, scene)
    window.centre.incident.refuse("Taken by R. Keller at 01:12:05 UTC. Take it over if you must work on it.")


def _lost(window: MainWindow, scene: Scene) -> None:
    select(1044)(window, scene)
    scene.pass_time(17_000)
    window.refresh_general()


def _lamp(window: MainWindow, _scene: Scene) -> None:
    window.centre.open_lamp("sound")


def _sound_page(window: MainWindow, scene: Scene) -> None:
    chosen = SoundSettings(device="headset", second_device="desk")
    sound = Sound(scene.watch, paths.resources() / "sounds", chosen)
    outputs = FakeOutputs(DESK, HEADSET)
    sound.work_at(Workplace(outputs, chosen))  # type: ignore[arg-type]  # as far as it is asked, it is one
    sound.tick()
    sound.play()
    outputs.opened[HEADSET].take()
    scene.pass_time(3_000)
    page = SoundPage(window.theme, sound)
    window.centre.diagnosis.add_more("sound", page)
    window.strip.add_lamps((scenes.OWN_LAMPS[0], sound.lamp))
    window.tick()
    window.centre.open_lamp("sound")


def _silenced(window: MainWindow, scene: Scene) -> None:
    select(1044)(window, scene)
    window.strip.show_silence(41_000)


def _lock(window: MainWindow, scene: Scene) -> None:
    select(1044)(window, scene)
    LockCover(window, window.theme, scene.watch)


def _close(window: MainWindow, scene: Scene) -> QDialog:
    select(1044)(window, scene)
    incident = scene.watch.incident(1044)
    assert incident is not None
    return CloseDialog(window, window.theme, incident)


def _hold(window: MainWindow, scene: Scene) -> QDialog:
    select(1044)(window, scene)
    incident = scene.watch.incident(1044)
    assert incident is not None
    return HoldDialog(window, window.theme, incident)


def _palette(line: str) -> Prepare:
    def prepare(window: MainWindow, scene: Scene) -> QDialog:
        select(1044)(window, scene)
        palette = Palette(window, window.theme, window.actions_)
        palette.field.setText(line)
        return palette

    return prepare


WORK_SHOTS = (
    Shot("palette", scenes.flood, _palette("")),
    Shot("palette-order", scenes.flood, _palette("goto 39.8")),
    Shot("palette-200", scenes.flood, _palette("map"), size=SMALL, scale=2.0, themes=(Choice.LIGHT,)),
    Shot("search", scenes.flood, searches.found),
    Shot("search-1280", scenes.flood, searches.found, size=SMALL),
    Shot("search-1280-200", scenes.flood, searches.found, size=SMALL, scale=2.0, themes=(Choice.LIGHT,)),
    Shot("held", scenes.held, select(1042)),
    Shot("held-1280", scenes.held, select(1042), size=SMALL),
    Shot("held-1280-200", scenes.held, select(1042), size=SMALL, scale=2.0, themes=(Choice.LIGHT,)),
    Shot("hold-dialog", scenes.flood, _hold),
)
ALARM_SHOTS = (
    Shot("sound-page", scenes.flood, _sound_page),
    Shot("sound-page-1280-200", scenes.flood, _sound_page, size=SMALL, scale=2.0, themes=(Choice.LIGHT,)),
    Shot("silenced", scenes.flood, _silenced),
    Shot("silenced-1280", scenes.flood, _silenced, size=SMALL),
    Shot("silenced-1280-200", scenes.flood, _silenced, size=SMALL, scale=2.0, themes=(Choice.DARK,)),
    Shot("lock", scenes.flood, _lock),
    Shot("lock-quiet", scenes.empty, _lock, size=SMALL),
    Shot("lock-200", scenes.storm, _lock, size=SMALL, scale=2.0, themes=(Choice.LIGHT,)),
    Shot("unlock", scenes.flood, lambda window, _scene: UnlockDialog(window, window.theme, "M. Okafor")),
    Shot("left-alone", scenes.left_alone, select(1035)),
    Shot("storm", scenes.storm, select(1051)),
    Shot("storm-1280", scenes.storm, select(1051), size=SMALL),
)
DATA = select(1044, Tab.ADDITIONAL_DATA)
DATA_SHOTS = (
    Shot("data", data_scenes.seven, DATA),
    Shot("data-wide", data_scenes.seven, lambda window, scene: _widen(window, scene, DATA)),
    Shot("data-1280", data_scenes.seven, DATA, size=SMALL),
    Shot("data-200", data_scenes.seven, DATA, scale=2.0, themes=(Choice.LIGHT,)),
    Shot("data-1280-200", data_scenes.seven, DATA, size=SMALL, scale=2.0, themes=(Choice.LIGHT,)),
    Shot("data-nothing-not-yet", data_scenes.not_yet, DATA),
    Shot("data-nothing-asked", data_scenes.asked_once, DATA, themes=(Choice.LIGHT,)),
    Shot("data-nothing-empty", data_scenes.no_record, DATA),
    Shot("data-nothing-failed", data_scenes.failing, DATA),
    Shot("data-nothing-not-permitted", data_scenes.not_permitted, DATA),
    Shot("data-nothing-ended", data_scenes.ended_without_data, DATA),
    Shot("data-nothing-no-number", data_scenes.no_number, DATA),
    Shot("data-failing-with-data", data_scenes.failing_with_data, DATA, themes=(Choice.DARK,)),
    Shot("data-hostile", data_scenes.hostile, DATA),
    Shot("data-two-shares", data_scenes.two_shares, DATA),
    Shot("data-links", data_scenes.links, DATA),
    Shot("data-timeline", data_scenes.seven, select(1044, Tab.TIMELINE)),
    Shot("moving", data_scenes.moving, select(1044)),
    Shot("past-nominal", data_scenes.past_nominal, select(1044)),
    Shot("ended-early", data_scenes.ended_early, select(1044)),
    Shot("ended-early-data", data_scenes.ended_early, DATA),
    *(Shot(f"source-{name}", functools.partial(data_scenes.one_source, name), DATA) for name in answers.ALL),
)
SHOTS = (
    *DATA_SHOTS,
    *WORK_SHOTS,
    *ALARM_SHOTS,
    Shot("empty", scenes.empty),
    Shot("one", scenes.one, select(1044)),
    Shot("flood", scenes.flood, select(1044)),
    Shot("flood-new", scenes.flood, select(1047)),
    Shot("flood-1280", scenes.flood, select(1044), size=SMALL),
    Shot("flood-1500", scenes.flood, select(1043), size=(1600, 900), themes=(Choice.DARK,)),
    Shot("flood-200", scenes.flood, select(1044), scale=2.0),
    Shot("flood-1280-200", scenes.flood, select(1044), size=SMALL, scale=2.0, themes=(Choice.LIGHT,)),
    Shot("timeline", scenes.flood, select(1044, Tab.TIMELINE)),
    Shot("timeline-1280", scenes.flood, select(1044, Tab.TIMELINE), size=SMALL, themes=(Choice.LIGHT,)),
    Shot("raw", scenes.flood, select(1044, Tab.RAW)),
    Shot("raw-1280-200", scenes.flood, select(1044, Tab.RAW), size=SMALL, scale=2.0, themes=(Choice.LIGHT,)),
    Shot("note", scenes.flood, _note),
    Shot("refused", scenes.flood, _refused, themes=(Choice.LIGHT,)),
    Shot("station-lost", scenes.flood, _lost),
    Shot("station-lost-1280-200", scenes.flood, _lost, size=SMALL, scale=2.0, themes=(Choice.LIGHT,)),
    Shot("lamp", scenes.flood, _lamp),
    Shot("production", lambda: scenes.flood("production"), select(1044), themes=(Choice.LIGHT,)),
    Shot("close-dialog", scenes.flood, _close),
    Shot("sign-on", scenes.empty, lambda window, _scene: SignOnDialog(window, window.theme, ["M. Okafor", "J. Tran"])),
    Shot("keys", scenes.empty, lambda window, _scene: KeySheet(window, window.theme)),
)


def draw_all(
    shots: collections.abc.Iterable[Shot], out: pathlib.Path, only: str, cache: pathlib.Path
) -> collections.abc.Iterator[pathlib.Path]:
    """Draw every state in its themes; yields each file."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_shipped(paths.resources() / "fonts")
    theme = Theme(app)
    out.mkdir(parents=True, exist_ok=True)
    for shot in shots:
        if only in shot.name:
            for choice in shot.themes:
                yield draw(theme, shot, choice, out, cache)


def draw(theme: Theme, shot: Shot, choice: Choice, out: pathlib.Path, cache: pathlib.Path) -> pathlib.Path:
    """Draw one state; raises ValueError when the window did not take the size asked for."""
    theme.choose(choice)
    theme.resize_text(shot.scale)
    scene = shot.scene()
    window = make_window(theme, scene, cache)
    show(window, shot.size)
    dialog = shot.prepare(window, scene)
    window.tick()
    settle()
    picture = window.grab()
    if dialog is not None:
        dialog.show()
        settle()
        picture = dialog.grab()
        dialog.close()
    elif (picture.width(), picture.height()) != shot.size:
        message = f"{shot.name}: asked for {shot.size}, got {picture.width()} x {picture.height()}"
        raise ValueError(message)
    path = out / f"{shot.name}-{choice.value}.png"
    picture.save(str(path))
    window.ticker.stop()
    window.close_for_good()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return path
