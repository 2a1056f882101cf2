import re
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from app.console.theme.theme import Theme
from app.console.window.wall import LEAST_TEXT, WallFace, WallWindow, fitting, new, oldest, others
from tests.shots import drawing, scenes
from tests.shots.scenes import Scene

ZONE = zoneinfo.ZoneInfo("America/Chicago")
CENTRED = Qt.AlignmentFlag.AlignCenter


@pytest.fixture
def flood() -> Scene:
    scene = scenes.held()
    scene.done()
    return scene


@pytest.fixture
def wall(theme: Theme, flood: Scene) -> Iterator[WallWindow]:
    window = WallWindow(theme, flood.watch, ZONE)
    window.resize(*drawing.LARGE)
    window.show()
    drawing.settle()
    yield window
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(window)


def test_it_counts_what_the_strip_counts_and_the_longest_wait(flood: Scene) -> None:
    assert (new(flood.watch).value, oldest(flood.watch).value) == ("1", "0:09")
    assert [one.value for one in others(flood.watch)] == ["5", "2", "1", "0", "5"]


def test_nobody_waiting_is_said_in_words() -> None:
    watch = scenes.empty().done()
    assert oldest(watch).words == "Nobody waits for an answer"
    assert oldest(watch).shape is None


def test_it_says_nothing_of_any_caller(wall: WallWindow, flood: Scene) -> None:
    said = wall.face.accessibleName()
    for incident in flood.watch.book.open_incidents:
        assert str(incident.number) not in said
        assert (incident.phone or "-")[-4:] not in said
        assert (incident.owner or "-") not in said
    assert not re.search(r"\d{4}", said)


def test_a_lost_station_is_said_on_the_wall(wall: WallWindow, flood: Scene) -> None:
    flood.pass_time(17_000)
    wall.face.tick()
    assert wall.face.accessibleName().startswith("STATION LOST")
    assert "0:17 old" in wall.face._aged("STATION LOST.")


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160)])
def test_its_smallest_words_are_large_enough_for_three_metres(
    theme: Theme, flood: Scene, size: tuple[int, int]
) -> None:
    face = WallFace(theme, flood.watch, ZONE)
    face.resize(*size)
    for figure in others(flood.watch):
        cell = QRectF(0, 0, size[0] / 5 * 0.9, size[1] * 0.36 * 0.24)
        font = fitting(figure.words, cell, cell.height() * 0.42, size[1] * LEAST_TEXT, CENTRED)
        assert font.pixelSize() >= size[1] * LEAST_TEXT * 0.8
        assert QFontMetricsF(font).horizontalAdvance(figure.words) <= cell.width()
    face.deleteLater()


def test_a_picture_of_it_has_many_colours(wall: WallWindow, tmp_path: Path) -> None:
    image = wall.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, 1920, 40) for y in range(0, 1080, 40)}
    assert len(colours) >= 5
