"""Wishes about the checklist: a step is done, or was not done after all."""

from app.domain.checklist.checklist import Checklists
from app.domain.incident.commands import CheckStep, Refused, UncheckStep
from app.domain.incident.events import AnyEvent, StepChecked, StepUnchecked
from app.domain.incident.incident import Incident
from app.domain.incident.record import Draft
from app.domain.incident.steps import Standing, standing
from app.domain.incident.wishing.wishes import NOTE_LIMIT, utc_time

StepWish = CheckStep | UncheckStep


def decide(
    wish: StepWish, operator: str, incident: Incident | None, lists: Checklists, now: int
) -> list[Draft] | Refused:
    """The event that makes a wish of a signed-on operator true at ``now`` (UTC ms), or the refusal."""
    if incident is None:
        return Refused(refused=f"There is no incident {wish.incident}. Search the queue for its phone or ECC.")
    if not incident.is_open:
        return Refused(refused=f"Incident {incident.number} is closed. Reopen it first.")
    found = next((one for one in standing(incident, lists, now) if one.step.id == wish.step), None)
    if found is None:
        return Refused(refused="This step is no longer on the checklist. Look at the list again; a note tells it too.")
    outcome = _checked(wish, found) if isinstance(wish, CheckStep) else _unchecked(found)
    if isinstance(outcome, Refused):
        return outcome
    return [Draft(event=outcome, incident=incident.number, operator=operator, command_id=wish.id)]


def _checked(wish: CheckStep, found: Standing) -> AnyEvent | Refused:
    step, done = found.step, found.check
    if done is not None:
        return Refused(refused=f"{done.operator or 'Somebody'} did this at {utc_time(done.at)} UTC already.")
    note = wish.note.strip()
    if step.note and not note:
        return Refused(refused=f"This step asks: {step.note} Answer in a few words.")
    if len(note) > NOTE_LIMIT:
        return Refused(refused=f"An answer holds {NOTE_LIMIT:,} characters, this has {len(note):,}. Shorten it.")
    return StepChecked(step=step.id, words=step.words, note=note)


def _unchecked(found: Standing) -> AnyEvent | Refused:
    if found.check is None:
        return Refused(refused="This step is open already.")
    return StepUnchecked(step=found.check.step, words=found.check.words)
