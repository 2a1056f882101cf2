"""Draws the windows beside the main one: the inspector and its replays, and reports."""

import collections.abc
import functools
import pathlib
import typing

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.console.theme.theme import Choice, Theme
from app.console.theme.tokens import load_shipped
from app.console.tools.reports_view import By
from app.core import paths
from tests.shots import reports, requests
from tests.shots.drawing import settle

BOTH = (Choice.LIGHT, Choice.DARK)


class Aside(typing.NamedTuple):
    """A window to draw by itself."""

    name: str
    make: collections.abc.Callable[[Theme], QWidget]
    size: tuple[int, int] = (1100, 720)
    scale: float = 1.0
    themes: tuple[Choice, ...] = BOTH


ASIDES: tuple[Aside, ...] = (
    Aside("inspector", requests.inspector),
    Aside("inspector-replay", functools.partial(requests.inspector, replayed=True)),
    Aside("reports", reports.window, size=(900, 860)),
    Aside("reports-operator", functools.partial(reports.window, by=By.OPERATOR), size=(900, 860)),
    Aside("reports-empty", functools.partial(reports.window, empty=True), size=(900, 860), themes=(Choice.LIGHT,)),
    Aside("reports-200", reports.window, size=(1280, 800), scale=2.0, themes=(Choice.LIGHT,)),
    Aside("inspector-200", requests.inspector, size=(1280, 800), scale=2.0, themes=(Choice.LIGHT,)),
)


def draw_asides(out: pathlib.Path, only: str) -> collections.abc.Iterator[pathlib.Path]:
    """Draw every window whose name holds ``only``; yields each file."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_shipped(paths.resources() / "fonts")
    theme = Theme(app)
    out.mkdir(parents=True, exist_ok=True)
    for aside in ASIDES:
        for choice in aside.themes if only in aside.name else ():
            yield _draw(theme, aside, choice, out)


def _draw(theme: Theme, aside: Aside, choice: Choice, out: pathlib.Path) -> pathlib.Path:
    theme.choose(choice)
    theme.resize_text(aside.scale)
    window = aside.make(theme)
    window.resize(*aside.size)
    window.show()
    settle()
    picture = window.grab()
    if (picture.width(), picture.height()) != aside.size:
        message = f"{aside.name}: asked for {aside.size}, got {picture.width()} x {picture.height()}"
        raise ValueError(message)
    path = out / f"{aside.name}-{choice.value}.png"
    picture.save(str(path))
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return path
