"""Draws the manual: its window in both themes, and the pictures that stand in its pages."""

import collections.abc
import pathlib
import shutil

from PySide6.QtWidgets import QApplication

from app.console.theme.theme import Choice, Theme
from app.console.theme.tokens import load_shipped
from app.console.tools import manual_pages
from app.console.tools.manual import ManualWindow
from app.core import paths
from tests.shots.drawing import LARGE, SHOTS, SMALL, draw_all, settle
from tests.shots.maps import draw_maps
from tests.shots.triggers import TRIGGER_SHOTS

PICTURES = paths.resources() / manual_pages.FOLDER / "pictures"
IN_PAGES = {
    "window": "window-map-1280",
    "additional-data": "data-1280",
    "trigger": "trigger-problems-1280",
    "outcome-unknown": "trigger-unknown-1280",
}
"""The pictures by the name that pages use, and the states that they show, in the light theme."""
WINDOWS = (
    ("manual", "where-they-are", "", LARGE, 1.0),
    ("manual-1280", "window", "", SMALL, 1.0),
    ("manual-search", "what-it-is", "unknown", LARGE, 1.0),
    ("manual-1280-200", "working", "", SMALL, 2.0),
)


def draw_manual(out: pathlib.Path, only: str) -> collections.abc.Iterator[pathlib.Path]:
    """Draw the manual's own window in both themes; yields each file."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_shipped(paths.resources() / "fonts")
    theme = Theme(app)
    for name, page, wanted, size, scale in WINDOWS:
        if only in name:
            theme.resize_text(scale)
            for choice in (Choice.LIGHT, Choice.DARK):
                theme.choose(choice)
                window = ManualWindow(theme, manual_pages.read(paths.resources()))
                window.resize(*size)
                window.show()
                window.show_page(page)
                window.field.setText(wanted)
                settle()
                path = out / f"{name}-{choice.value}.png"
                window.grab().save(str(path))
                window.close()
                window.deleteLater()
                yield path


def draw_pictures(cache: pathlib.Path) -> collections.abc.Iterator[pathlib.Path]:
    """Draw anew the pictures that stand in the pages; yields each file."""
    drawn = cache / "drawn"
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, state in IN_PAGES.items():
        shots = [shot for shot in (*SHOTS, *TRIGGER_SHOTS) if shot.name == state]
        made = [*draw_all(shots, drawn, state, cache), *draw_maps(drawn, state, cache)]
        light = next(path for path in made if path.stem == f"{state}-{Choice.LIGHT.value}")
        yield pathlib.Path(shutil.copyfile(light, PICTURES / f"{name}.png"))
