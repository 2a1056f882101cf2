"""From the book to the speaker: what is played, when, where, and what the lamp then knows."""

import sys
from pathlib import Path

import pytest

from app.console.sound.alarm import Sound
from app.console.sound.player import Workplace
from app.console.state_file import SoundSettings
from app.console.store import Store
from app.core import paths
from app.domain.lamp import Lamp, LampState
from tests.console.loop import Expect
from tests.console.sound.fake_outputs import DESK, HEADSET, FakeOutputs
from tests.shots import scenes

pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")  # Qt's multimedia speaks while it loads
P1_MS, P2_MS, P3_MS = 2349, 600, 200


class Place:
    """A sound on fake devices."""

    def __init__(self, watch: Store, settings: SoundSettings | None = None, *devices: object) -> None:
        self.outputs = FakeOutputs(*(devices or (DESK,)))  # type: ignore[arg-type]
        chosen = settings or SoundSettings()
        self.sound = Sound(watch, paths.resources() / "sounds", chosen)
        self.sound.work_at(Workplace(self.outputs, chosen))  # type: ignore[arg-type]

    @property
    def played(self) -> list[int]:
        """Lengths of what the desk speaker played; one of 200 ms is the self-test at sign-on."""
        return [length for length, _ in self.outputs.opened[DESK].played]

    def tick(self) -> list[int]:
        before = len(self.played)
        self.sound.tick()
        return self.played[before:]


def later(scene: scenes.Scene, milliseconds: int) -> None:
    """Time passes, and the station goes on answering."""
    scene.pass_time(milliseconds)
    scene.watch.take([], scene.pulse(), caught_up=True)


def test_the_tones_have_the_grammar_of_their_priority() -> None:
    scene = scenes.one(acknowledged=True)
    place = Place(scene.done(), SoundSettings(p3=True))
    assert place.tick() == [P3_MS]  # the self-test of whoever signed on
    scene.watch.take([scene.known(1044, 0)], scene.pulse(), caught_up=True)
    assert place.tick() == [P3_MS]
    later(scene, 8 * 60_000 - 199_000 + 1)
    assert place.tick() == []
    scene.watch.take([scene.share(1062, "+12175550162", 0)], scene.pulse(), caught_up=True)
    assert place.tick() == [P1_MS]


def test_p2_sounds_when_it_begins_and_a_minute_later() -> None:
    scene = scenes.one(acknowledged=True)
    place = Place(scene.done())
    place.tick()
    later(scene, 8 * 60_000 - 199_000 + 5)
    heard = []
    for _ in range(90):
        heard.append(place.tick())
        later(scene, 1000)
    assert [second for second, played in enumerate(heard) if played] == [0, 60]
    assert heard[0] == [P2_MS]


def test_p2_that_is_left_alone_for_the_time_of_the_setting_rings_as_p1() -> None:
    scene = scenes.one(acknowledged=True)
    place = Place(scene.done(), SoundSettings(p2_raise_ms=120_000))
    assert scene.watch.raise_ms == 120_000
    place.tick()
    later(scene, 8 * 60_000 - 199_000 + 5)
    assert place.tick() == [P2_MS]
    later(scene, 119_000)
    assert place.tick() == [P2_MS]
    later(scene, 1_000)
    assert place.tick() == [P1_MS]
    scene.watch.take([scene.note(1044, -999_999, "M. Okafor", "Seen.")], scene.pulse(), caught_up=True)
    later(scene, 30_000)
    assert place.tick() == []


def test_it_repeats_every_ten_seconds_until_all_is_acknowledged() -> None:
    scene = scenes.one()
    watch = scene.done()
    place = Place(watch)
    assert place.tick()[:1] == [P1_MS]
    later(scene, 9_000)
    assert place.tick() == []
    later(scene, 1_000)
    assert place.tick() == [P1_MS]
    watch.take([scene.acknowledge(1044, 0, "M. Okafor")], scene.pulse(), caught_up=True)
    later(scene, 30_000)
    assert place.tick() == []


def test_a_repetition_of_the_same_share_never_sounds_again() -> None:
    scene = scenes.one(acknowledged=True)
    place = Place(scene.done())
    place.tick()
    scene.watch.take([scene.repeat(1044, 0, quiet=True)], scene.pulse(), caught_up=True)
    assert place.tick() == []


def test_silence_lasts_a_minute_but_not_for_something_new() -> None:
    scene = scenes.one()
    watch = scene.done()
    place = Place(watch)
    place.tick()
    place.sound.silence()
    later(scene, 20_000)
    assert place.tick() == []
    assert place.sound.silent_ms() == 40_000
    watch.take([scene.share(1062, "+12175550162", 0)], scene.pulse(), caught_up=True)
    scene.pass_time(200)
    place.sound.book_changed()
    assert place.played[-1] == P1_MS
    later(scene, 20_000)
    assert place.tick() == []
    place.sound.book_changed()
    place.sound.end_silence()
    assert place.tick() == [P1_MS]


