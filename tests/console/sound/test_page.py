"""The choices under the sound's lamp: in force at once, and what is gone is not forgotten."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QComboBox, QPushButton

from app.console.sound.alarm import Sound
from app.console.sound.page import SoundPage
from app.console.sound.player import Workplace
from app.console.state_file import SoundSettings
from app.console.theme.theme import Theme
from app.core import paths
from tests.console.loop import Expect
from tests.console.sound.fake_outputs import DESK, HEADSET, FakeOutputs
from tests.shots import scenes

CHOSEN = SoundSettings(device="headset", volume=0.25, p2_raise_ms=120_000)


class Shown:
    def __init__(self, theme: Theme) -> None:
        self.outputs = FakeOutputs(DESK, HEADSET)
        self.sound = Sound(scenes.empty().done(), paths.resources() / "sounds", CHOSEN)
        self.sound.work_at(Workplace(self.outputs, CHOSEN))  # type: ignore[arg-type]
        self.page = SoundPage(theme, self.sound)
        self.boxes = {box.accessibleName(): box for box in self.page.findChildren(QComboBox)}

    def choose(self, name: str, words: str) -> None:
        box = self.boxes[name]
        place = box.findText(words)
        assert place >= 0, [box.itemText(at) for at in range(box.count())]
        box.setCurrentIndex(place)
        box.activated.emit(place)


@pytest.fixture
def shown(theme: Theme) -> Iterator[Shown]:
    made = Shown(theme)
    yield made
    made.page.deleteLater()
    QCoreApplication.sendPostedEvents(made.page, QEvent.Type.DeferredDelete)


def test_it_shows_what_is_chosen_even_what_is_in_no_list(shown: Shown) -> None:
    assert {name: box.currentText() for name, box in shown.boxes.items()} == {
        "Alarms play on": "Headset",
        "And on, once a P1 is 20 s old": "No second device",
        "Volume": "25 %",
        "A P2 that nobody deals with becomes P1": "After 2 min",
        "News (P3)": "Silent",
    }


def test_a_choice_is_in_force_at_once_and_told(shown: Shown) -> None:
    told: list[SoundSettings] = []
    shown.page.chosen.connect(told.append)
    shown.choose("Alarms play on", "The system's own choice: Desk speaker")
    assert shown.sound.workplace is not None
    assert shown.sound.workplace.device == DESK
    shown.choose("And on, once a P1 is 20 s old", "Headset")
    shown.choose("Volume", "100 %")
    shown.choose("A P2 that nobody deals with becomes P1", "Never")
    shown.choose("News (P3)", "One soft tone")
    shown.choose("News (P3)", "One soft tone")
    assert len(told) == 5
    assert told[-1] == SoundSettings(second_device="headset", volume=1.0, p2_raise_ms=0, p3=True)
    assert shown.sound.settings == told[-1]


def test_a_chosen_device_that_is_gone_stays_chosen(shown: Shown, expect_log: Expect) -> None:
    expect_log("A chosen audio device is gone")
    shown.outputs.plug(DESK)
    assert shown.boxes["Alarms play on"].currentText() == "Not connected: headset"
    assert shown.sound.lamp.evidence == "a chosen device is gone, playing on Desk speaker"


def test_the_test_is_one_button_away(shown: Shown) -> None:
    asked: list[bool] = []
    shown.page.test.connect(lambda: asked.append(True))
    shown.page.findChildren(QPushButton)[-1].click()
    assert asked == [True]
