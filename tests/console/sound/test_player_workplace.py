"""Which device plays: the chosen one, its stand-in when it is gone, and the chosen one again."""

import logging

import pytest

from app.console.sound.pcm import read
from app.console.sound.player import Workplace
from app.console.state_file import SoundSettings
from app.core import paths
from tests.console.loop import Expect
from tests.console.sound.fake_outputs import DESK, HEADSET, FakeOutputs

TONES = read(paths.resources() / "sounds" / "p3.wav")
CHOSEN = SoundSettings(device="headset", volume=0.5)


def workplace(outputs: FakeOutputs, settings: SoundSettings = CHOSEN) -> Workplace:
    return Workplace(outputs, settings)  # type: ignore[arg-type]


def test_the_chosen_device_plays_at_the_chosen_volume() -> None:
    outputs = FakeOutputs(DESK, HEADSET)
    assert workplace(outputs).play(TONES)
    assert outputs.opened[HEADSET].played == [(200, 0.5)]
    assert DESK not in outputs.opened


def test_a_device_that_is_pulled_out_is_replaced_and_taken_again_when_it_is_back(expect_log: Expect) -> None:
    outputs = FakeOutputs(DESK, HEADSET)
    place = workplace(outputs)
    told: list[bool] = []
    place.changed.connect(lambda: told.append(True))
    expect_log("A chosen audio device is gone (headset); playing on Desk speaker.")
    outputs.plug(DESK)
    assert (place.device, place.missing, told) == (DESK, ("headset",), [True])
    assert place.play(TONES)
    assert outputs.opened[DESK].played == [(200, 0.5)]
    outputs.plug(DESK, HEADSET)
    assert (place.device, place.missing) == (HEADSET, ())
    expect_log("There is no audio device")
    outputs.plug()
    assert place.device is None
    assert not place.play(TONES)


def test_a_second_device_plays_only_when_everywhere_is_meant_and_never_twice() -> None:
    outputs = FakeOutputs(DESK, HEADSET)
    place = workplace(outputs, SoundSettings(second_device="headset"))
    place.play(TONES)
    assert outputs.opened[HEADSET].played == []
    place.play(TONES, louder=True, everywhere=True)
    assert outputs.opened[HEADSET].played == [(200, 1.0)]
    place.use(SoundSettings(second_device="desk"))
    assert place.play(TONES, everywhere=True)
    assert len(outputs.opened[DESK].played) == 1


def test_a_quiet_choice_is_never_made_loud() -> None:
    outputs = FakeOutputs(DESK)
    workplace(outputs, SoundSettings(volume=0.0)).play(TONES, louder=True)
    assert outputs.opened[DESK].played == [(200, 0.0)]


def test_what_was_rendered_and_what_was_not_is_logged(caplog: pytest.LogCaptureFixture, expect_log: Expect) -> None:
    caplog.set_level(logging.INFO)
    outputs = FakeOutputs(DESK)
    place = workplace(outputs, SoundSettings())
    place.play(TONES)
    outputs.opened[DESK].take()
    assert "Tones rendered on Desk speaker: 200 ms." in caplog.messages
    expect_log("Tones not rendered on Desk speaker")
    outputs.opened[DESK].take(0.2)
