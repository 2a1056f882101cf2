"""The field for a place: every notation, an echo, and a question instead of a guess."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.console.map.goto_bar import GotoBar
from app.console.theme.theme import Theme
from app.domain.location.parse_result import ParsedPlace


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> GotoBar:
    made = GotoBar(theme)
    qtbot.addWidget(made)
    made.fit(400)
    made.open()
    return made


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("39.806413, -89.629874", "Read as 39.806413, \u221289.629874 (DD). Enter looks there."),
        ("39 48.3848 N 89 37.7924 W", "(DDM)"),
        ("39 48 23.1 N, 89 37 47.5 W", "(DMS)"),
        ("16S 274867 4409580", "(UTM)"),
        ("16S BK 74867 09580", "(USNG)"),
        ("https://maps.example.org/?q=39.8,-89.6", "(link)"),
    ],
)
def test_every_notation_is_read_and_echoed(bar: GotoBar, qtbot: QtBot, text: str, echo: str) -> None:
    bar.field.setText(text)
    assert echo in bar.echo
    with qtbot.waitSignal(bar.chosen) as chosen:
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
    reading = chosen.args[0]
    assert isinstance(reading, ParsedPlace)
    assert abs(reading.latitude - 39.8) < 0.02
    assert abs(reading.longitude + 89.6) < 0.04


@pytest.mark.parametrize(
    ("text", "said", "offers"),
    [
        ("-89.6, 39.8", "Latitude and longitude look swapped. Is 39.800000, \u221289.600000 meant?", (True, True)),
        ("-118.2, 34.0", "swapped. Is 34.000000, \u2212118.200000 meant?", (True, False)),
        ("0, 0", "0, 0 lies in the sea off Africa", (False, True)),
        ("39.8, 89.6", "its minus is missing. Is 39.800000, \u221289.600000 meant?", (True, True)),
        ("somewhere", "Not read as coordinates.", (False, False)),
        ("", "Degrees, UTM, USNG or a map link.", (False, False)),
    ],
)
def test_doubt_is_a_question_that_enter_does_not_answer(
    bar: GotoBar, qtbot: QtBot, text: str, said: str, offers: tuple[bool, bool]
) -> None:
    bar.field.setText(text)
    assert said in bar.echo
    assert tuple(button.isVisibleTo(bar) for button in bar.offers) == offers
    with qtbot.assertNotEmitted(bar.chosen):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)


def test_a_person_decides(bar: GotoBar, qtbot: QtBot) -> None:
    bar.field.setText("39.8, 89.6")
    instead, as_typed = bar.offers
    with qtbot.waitSignal(bar.chosen) as chosen:
        instead.click()
    assert chosen.args[0].longitude == -89.6
    with qtbot.waitSignal(bar.chosen) as chosen:
        as_typed.click()
    assert chosen.args[0].longitude == 89.6


def test_esc_leaves(bar: GotoBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.left):
        QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()
