"""An incident's checklist: which steps it has now, which are done, and which comes next."""

import msgspec

from app.domain.checklist.checklist import Checklists, Step, wanted
from app.domain.incident.incident import Check, Incident
from app.domain.incident.ringing.alarms import priority


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A step and its check; None while it is open."""

    step: Step
    check: Check | None = None


def standing(incident: Incident, lists: Checklists, now: int) -> tuple[Standing, ...]:
    """The steps that the lists want at ``now`` (UTC ms) in their order, then what was done and is no longer wanted.

    A closed incident is asked nothing any more: it has only what was done.
    """
    checks = {check.step: check for check in incident.checks}
    asked = wanted(lists, incident.origin, priority(incident, now)) if incident.is_open else ()
    listed = tuple(Standing(step=step, check=checks.pop(step.id, None)) for step in asked)
    return (*listed, *(Standing(step=Step(id=check.step, words=check.words), check=check) for check in checks.values()))


def open_steps(incident: Incident, lists: Checklists, now: int) -> tuple[Step, ...]:
    """The steps that nobody has done yet, the next one first."""
    return tuple(one.step for one in standing(incident, lists, now) if one.check is None)
