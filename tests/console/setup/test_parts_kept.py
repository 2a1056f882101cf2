"""What console.ini keeps of the first run."""

import pathlib

from app.console.setup.drill import DrillScore
from app.console.setup.parts import SetupProgress
from app.console.setup.steps import SetupStep
from app.console.state_file import StateFile


def test_everything_is_there_after_a_restart(tmp_path: pathlib.Path) -> None:
    first = SetupProgress(StateFile(tmp_path))
    assert not first.was_shown
    first.skip(SetupStep.MAP)
    first.prove(SetupStep.SECRET, 1_795_309_980_000)
    first.keep_score(DrillScore(at=5, shared=1, answered_ms=(3,)))
    first.show()
    again = SetupProgress(StateFile(tmp_path))
    assert again.was_shown
    assert again.skipped(SetupStep.MAP)
    assert not again.skipped(SetupStep.SECRET)
    assert again.proven_at(SetupStep.SECRET) == 1_795_309_980_000
    assert again.score == DrillScore(at=5, shared=1, answered_ms=(3,))
    again.unprove(SetupStep.SECRET)
    assert again.proven_at(SetupStep.SECRET) is None


def test_who_worked_here_before_is_not_led_through_it(tmp_path: pathlib.Path) -> None:
    memory = StateFile(tmp_path)
    memory.remember_name("ANNA")
    assert SetupProgress(memory).was_shown


def test_a_damaged_score_is_none(tmp_path: pathlib.Path) -> None:
    memory = StateFile(tmp_path)
    memory.keep("first_run/score", "{")
    assert SetupProgress(memory).score is None
