"""How steps stand, from facts alone."""

import msgspec
import pytest

from app.console.preferences.secret_actions import Recovery, SecretInventory
from app.console.setup.drill import DrillScore
from app.console.setup.parts import standing
from app.console.setup.steps import STEPS, SetupState, SetupStep, StepStatus, judge, unproven, words
from app.domain.lamp import Lamp, LampState
from app.protocol.settings import CheckResult, CheckResults

AT = 1_795_309_980_000


def lit(name: str, state: LampState, next_step: str = "") -> dict[str, Lamp]:
    return {name: Lamp(name=name, state=state, evidence="seen so", observed_at=AT, next_step=next_step)}


def tried(good: bool) -> CheckResults:
    return CheckResults(at=AT, proofs=(CheckResult(what="It works", good=good, seen=""),))


PROVEN = [
    (SetupStep.CREDENTIALS, SetupState(lamps=lit("credentials", LampState.SEEN))),
    (SetupStep.PATH, SetupState(lamps=lit("listener", LampState.SEEN) | lit("path", LampState.SEEN))),
    (SetupStep.SECRET, SetupState(lamps=lit("signature", LampState.SEEN))),
    (SetupStep.SECRET, SetupState(proofs={SetupStep.SECRET: tried(good=True)})),
    (SetupStep.RECOVERY, SetupState(inventory=SecretInventory(recovery=Recovery(checked_at=AT)))),
    (SetupStep.AGENCIES, SetupState(agencies=3)),
    (SetupStep.MAP, SetupState(lamps=lit("map", LampState.SEEN))),
    (SetupStep.SOUND, SetupState(lamps=lit("sound", LampState.SEEN))),
    (SetupStep.OPERATORS, SetupState(operator="ANNA", lamps=lit("watch", LampState.SEEN))),
    (SetupStep.OPERATORS, SetupState(operator="ANNA")),
    (SetupStep.UNWATCHED, SetupState(ways=1, proofs={SetupStep.UNWATCHED: tried(good=True)})),
    (SetupStep.DRILL, SetupState(score=DrillScore(at=AT, shared=1, answered_ms=(5_000,), notes=1, closed=1))),
]
FAILING = [
    (SetupStep.CREDENTIALS, SetupState(lamps=lit("credentials", LampState.DOWN))),
    (SetupStep.PATH, SetupState(lamps=lit("listener", LampState.DOWN) | lit("path", LampState.SEEN))),
    (SetupStep.SECRET, SetupState(lamps=lit("signature", LampState.DOWN))),
    (SetupStep.SECRET, SetupState(proofs={SetupStep.SECRET: tried(good=False)})),
    (SetupStep.SOUND, SetupState(lamps=lit("sound", LampState.DOWN))),
    (SetupStep.UNWATCHED, SetupState(ways=1, proofs={SetupStep.UNWATCHED: tried(good=False)})),
]
OPEN = [
    (SetupStep.PATH, SetupState(lamps=lit("listener", LampState.SEEN) | lit("path", LampState.NOT_PROVEN))),
    (SetupStep.RECOVERY, SetupState(inventory=SecretInventory(recovery=Recovery(shown_at=AT)))),
    (SetupStep.SOUND, SetupState(lamps=lit("sound", LampState.SEEN, next_step="Nobody has said that it was heard."))),
    (SetupStep.UNWATCHED, SetupState(ways=0)),
    (SetupStep.DRILL, SetupState(score=DrillScore(at=AT, shared=2, answered_ms=(5_000,)))),
]


@pytest.mark.parametrize(("step", "facts"), PROVEN)
def test_what_was_seen_is_proven(step: SetupStep, facts: SetupState) -> None:
    assert judge(step, facts).standing is StepStatus.PROVEN
    assert step not in unproven(facts)


@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_proven_by_knowing_nothing(step: SetupStep) -> None:
    assert judge(step, SetupState()).standing is StepStatus.NOT_PROVEN
    assert judge(step, SetupState(skipped=frozenset({step}))).standing is StepStatus.SKIPPED
    assert step in unproven(SetupState(skipped=frozenset({step})))


@pytest.mark.parametrize(("step", "facts"), OPEN)
def test_half_a_proof_is_none(step: SetupStep, facts: SetupState) -> None:
    assert judge(step, facts).standing is StepStatus.NOT_PROVEN


@pytest.mark.parametrize(("step", "facts"), FAILING)
def test_only_what_worked_before_fails(step: SetupStep, facts: SetupState) -> None:
    assert judge(step, facts).standing is StepStatus.NOT_PROVEN
    before = msgspec.structs.replace(facts, kept={step: AT})
    assert judge(step, before).standing is StepStatus.FAILING
    assert standing(judge(step, before)) == "does not work now"


@pytest.mark.parametrize("step", STEPS)
def test_an_earlier_proof_counts_with_its_time(step: SetupStep) -> None:
    found = judge(step, SetupState(kept={step: AT}))
    assert (found.standing, found.at) == (StepStatus.PROVEN, AT)
    assert standing(found).startswith("proven ")
    assert standing(found).endswith(" UTC")


def test_every_step_has_words() -> None:
    assert [step.number for step in STEPS] == list(range(1, 11))
    assert all(words(step).title and words(step).why for step in STEPS)