def test_a_restart_rings_for_what_is_unanswered_and_nothing_else() -> None:
    assert P1_MS not in Place(scenes.one(acknowledged=True).done()).tick()
    assert P1_MS in Place(scenes.one().done()).tick()


def test_an_old_ring_is_loud_and_on_both_devices() -> None:
    place = Place(scenes.one().done(), SoundSettings(second_device="headset", volume=0.5), DESK, HEADSET)
    place.sound.tick()
    assert place.outputs.opened[DESK].played[0] == (P1_MS, 1.0)
    assert place.outputs.opened[HEADSET].played[0] == (P1_MS, 1.0)


def test_a_lost_station_sounds_until_somebody_answers_or_it_is_back() -> None:
    scene = scenes.one(acknowledged=True)
    place = Place(scene.done())
    place.tick()
    scene.pass_time(6_000)
    assert place.tick() == [P1_MS]
    scene.pass_time(10_000)
    assert place.tick() == [P1_MS]
    scene.watch.own_answered = True
    scene.pass_time(10_000)
    assert place.tick() == []
    scene.watch.take([], scene.pulse(), caught_up=True)
    place.tick()
    scene.pass_time(6_000)
    assert place.tick() == [P1_MS]


def test_whoever_signs_on_hears_a_soft_tone_and_the_lamp_knows_that_it_was_rendered() -> None:
    scene = scenes.empty()
    place = Place(scene.done())
    assert place.sound.lamp.state is LampState.NOT_PROVEN
    assert place.tick() == [P3_MS]
    assert place.tick() == []
    place.outputs.opened[DESK].take()
    assert seen(place.sound.lamp) == (LampState.SEEN, "rendered on Desk speaker", scenes.NOW)
    assert "Nobody has said" in place.sound.lamp.next_step
    place.sound.confirm()
    assert place.sound.lamp.evidence == "rendered on Desk speaker, heard by M. Okafor"
    scene.watch.sign_on("J. Tran")
    assert place.tick() == [P3_MS]


def test_what_was_not_rendered_is_red(expect_log: Expect) -> None:
    expect_log("Tones not rendered on Desk speaker")
    place = Place(scenes.empty().done())
    place.sound.tick()
    place.outputs.opened[DESK].take(0.3)
    assert place.sound.lamp.state is LampState.DOWN
    assert place.sound.lamp.evidence == "NO SOUND: Desk speaker, 60 of 200 ms were rendered"
    place.outputs.opened[DESK].take(0.0, problem="the device stopped (IOError)")
    assert place.sound.lamp.evidence == "NO SOUND: Desk speaker, the device stopped (IOError)"
    place.outputs.opened[DESK].take()
    assert seen(place.sound.lamp)[0] is LampState.SEEN


def test_volume_zero_is_audio_off_and_stays_red() -> None:
    place = Place(scenes.empty().done(), SoundSettings(volume=0.0))
    place.sound.tick()
    place.outputs.opened[DESK].take()
    assert place.sound.lamp.state is LampState.DOWN
    assert place.sound.lamp.evidence.startswith("AUDIO OFF")
    place.sound.choose(SoundSettings(volume=0.5))
    assert seen(place.sound.lamp)[0] is LampState.SEEN


def test_no_device_is_said_on_the_lamp() -> None:
    sound = Sound(scenes.empty().done(), paths.resources() / "sounds")
    sound.work_at(Workplace(FakeOutputs(), SoundSettings()))  # type: ignore[arg-type]
    assert sound.lamp.state is LampState.DOWN
    assert "NO SOUND" in sound.lamp.evidence
    assert sound.lamp.next_step
    assert not sound.play()


def test_it_starts_on_whatever_this_computer_has(qapp: object) -> None:
    sound = Sound(scenes.empty().done(), paths.resources() / "sounds")
    assert sound.lamp.evidence == "starting"
    sound.start()
    assert sound.workplace is not None
    assert (sound.lamp.state is LampState.DOWN) is (not sound.workplace.devices)
    sound.close()


def test_missing_audio_libraries_are_said_on_the_lamp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "app.console.sound.player", None)
    sound = Sound(scenes.empty().done(), paths.resources() / "sounds")
    sound.start()
    assert "NO SOUND" in sound.lamp.evidence
    assert "libpulse0" in sound.lamp.next_step
    assert not sound.play()
    sound.close()


def test_missing_tones_are_said_on_the_lamp(tmp_path: Path) -> None:
    sound = Sound(scenes.one().done(), tmp_path)
    sound.work_at(Workplace(FakeOutputs(DESK), SoundSettings()))  # type: ignore[arg-type]
    assert not sound.play()
    assert "p1.wav" in sound.lamp.evidence


def seen(lamp: Lamp) -> tuple[LampState, str, int | None]:
    return lamp.state, lamp.evidence, lamp.observed_at
