from pathlib import Path

from app.console.own_lamps import OwnLamps
from app.console.sound.alarm_sound import Sound
from app.console.strip.silence_plate import SilencePlate
from app.domain.incident.pulse import Lamp
from tests.console.conftest import Open
from tests.shots import scenes


def test_the_map_says_how_it_is(opened: Open) -> None:
    scene = scenes.empty()
    window = opened(scene)
    lamps = OwnLamps(window.strip, Sound(scene.watch, Path()), window.map_pane, scene.watch.now)
    assert _map(window.strip.lamps) == "starting"
    window.map_pane.ready.emit(812)
    assert _map(window.strip.lamps) == "built-in map, up in 812 ms"
    window.map_pane.failed.emit("its process keeps ending")
    assert _map(window.strip.lamps) == "its process keeps ending"
    lamps.task_failed("odd", ValueError("secret"))
    (console,) = [lamp for lamp in window.strip.lamps if lamp.name == "console"]
    assert console.evidence == "odd failed: ValueError"


def _map(lamps: tuple[Lamp, ...]) -> str:
    return next(lamp.evidence for lamp in lamps if lamp.name == "map")


def test_a_silence_is_counted_on_the_strip_and_ends_there(opened: Open) -> None:
    scene = scenes.one()
    window = opened(scene)
    sound = Sound(scene.watch, Path())
    lamps = OwnLamps(window.strip, sound, window.map_pane, scene.watch.now)
    (plate,) = window.strip.findChildren(SilencePlate)
    sound.silence()
    lamps.tick()
    assert plate.isVisible()
    plate.click()
    assert sound.silent_ms() == 0
    assert not plate.isVisible()
