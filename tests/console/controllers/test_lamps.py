from pathlib import Path

from app.console.controllers.lamps import LampController
from app.console.map.tiles.source import BaseMapCondition, BaseMapStatus
from app.console.sound.alarm import Sound
from app.console.window.badges import SilencePlate
from app.domain.lamp import Lamp, LampState
from tests.console.conftest import Open
from tests.shots import scenes


def test_the_map_says_how_it_is(opened: Open) -> None:
    scene = scenes.empty()
    window = opened(scene)
    lamps = LampController(window.strip, Sound(scene.watch, Path()), window.map_pane, scene.watch.now)
    assert _map(window.strip.lamps) == "starting"
    window.map_pane.ready.emit(812)
    assert _map(window.strip.lamps) == "built-in map, up in 812 ms"
    window.map_pane.failed.emit("its process keeps ending")
    assert _map(window.strip.lamps) == "its process keeps ending"
    lamps.task_failed("odd", ValueError("secret"))
    (console,) = [lamp for lamp in window.strip.lamps if lamp.name == "console"]
    assert console.evidence == "odd failed: ValueError"


def test_times_in_utc_for_want_of_a_zone_are_a_lamp(opened: Open) -> None:
    scene = scenes.empty()
    window = opened(scene)
    lamps = LampController(window.strip, Sound(scene.watch, Path()), window.map_pane, scene.watch.now)
    lamps.show_zone("")
    assert "time zone" not in [one.name for one in window.strip.lamps]
    lamps.show_zone("No such zone: UTC0")
    (lamp,) = [one for one in window.strip.lamps if one.name == "time zone"]
    assert lamp.state is LampState.WARNING
    assert "All times are UTC" in lamp.evidence
    assert "UTC0" in lamp.evidence
    assert "America/Chicago" in lamp.next_step


def test_a_lost_base_map_turns_the_lamp_and_its_return_turns_it_back(opened: Open) -> None:
    scene = scenes.empty()
    window = opened(scene)
    lamps = LampController(window.strip, Sound(scene.watch, Path()), window.map_pane, scene.watch.now)
    lost = BaseMapStatus(
        condition=BaseMapCondition.LOST, name="maps.example.org", trouble="It does not answer.", since=scene.watch.now()
    )
    window.map_pane.tiles.told.emit(lost)
    assert _map(window.strip.lamps) == "starting"
    window.map_pane.ready.emit(812)
    (lamp,) = [one for one in window.strip.lamps if one.name == "map"]
    assert lamp.state is LampState.WARNING
    assert lamp.evidence.startswith("No base map from maps.example.org since ")
    assert "asked again by itself" in (lamp.next_step or "")
    window.map_pane.tiles.told.emit(BaseMapStatus(condition=BaseMapCondition.GOOD, name="maps.example.org"))
    assert _map(window.strip.lamps) == "pictures from maps.example.org"
    lamps.deleteLater()


def _map(lamps: tuple[Lamp, ...]) -> str:
    return next(lamp.evidence for lamp in lamps if lamp.name == "map")


def test_a_silence_is_counted_on_the_strip_and_ends_there(opened: Open) -> None:
    scene = scenes.one()
    window = opened(scene)
    sound = Sound(scene.watch, Path())
    lamps = LampController(window.strip, sound, window.map_pane, scene.watch.now)
    (plate,) = window.strip.findChildren(SilencePlate)
    sound.silence()
    lamps.tick()
    assert plate.isVisible()
    plate.click()
    assert sound.silent_ms() == 0
    assert not plate.isVisible()
