"""The last places of a caller: newest first, letters, distances, and what stands aside."""

from app.console.incident.location import LINES, FixHistory
from app.console.theme.theme import Theme
from app.domain.incident.model import Incident
from tests.shots import data_scenes, scenes
from tests.shots.data_scenes import NUMBER
from tests.shots.scenes import Scene


def history(theme: Theme, scene: Scene) -> FixHistory:
    widget = FixHistory(theme, None)
    incident = scene.done().incident(NUMBER)
    assert isinstance(incident, Incident)
    widget.show_incident(incident)
    return widget


def test_the_newest_come_first_with_letter_radius_and_distance(theme: Theme) -> None:
    said = history(theme, data_scenes.moving()).accessibleName().split(". ")
    assert len(said) == LINES
    assert said[0].startswith("D, ")
    assert said[0].endswith("±14 m, 66 m NE of the one before")


def test_a_shared_place_without_time_says_when_it_was_received(theme: Theme) -> None:
    said = history(theme, scenes.one()).accessibleName()
    assert said.startswith("S, received ")
    assert said.endswith("±160 m")


def test_nowhere_is_no_line(theme: Theme) -> None:
    scene = Scene()
    scene.share(NUMBER, "+12175550143", 9_000)
    assert history(theme, scene).accessibleName() == ""


def test_history_learned_late_takes_its_own_place(theme: Theme) -> None:
    scene = scenes.one()
    for ago, latitude in ((10_000, 39.80), (60_000, 39.81)):
        scene.fix(NUMBER, 1_000, latitude, -89.63, source="lei", fixed_at=scenes.NOW - ago)
    assert history(theme, scene).accessibleName().index("1.1 km S") < 60
