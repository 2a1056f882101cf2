"""The proofs of a step as rows: what was tried just now, else what is known of it."""

from app.console.look.shapes import Shape
from app.console.welcome.first_run.facts import Facts
from app.console.welcome.first_run.judging import Judged, Standing, judge
from app.console.welcome.first_run.proof_card import ProofRow
from app.console.welcome.first_run.score import Score
from app.console.welcome.first_run.standing_words import SHAPES, standing
from app.console.welcome.first_run.steps import Step
from app.domain.incident.proof import Proof


def rows(step: Step, facts: Facts) -> tuple[ProofRow, ...]:
    """What stands on the step's page."""
    tried = facts.proofs.get(step)
    if tried is not None:
        return tuple(_tried(proof) for proof in tried.proofs)
    if step is Step.DRILL and facts.score is not None:
        return _scored(facts.score)
    return (_known(judge(step, facts)),)


def _known(judged: Judged) -> ProofRow:
    words = standing(judged)
    headline = words[:1].upper() + words[1:]
    next_step = "" if judged.standing is Standing.PROVEN else judged.next_step
    return ProofRow(SHAPES[judged.standing], headline, judged.seen, next_step=next_step)


def _tried(proof: Proof) -> ProofRow:
    shapes = {True: Shape.PROOF, False: Shape.P2, None: Shape.NOT_PROVEN}
    return ProofRow(shapes[proof.good], proof.what, proof.seen, proof.figure, proof.next_step)


def _scored(score: Score) -> tuple[ProofRow, ...]:
    answered = len(score.answered_ms) == score.shared > 0
    times = ", ".join(f"{one / 1000:.1f} s" for one in score.answered_ms)
    return (
        ProofRow(
            _shape(done=answered),
            f"Answered {len(score.answered_ms)} of {score.shared}",
            "The clock runs from the share's arrival to its acknowledgement.",
            times,
            "" if answered else "F2 takes the next call that rings.",
        ),
        ProofRow(
            _shape(done=bool(score.notes)),
            "Written a note",
            figure=str(score.notes),
            next_step="" if score.notes else "F7 goes to the note; Enter adds it.",
        ),
        ProofRow(
            _shape(done=bool(score.closed)),
            "Closed an incident",
            figure=str(score.closed),
            next_step="" if score.closed else "F8 closes it with a disposition.",
        ),
    )


def _shape(*, done: bool) -> Shape:
    return Shape.PROOF if done else Shape.NOT_PROVEN
