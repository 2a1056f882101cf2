"""What is kept of the queue's order, chips and groups is what a fresh look finds."""

from app.console.queue.model import ChipCounts, Filter, Filters, Groups, QueueModel
from app.domain.incident.assessment import Assessments
from tests.shots import scenes
from tests.shots.scenes import NOW


def test_a_hold_that_ends_moves_its_row() -> None:
    scene = scenes.Scene()
    for number, ago in ((1, 9_000), (2, 8_000)):
        scene.share(number, None, ago)
        scene.acknowledge(number, ago - 1_000, "M. Okafor")
    scene.hold(2, 5_000, "M. Okafor", NOW + 60_000)
    watch = scene.done()
    model = QueueModel(watch, lambda _incident: True)
    model.refresh()
    before = model.numbers
    scene.pass_time(90_000)
    scene.watch.take([], scene.pulse(), caught_up=True)
    assert model.update()
    fresh = QueueModel(watch, lambda _incident: True)
    fresh.refresh()
    assert before == [1, 2]
    assert model.numbers == fresh.numbers == [2, 1]


def test_chips_count_what_came_changed_and_went() -> None:
    scene = scenes.flood()
    watch = scene.done()
    filters = Filters()
    counts = ChipCounts(filters)
    counts.take([*watch.assessed().open], watch.assessed().open)
    everything = counts.counts[Filter.ALL]
    watch.take([scene.close(1039, 0, "J. Tran", "TEST")], scene.pulse(), caught_up=True)
    counts.take([1039], watch.assessed().open)
    assert counts.counts[Filter.ALL] == everything - 1
    counts.clear()
    assert counts.counts[Filter.ALL] == 0


def test_groups_change_with_who_is_open_and_end_with_the_flood() -> None:
    scene = scenes.Scene()
    for number in (1, 2):
        scene.share(number, "+12175550101", 9_000)
    book, assessed, groups = scene.done().book, Assessments(), Groups()
    assessed.look(book, NOW)
    assert groups.take(assessed)
    assert groups.marks == {1: "1 of 2, this phone", 2: "1 of 2, this phone"}
    book.apply(scene.note(1, 0, "M. Okafor", "hello"))
    assessed.look(book, NOW)
    assert not groups.take(assessed)
    book.apply(scene.close(2, 0, "M. Okafor", "TEST"))
    assessed.look(book, NOW)
    assert groups.take(assessed)
    assert groups.marks == {}
    assert not groups.clear()
    book.apply(scene.share(3, "+12175550101", 0))
    assessed.look(book, NOW)
    assert groups.take(assessed)
    assert groups.clear()
