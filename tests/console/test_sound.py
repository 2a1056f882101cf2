import sys
from pathlib import Path

import pytest

from app.console.sound import Sound
from app.domain.incident.pulse import LampState
from app.ground import folders
from tests.shots import scenes


class Played(Sound):
    """Counts instead of playing."""

    times = 0

    def play(self) -> bool:
        self.times += 1
        return True


def test_it_repeats_every_ten_seconds_until_all_is_acknowledged() -> None:
    scene = scenes.flood()
    watch = scene.done()
    sound = Played(watch, Path())
    sound.tick()
    scene.pass_time(9_000)
    sound.tick()
    assert sound.times == 1
    scene.pass_time(1_000)
    sound.tick()
    assert sound.times == 2
    watch.take([scene.acknowledge(1047, 0, "M. Okafor")], scene.pulse(), caught_up=True)
    scene.pass_time(30_000)
    sound.tick()
    assert sound.times == 2


def test_silence_lasts_a_minute_but_not_for_something_new() -> None:
    scene = scenes.flood()
    watch = scene.done()
    sound = Played(watch, Path())
    sound.tick()
    sound.silence()
    scene.pass_time(20_000)
    sound.tick()
    assert (sound.times, sound.silent_ms()) == (1, 40_000)
    watch.take([scene.share(1062, "+12175550162", 0)], scene.pulse(), caught_up=True)
    sound.tick()
    assert sound.times == 2
    scene.pass_time(40_000)
    sound.tick()
    assert (sound.times, sound.silent_ms()) == (3, 0)


def test_a_restart_rings_for_what_is_unanswered_and_nothing_else() -> None:
    quiet = Played(scenes.one(acknowledged=True).done(), Path())
    quiet.tick()
    assert quiet.times == 0


@pytest.mark.qt_log_level_fail("CRITICAL")
def test_no_device_is_said_on_the_lamp(qapp: object) -> None:
    sound = Sound(scenes.empty().done(), folders.resources() / "sounds")
    sound.start()
    assert sound.lamp.state is LampState.WARNING
    assert "NO SOUND" in sound.lamp.evidence
    assert sound.lamp.next_step
    assert not sound.play()


def test_missing_audio_libraries_are_said_on_the_lamp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    sound = Sound(scenes.empty().done(), folders.resources() / "sounds")
    sound.start()
    assert "NO SOUND" in sound.lamp.evidence
    assert "libpulse0" in sound.lamp.next_step


def test_only_a_person_can_say_that_it_was_heard() -> None:
    sound = Sound(scenes.empty().done(), folders.resources() / "sounds")
    assert sound.lamp.state.value == "not_proven"
    sound.confirm()
    assert sound.lamp.state.value == "seen"
    assert sound.lamp.evidence == "heard by M. Okafor"
    assert sound.lamp.observed_at == scenes.NOW
