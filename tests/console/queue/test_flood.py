from app.console.queue.flood import Flood, new_alarms
from tests.shots import scenes


def test_only_the_last_ten_minutes_count() -> None:
    incidents = scenes.flood().done().book.incidents.values()
    assert new_alarms(incidents, scenes.NOW) == 5


def test_it_begins_above_ten_and_ends_below_five() -> None:
    flood = Flood()
    assert [flood.observe(alarms) for alarms in (10, 11, 10, 5, 4, 10)] == [False, True, True, True, False, False]
