"""Windows beside the main one: a pane in a window of its own, what the main one then shows, and the wall view."""

import functools
import zoneinfo

from PySide6.QtWidgets import QWidget

from app.console.theme.theme import Choice
from app.console.window.panes import Pane
from app.console.window.wall import WallWindow
from app.console.window.window import MainWindow
from tests.shots import scenes
from tests.shots.drawing import LARGE, SMALL, ZONE, Shot, settle
from tests.shots.scenes import Scene

LIGHT = (Choice.LIGHT,)


def _own(pane: Pane, window: MainWindow, _scene: Scene) -> QWidget:
    window.panes.take_out(pane)
    own = window.panes.window_of(pane)
    own.resize(1100, 860)
    return own


def _own_lost(window: MainWindow, scene: Scene) -> QWidget:
    own = _own(Pane.MAP, window, scene)
    scene.pass_time(17_000)
    window.refresh_general()
    return own


def _without_map(window: MainWindow, _scene: Scene) -> None:
    window.panes.take_out(Pane.MAP)
    settle()


def _wall(window: MainWindow, scene: Scene) -> QWidget:
    wall = WallWindow(window.theme, scene.watch, zoneinfo.ZoneInfo(ZONE))
    wall.resize(*LARGE)
    window.destroyed.connect(wall.deleteLater)
    return wall


def _wall_lost(window: MainWindow, scene: Scene) -> QWidget:
    scene.pass_time(17_000)
    return _wall(window, scene)


WINDOW_SHOTS = (
    *(Shot(f"own-{pane.value}", scenes.flood, functools.partial(_own, pane)) for pane in (Pane.QUEUE, Pane.INCIDENT)),
    Shot("own-map", scenes.flood, functools.partial(_own, Pane.MAP)),
    Shot("own-map-lost", scenes.flood, _own_lost),
    Shot("without-map", scenes.flood, _without_map, size=SMALL),
    Shot("wall", scenes.flood, _wall),
    Shot("wall-quiet", scenes.empty, _wall),
    Shot("wall-lost", scenes.flood, _wall_lost),
    Shot("wall-production", lambda: scenes.flood("production"), _wall, themes=LIGHT),
)
