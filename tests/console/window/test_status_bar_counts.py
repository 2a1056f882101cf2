from app.console.theme.theme import Theme
from app.console.window.badges import SilencePlate
from app.console.window.status_bar import Counts
from tests.shots import scenes


def test_the_alarm_rate_stands_beside_what_one_person_can_answer(theme: Theme) -> None:
    said = []
    for scene in (scenes.empty(), scenes.one(acknowledged=True), scenes.storm()):
        counts = Counts(theme, scene.done())
        said.append(counts.accessibleName().rpartition(", unknown triggers")[2].rsplit(", ", 2)[-2:])
        counts.deleteLater()
    assert said[0][-1] == "0 in 10 min"
    assert said[1][-1] == "1 in 10 min"
    assert said[2] == ["15 in 10 min", "too many"]


def test_what_is_normal_steps_aside_before_what_is_not(theme: Theme) -> None:
    counts = Counts(theme, scenes.flood().done())
    assert counts.minimumSizeHint().width() < counts.sizeHint().width()
    counts.resize(counts.minimumSizeHint())
    assert [word for shape, _, word in counts._fitting() if shape is None] == []
    assert "new" in [word for _, _, word in counts._fitting()]
    counts.deleteLater()


def test_a_silence_counts_down_and_goes(theme: Theme) -> None:
    plate = SilencePlate(theme)
    plate.show_left(41_000)
    assert "0:41" in plate.accessibleName()
    assert not plate.isHidden()
    plate.show_left(0)
    assert plate.isHidden()
    plate.deleteLater()
