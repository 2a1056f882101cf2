from app.console.queue.pane import quiet_words
from app.console.store import Store
from app.console.theme.icons import Shape
from app.domain.lamp import Lamp, LampState
from tests.shots import scenes


def test_quiet_is_told_with_the_listeners_evidence() -> None:
    shape, headline, lines = quiet_words(scenes.empty().done())
    assert (shape, headline) == (Shape.SEEN, "Nothing is waiting")
    assert "A request arrived, 0:42 ago" in lines


def test_deaf_is_not_called_quiet() -> None:
    lamp = Lamp(name="listener", state=LampState.DOWN, evidence="The port is taken.", observed_at=scenes.NOW)
    shape, _, lines = quiet_words(scenes.empty().done((lamp,)))
    assert shape is Shape.NOT_PROVEN
    assert "The port is taken." in lines
    assert "No evidence" in quiet_words(scenes.empty().done(()))[2]


def test_starting_lost_and_refused_each_say_so() -> None:
    watch = Store(lambda: 0)
    assert quiet_words(watch)[1] == "Opening the journal"
    watch.refuse("The port is in use.")
    assert quiet_words(watch)[1:] == ("No station", "The port is in use.")
    scene = scenes.empty()
    watch = scene.done()
    scene.pass_time(6_000)
    assert quiet_words(watch)[1] == "Station lost"


def test_a_filter_that_hides_all_is_no_quiet() -> None:
    assert quiet_words(scenes.flood().done())[1] == "Nothing matches"


def test_an_empty_queue_is_not_well_under_a_red_lamp() -> None:
    red = Lamp(name="disk", state=LampState.DOWN, evidence="The disk is full.", observed_at=scenes.NOW)
    doubt = Lamp(name="clock", state=LampState.WARNING, evidence="9 s off.", observed_at=scenes.NOW)
    shape, _, lines = quiet_words(scenes.empty().done((*scenes.LAMPS, red, doubt)))
    assert shape is Shape.P2
    assert "But not all works: The disk is full. 1 more beside it." in lines
