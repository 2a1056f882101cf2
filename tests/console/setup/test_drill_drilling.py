"""A drill is played for its minute, ended by hand or by something real, and scored."""

import collections.abc

import pytest
from PySide6.QtWidgets import QApplication

from app.console.setup.drill import DrillController, DrillError, DrillScore, Play
from app.console.store import Store
from app.core.tasks import Tasks
from tests.console.loop import no_failure, run, until
from tests.shots import scenes


class Played:
    def __init__(self) -> None:
        self.is_up = False
        self.closed = False
        self.looks = 0
        self.ended = False
        self.readable = True

    @property
    def is_over(self) -> bool:
        self.looks += 1
        return self.closed

    async def end(self) -> None:
        self.ended = True

    async def scored(self, at: int) -> DrillScore:
        if not self.readable:
            raise DrillError
        return DrillScore(at=at, shared=2)


class Seat:
    def __init__(
        self, watch: Store, start: collections.abc.Callable[[], Play] | None = None, lasts_ms: int = 60_000
    ) -> None:
        self.played = Played()
        self.tasks = Tasks(no_failure)
        self.said: list[str] = []
        self.scores: list[DrillScore] = []
        self.runs: list[bool] = []
        self.drilling = DrillController(watch, self.tasks, start or (lambda: self.played), lasts_ms)
        self.drilling.progress.connect(self.said.append)
        self.drilling.scored.connect(self.scores.append)
        self.drilling.running.connect(self.runs.append)

    @property
    def says(self) -> str:
        return self.said[-1] if self.said else ""

    async def over(self) -> None:
        await until(lambda: not self.tasks.names)


def test_it_counts_down_from_its_first_call_and_is_scored(qapp: QApplication) -> None:
    async def work() -> None:
        scene = scenes.empty()
        seat = Seat(scene.done())
        seat.drilling.toggle()
        await until(lambda: "window opens" in seat.says)
        seat.played.is_up = True
        await until(lambda: "60 s left" in seat.says)
        scene.pass_time(59_000)
        await until(lambda: "1 s left" in seat.says)
        scene.pass_time(2_000)
        await seat.over()
        assert [one.shared for one in seat.scores] == [2]
        assert seat.played.ended
        assert seat.runs == [True, False]

    run(qapp, work())


@pytest.mark.parametrize("how", ["by hand", "window closed", "never up"])
def test_other_ways_to_end_are_scored_too(qapp: QApplication, how: str) -> None:
    async def work() -> None:
        scene = scenes.empty()
        seat = Seat(scene.done())
        seat.drilling.toggle()
        await until(lambda: seat.played.looks > 0)
        if how == "by hand":
            seat.drilling.toggle()
        elif how == "window closed":
            seat.played.closed = True
        else:
            scene.pass_time(31_000)
        await seat.over()
        assert len(seat.scores) == 1
        assert seat.played.ended

    run(qapp, work())


def test_something_real_keeps_it_from_beginning(qapp: QApplication) -> None:
    async def work() -> None:
        seat = Seat(scenes.flood().done())
        seat.drilling.toggle()
        assert seat.tasks.names == []
        assert "Answer it first" in seat.said[-1]

    run(qapp, work())


def test_something_real_ends_it_and_nothing_counts(qapp: QApplication) -> None:
    async def work() -> None:
        scene = scenes.empty()
        watch = scene.done()
        seat = Seat(watch)
        seat.drilling.toggle()
        await until(lambda: seat.played.looks > 0)
        watch.take([scene.share(1, "+12175550142", ago=0)], scene.pulse(), caught_up=True)
        await seat.over()
        assert seat.scores == []
        assert "Something real rings" in seat.said[-1]
        assert seat.played.ended

    run(qapp, work())


def test_what_can_not_be_started_or_read_is_said(qapp: QApplication) -> None:
    def fails() -> Play:
        raise OSError(28, "No space left on device")

    async def work() -> None:
        broken = Seat(scenes.empty().done(), fails)
        broken.drilling.toggle()
        await broken.over()
        assert "No space left on device" in broken.said[-1]
        unreadable = Seat(scenes.empty().done())
        unreadable.played.readable = False
        unreadable.played.closed = True
        unreadable.drilling.toggle()
        await unreadable.over()
        assert "Start it once more" in unreadable.said[-1]
        assert unreadable.played.ended

    run(qapp, work())
