"""What ``console.ini`` keeps of the first run: which steps were proven and when, which were skipped, the last drill."""

import contextlib

import msgspec

from app.console.memory import Memory
from app.console.welcome.first_run.score import Score
from app.console.welcome.first_run.steps import Step

GROUP = "first_run"


class Kept:
    """Times and counts, and nothing of any caller."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    @property
    def was_shown(self) -> bool:
        """Whether it opened by itself already, or somebody worked here before there was a first run."""
        return bool(self._memory.text(f"{GROUP}/shown")) or bool(self._memory.names)

    def show(self) -> None:
        """It was opened."""
        self._memory.keep(f"{GROUP}/shown", "True")
        self._memory.flush()

    def proven_at(self, step: Step) -> int | None:
        """When a step was last seen to be proven, UTC ms."""
        return int(self._memory.number(f"{GROUP}/{step.value}", 0)) or None

    def prove(self, step: Step, at: int) -> None:
        """A step was proven, UTC ms."""
        self._memory.keep(f"{GROUP}/{step.value}", str(at))

    def unprove(self, step: Step) -> None:
        """What the proof was about has changed."""
        self._memory.forget(f"{GROUP}/{step.value}")

    def skipped(self, step: Step) -> bool:
        """Whether somebody left it as not proven on purpose."""
        return self._memory.text(f"{GROUP}/{step.value}_skipped") == "True"

    def skip(self, step: Step) -> None:
        """Somebody leaves it as not proven."""
        self._memory.keep(f"{GROUP}/{step.value}_skipped", "True")

    @property
    def score(self) -> Score | None:
        """The last drill; None when there was none, or what is kept of it is damaged."""
        with contextlib.suppress(msgspec.DecodeError):
            return msgspec.json.decode(self._memory.text(f"{GROUP}/score"), type=Score)
        return None

    def keep_score(self, score: Score) -> None:
        """A drill has ended."""
        self._memory.keep(f"{GROUP}/score", msgspec.json.encode(score).decode())
