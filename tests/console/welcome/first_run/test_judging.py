"""How steps stand, from facts alone."""

import msgspec
import pytest

from app.console.secrets.secret_door import Inventory, Recovery
from app.console.welcome.first_run.facts import Facts
from app.console.welcome.first_run.judging import Standing, judge, unproven
from app.console.welcome.first_run.score import Score
from app.console.welcome.first_run.standing_words import standing
from app.console.welcome.first_run.steps import STEPS, Step, words
from app.domain.incident.proof import Proof, Proofs
from app.domain.incident.pulse import Lamp, LampState

AT = 1_795_309_980_000


def lit(name: str, state: LampState, next_step: str = "") -> dict[str, Lamp]:
    return {name: Lamp(name=name, state=state, evidence="seen so", observed_at=AT, next_step=next_step)}


def tried(good: bool) -> Proofs:
    return Proofs(at=AT, proofs=(Proof(what="It works", good=good, seen=""),))


PROVEN = [
    (Step.CREDENTIALS, Facts(lamps=lit("credentials", LampState.SEEN))),
    (Step.PATH, Facts(lamps=lit("listener", LampState.SEEN) | lit("path", LampState.SEEN))),
    (Step.SECRET, Facts(lamps=lit("signature", LampState.SEEN))),
    (Step.SECRET, Facts(proofs={Step.SECRET: tried(good=True)})),
    (Step.RECOVERY, Facts(inventory=Inventory(recovery=Recovery(checked_at=AT)))),
    (Step.AGENCIES, Facts(agencies=3)),
    (Step.MAP, Facts(lamps=lit("map", LampState.SEEN))),
    (Step.SOUND, Facts(lamps=lit("sound", LampState.SEEN))),
    (Step.OPERATORS, Facts(operator="ANNA", lamps=lit("watch", LampState.SEEN))),
    (Step.OPERATORS, Facts(operator="ANNA")),
    (Step.UNWATCHED, Facts(ways=1, proofs={Step.UNWATCHED: tried(good=True)})),
    (Step.DRILL, Facts(score=Score(at=AT, shared=1, answered_ms=(5_000,), notes=1, closed=1))),
]
FAILING = [
    (Step.CREDENTIALS, Facts(lamps=lit("credentials", LampState.DOWN))),
    (Step.PATH, Facts(lamps=lit("listener", LampState.DOWN) | lit("path", LampState.SEEN))),
    (Step.SECRET, Facts(lamps=lit("signature", LampState.DOWN))),
    (Step.SECRET, Facts(proofs={Step.SECRET: tried(good=False)})),
    (Step.SOUND, Facts(lamps=lit("sound", LampState.DOWN))),
    (Step.UNWATCHED, Facts(ways=1, proofs={Step.UNWATCHED: tried(good=False)})),
]
OPEN = [
    (Step.PATH, Facts(lamps=lit("listener", LampState.SEEN) | lit("path", LampState.NOT_PROVEN))),
    (Step.RECOVERY, Facts(inventory=Inventory(recovery=Recovery(shown_at=AT)))),
    (Step.SOUND, Facts(lamps=lit("sound", LampState.SEEN, next_step="Nobody has said that it was heard."))),
    (Step.UNWATCHED, Facts(ways=0)),
    (Step.DRILL, Facts(score=Score(at=AT, shared=2, answered_ms=(5_000,)))),
]


@pytest.mark.parametrize(("step", "facts"), PROVEN)
def test_what_was_seen_is_proven(step: Step, facts: Facts) -> None:
    assert judge(step, facts).standing is Standing.PROVEN
    assert step not in unproven(facts)


@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_proven_by_knowing_nothing(step: Step) -> None:
    assert judge(step, Facts()).standing is Standing.NOT_PROVEN
    assert judge(step, Facts(skipped=frozenset({step}))).standing is Standing.SKIPPED
    assert step in unproven(Facts(skipped=frozenset({step})))


@pytest.mark.parametrize(("step", "facts"), OPEN)
def test_half_a_proof_is_none(step: Step, facts: Facts) -> None:
    assert judge(step, facts).standing is Standing.NOT_PROVEN


@pytest.mark.parametrize(("step", "facts"), FAILING)
def test_only_what_worked_before_fails(step: Step, facts: Facts) -> None:
    assert judge(step, facts).standing is Standing.NOT_PROVEN
    before = msgspec.structs.replace(facts, kept={step: AT})
    assert judge(step, before).standing is Standing.FAILING
    assert standing(judge(step, before)) == "does not work now"


@pytest.mark.parametrize("step", STEPS)
def test_an_earlier_proof_counts_with_its_time(step: Step) -> None:
    found = judge(step, Facts(kept={step: AT}))
    assert (found.standing, found.at) == (Standing.PROVEN, AT)
    assert standing(found).startswith("proven ")
    assert standing(found).endswith(" UTC")


def test_every_step_has_words() -> None:
    assert [step.number for step in STEPS] == list(range(1, 11))
    assert all(words(step).title and words(step).why for step in STEPS)
