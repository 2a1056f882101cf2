"""What console.ini keeps of the first run."""

import pathlib

from app.console.memory import Memory
from app.console.welcome.first_run.kept import Kept
from app.console.welcome.first_run.score import Score
from app.console.welcome.first_run.steps import Step


def test_everything_is_there_after_a_restart(tmp_path: pathlib.Path) -> None:
    first = Kept(Memory(tmp_path))
    assert not first.was_shown
    first.skip(Step.MAP)
    first.prove(Step.SECRET, 1_795_309_980_000)
    first.keep_score(Score(at=5, shared=1, answered_ms=(3,)))
    first.show()
    again = Kept(Memory(tmp_path))
    assert again.was_shown
    assert again.skipped(Step.MAP)
    assert not again.skipped(Step.SECRET)
    assert again.proven_at(Step.SECRET) == 1_795_309_980_000
    assert again.score == Score(at=5, shared=1, answered_ms=(3,))
    again.unprove(Step.SECRET)
    assert again.proven_at(Step.SECRET) is None


def test_who_worked_here_before_is_not_led_through_it(tmp_path: pathlib.Path) -> None:
    memory = Memory(tmp_path)
    memory.remember_name("ANNA")
    assert Kept(memory).was_shown


def test_a_damaged_score_is_none(tmp_path: pathlib.Path) -> None:
    memory = Memory(tmp_path)
    memory.keep("first_run/score", "{")
    assert Kept(memory).score is None
