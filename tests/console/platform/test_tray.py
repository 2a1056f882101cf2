"""The sign in the tray: what it counts, what its notices say, and closing into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.console.controllers.session import ExitController
from app.console.controllers.windows import DesktopController
from app.console.platform.tray import badge
from app.console.theme.icons import Shape
from app.console.theme.theme import Theme
from app.console.theme.tokens import CAPTION_STRONG
from app.console.window.window import MainWindow
from app.core.tasks import Tasks
from tests.console.conftest import Open
from tests.console.loop import no_failure
from tests.shots import scenes


class Placed:
    """A console on a desktop whose tray is made up: the offscreen one has none."""

    def __init__(self, window: MainWindow, theme: Theme, scene: scenes.Scene, folder: Path) -> None:
        self.window, self.scene = window, scene
        self.leaving = ExitController(window, theme, Tasks(no_failure), is_play=False)
        self.desktop = DesktopController(window, theme, scene.watch, self.leaving, folder)
        self.icon = self.desktop.tray.findChildren(QSystemTrayIcon)[0]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    notices: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "isVisible", lambda _icon: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, _title, words, *_: notices.append(words))
    return notices


@pytest.fixture
def placed(opened: Open, theme: Theme, tmp_path: Path, said: list[str]) -> Iterator[Placed]:
    scene = scenes.flood()
    made = Placed(opened(scene), theme, scene, tmp_path)
    yield made
    made.desktop.close()


def test_it_says_what_rings(placed: Placed) -> None:
    assert placed.icon.toolTip() == "Watchfloor: 1 ringing"
    watch = placed.scene.watch
    watch.take([placed.scene.acknowledge(1047, 0, "M. Okafor")], placed.scene.pulse(), caught_up=True)
    placed.desktop.tray.tick()
    assert placed.icon.toolTip() == "Watchfloor: 2 warnings"
    placed.scene.pass_time(6_000)
    placed.desktop.tray.tick()
    assert placed.icon.toolTip() == "Watchfloor: no station"
    (menu,) = (one for one in placed.window.findChildren(QMenu) if one is placed.icon.contextMenu())
    assert menu.actions()[0].text() == "Open Watchfloor"
    assert len(menu.actions()) == 7


def test_a_new_share_is_told_without_any_caller_and_opens_by_a_click(placed: Placed, said: list[str]) -> None:
    scene, tray = placed.scene, placed.desktop.tray
    tray.tell()
    assert said == []
    placed.window.hide()
    scene.watch.take([scene.share(1062, "+12175550162", 0)], scene.pulse(), caught_up=True)
    tray.tell()
    tray.tell()
    assert said == ["New share, IL_0142"]
    placed.window.refresh_book()
    placed.icon.messageClicked.emit()
    assert placed.window.isVisible()
    assert placed.window.number == 1062
    placed.window.hide()
    more = [scene.share(number, "+12175550163", 0) for number in (1063, 1064)]
    scene.watch.take(more, scene.pulse(), caught_up=True)
    tray.tell()
    assert said[-1] == "2 new shares"


def test_while_locked_a_notice_is_a_count_and_a_click_opens_no_incident(placed: Placed, said: list[str]) -> None:
    scene, tray = placed.scene, placed.desktop.tray
    tray.tell()
    placed.window.hide()
    before = placed.window.number
    tray.lock(locked=True)
    scene.watch.take([scene.share(1062, "+12175550162", 0)], scene.pulse(), caught_up=True)
    tray.tell()
    assert said == ["1 new share"]
    placed.icon.messageClicked.emit()
    assert placed.window.isVisible()
    assert placed.window.number == before
    assert len(placed.icon.contextMenu().actions()) == 3
    tray.lock(locked=False)
    assert len(placed.icon.contextMenu().actions()) == 7


def test_closing_goes_into_the_tray_and_says_so_once(placed: Placed, said: list[str]) -> None:
    for _ in range(2):
        placed.window.close()
        assert not placed.window.isVisible()
        placed.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
        assert placed.window.isVisible()
    assert len(said) == 1
    assert "goes on here" in said[0]


def test_without_a_tray_nothing_is_hidden(opened: Open, theme: Theme, tmp_path: Path) -> None:
    scene = scenes.empty()
    made = Placed(opened(scene), theme, scene, tmp_path)
    asked: list[bool] = []
    made.leaving.ask = lambda: asked.append(True)  # type: ignore[method-assign]
    made.window.close()
    assert made.window.isVisible()
    assert asked == [True]
    made.desktop.close()


def test_a_badge_for_every_state(theme: Theme) -> None:
    pictures = [
        badge(theme, shape, count).pixmap(64, 64).toImage()
        for shape, count in ((Shape.QUIET, 0), (Shape.P1, 3), (Shape.P2, 3), (Shape.P1, 100))
    ]
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[at + 1 :])
    assert theme.font(CAPTION_STRONG).pixelSize() == CAPTION_STRONG.px
