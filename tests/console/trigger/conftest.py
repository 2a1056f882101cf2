"""A seat at the trigger drawer, in a window on a scene."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.console.conftest import Open
from tests.shots import scenes
from tests.shots.drawing import LARGE, settle
from tests.shots.scenes import Scene
from tests.shots.trigger_seat import TriggerSeat

Sit = Callable[..., TriggerSeat]


@pytest.fixture
def sit(opened: Open, tmp_path: Path) -> Iterator[Sit]:
    """Sits down at incident 1044 of a scene; an active window, so that keys arrive."""
    seats: list[TriggerSeat] = []

    def sit_down(scene: Scene | None = None, number: int = 1044, size: tuple[int, int] = LARGE) -> TriggerSeat:
        scene = scene or scenes.flood()
        window = opened(scene, size)
        window.queue.view.select(number)
        data_dir = tmp_path / "data"
        data_dir.mkdir()
        seat = TriggerSeat(window, scene, data_dir)
        window.activateWindow()
        settle()
        seats.append(seat)
        return seat

    yield sit_down
    for seat in seats:
        seat.tasks.close()
