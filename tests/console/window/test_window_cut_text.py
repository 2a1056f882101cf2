"""No text is cut, hidden or written over, in the main states: at both sizes, at 100 and 200 % text, in both themes."""

import typing
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.console.theme.theme import Choice, Theme
from app.console.window.panes import Pane
from app.console.window.window import MainWindow
from tests.console import walking
from tests.console.conftest import Open
from tests.shots.drawing import LARGE, SHOTS, SMALL, Shot, settle
from tests.shots.triggers import TRIGGER_SHOTS

MAIN = (
    "empty",
    "one",
    "flood",
    "flood-new",
    "timeline",
    "raw",
    "note",
    "refused",
    "station-lost",
    "lamp",
    "production",
    "held",
    "moving",
    "ended-early",
    "past-nominal",
    "data",
    "data-hostile",
    "data-nothing-failed",
    "keys",
    "palette",
    "close-dialog",
    "hold-dialog",
    "sign-on",
)
STATES = [next(shot for shot in SHOTS if shot.name == name) for name in MAIN]


class View(typing.NamedTuple):
    """How a state is looked at."""

    size: tuple[int, int]
    scale: float
    look: Choice


VIEWS = {
    "1920": View(LARGE, 1.0, Choice.LIGHT),
    "1280": View(SMALL, 1.0, Choice.DARK),
    "1920 at 200 %": View(LARGE, 2.0, Choice.DARK),
    "1280 at 200 %": View(SMALL, 2.0, Choice.LIGHT),
}
IN_EACH_VIEW = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
ELIDED_BY_DESIGN = {
    "RowDelegate": "ECC first, then the reason; the tool tip and the incident have them whole (docs/screens.md#3)",
    "QueueView": "as above: rows are painted on the list's own surface",
    "TimelineView": "who and the second line; the incident's summary and Raw have them whole",
    "Latest": "the three last lines; the Timeline tab has them whole",
    "OperatorBadge": "a long name; the tool tip has it whole",
    "LampButton": "its evidence; the tool tip and the diagnosis have it whole",
    "TabBar": "a count beside a tab's name",
}
"""Who may paint a text with an ellipsis, and where the whole text is."""


@pytest.fixture
def looks(theme: Theme) -> Iterator[Theme]:
    yield theme
    theme.choose(Choice.LIGHT)


def prepared(opened: Open, theme: Theme, shot: Shot, view: View) -> tuple[MainWindow, QWidget]:
    """A window in a state, and what of it is looked at: the window, or the dialog over it."""
    theme.resize_text(view.scale)
    scene = shot.scene()
    window = opened(scene, view.size)
    dialog = shot.prepare(window, scene)
    window.tick()
    settle()
    window.grab()  # which lays out what is still waiting for it
    if dialog is None:
        return window, window
    assert isinstance(dialog, QDialog)
    dialog.open()
    settle()
    dialog.grab()
    return window, dialog


@IN_EACH_VIEW
@pytest.mark.parametrize("shot", STATES, ids=MAIN)
def test_no_text_is_cut(
    looks: Theme,
    opened: Open,
    monkeypatch: pytest.MonkeyPatch,
    shot: Shot,
    view: View,
) -> None:
    looks.choose(view.look)
    window, looked_at = prepared(opened, looks, shot, view)
    assert walking.faults(looked_at) == []
    with walking.elisions(monkeypatch) as elided:
        looked_at.grab()
    assert [one for one in elided if not any(name in one for name in ELIDED_BY_DESIGN)] == []
    if looked_at is not window:
        looked_at.close()


@IN_EACH_VIEW
@pytest.mark.parametrize("shot", TRIGGER_SHOTS[:6], ids=lambda shot: shot.name)
def test_no_text_is_cut_in_the_drawer(looks: Theme, opened: Open, shot: Shot, view: View) -> None:
    looks.choose(view.look)
    window, looked_at = prepared(opened, looks, shot, view)
    assert walking.faults(looked_at) == []
    QApplication.sendPostedEvents(window)


@IN_EACH_VIEW
@pytest.mark.parametrize("state", ["flood", "station-lost"])
@pytest.mark.parametrize("pane", [Pane.QUEUE, Pane.INCIDENT, Pane.MAP])
def test_no_text_is_cut_in_a_window_of_its_own(looks: Theme, opened: Open, pane: Pane, state: str, view: View) -> None:
    looks.choose(view.look)
    window, _ = prepared(opened, looks, STATES[MAIN.index(state)], view)
    window.panes.take_out(pane)
    own = window.panes.window_of(pane)
    own.resize(view.size[0] // 2, view.size[1])
    window.tick()
    settle()
    for one in (own, window):
        one.grab()
    assert walking.faults(own) == []
    assert walking.faults(window) == []
