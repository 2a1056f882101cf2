"""Handlers of commands about one incident: acknowledge, note, close, reopen, hold, checklist, legal hold, take over."""

import datetime as dt

import msgspec

from app.domain.checklist import Checklists, ChecklistStep, wanted
from app.domain.data_share.feed import Ending, FeedKind
from app.domain.incident.alarms import needs_someone, priority, unhandled
from app.domain.incident.commands import (
    Acknowledge,
    AddNote,
    CaptureNow,
    CheckStep,
    CloseIncident,
    HoldIncident,
    LiftLegalHold,
    PlaceLegalHold,
    Refused,
    ReleaseIncident,
    ReopenIncident,
    TakeOverIncident,
    UncheckStep,
)
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import (
    Acknowledged,
    CaptureAsked,
    FeedEnded,
    IncidentClosed,
    IncidentHeld,
    IncidentReleased,
    IncidentReopened,
    IncidentTakenOver,
    LegalHoldLifted,
    LegalHoldPlaced,
    NoteAdded,
    StepChecked,
    StepUnchecked,
)
from app.domain.incident.handlers.context import Decided, HandlerContext
from app.domain.incident.handlers.trigger import in_flight
from app.domain.incident.model import Check, Incident


class StepState(msgspec.Struct, frozen=True, kw_only=True):
    """A step and its check; None while it is open."""

    step: ChecklistStep
    check: Check | None = None


def standing(incident: Incident, lists: Checklists, now: int) -> tuple[StepState, ...]:
    """The steps that the lists want at ``now`` (UTC ms) in their order, then what was done and is no longer wanted.

    A closed incident is asked nothing any more: it has only what was done.
    """
    checks = {check.step: check for check in incident.checks}
    asked = wanted(lists, incident.origin, priority(incident, now)) if incident.is_open else ()
    listed = tuple(StepState(step=step, check=checks.pop(step.id, None)) for step in asked)
    return (
        *listed,
        *(StepState(step=ChecklistStep(id=check.step, words=check.words), check=check) for check in checks.values()),
    )


def open_steps(incident: Incident, lists: Checklists, now: int) -> tuple[ChecklistStep, ...]:
    """The steps that nobody has done yet, the next one first."""
    return tuple(one.step for one in standing(incident, lists, now) if one.check is None)


NOTE_LIMIT = 4_000

DISPOSITIONS = (
    "HANDED_TO_ECC",
    "NO_EMERGENCY",
    "FALSE_ALARM",
    "CALLER_SAFE",
    "DUPLICATE",
    "UNABLE_TO_REACH",
    "TEST",
    "OTHER",
)
"""Codes to close with; ``OTHER`` needs words."""

SAYS_WHY = frozenset({"DUPLICATE", "TEST"})
"""Codes that say by themselves why a checklist was left: nobody needed help here."""

_FEEDS = {FeedKind.LEI: "LEI", FeedKind.RAD_E: "RAD-E"}


def acknowledge(command: Acknowledge, context: HandlerContext) -> Decided:
    """Who has it already can still say that a concern was seen: that stops its sound."""
    incident = context.open_incident(command.incident)
    if isinstance(incident, Refused):
        return incident
    if not incident.unacknowledged and incident.owner not in (None, context.operator):
        return Refused(refused=taken(incident))
    if not incident.unacknowledged and incident.owner == context.operator and not unhandled(incident, context.now):
        return Refused(refused=f"You have incident {incident.number} already.")
    return [context.draft(Acknowledged(through=command.through), incident.number)]


def taken(incident: Incident) -> str:
    """Who has it since when, and what to do about it."""
    return f"Taken by {incident.owner} at {utc_time(incident.owned_at)} UTC. Take it over if you must work on it."


def add_note(command: AddNote, context: HandlerContext) -> Decided:
    """A note may be added to a closed incident too."""
    incident = context.incident(command.incident)
    if isinstance(incident, Refused):
        return incident
    text = command.text.strip()
    if not text:
        return Refused(refused="The note is empty. Write something, or leave the field.")
    if len(text) > NOTE_LIMIT:
        return Refused(refused=f"A note holds {NOTE_LIMIT:,} characters, this has {len(text):,}. Split it in two.")
    return [context.draft(NoteAdded(text=text), incident.number)]


def close(command: CloseIncident, context: HandlerContext) -> Decided:
    """Close with a disposition, the steps that are left open, and the end of every feed."""
    incident = context.incident(command.incident)
    if isinstance(incident, Refused):
        return incident
    left = open_steps(incident, context.journal.projection.checklists, context.now)
    refused = _why_not_closed(command, incident, len(left))
    if refused is not None:
        return refused
    closed = IncidentClosed(
        reason=command.reason, text=command.text.strip(), open_steps=tuple(step.words for step in left)
    )
    return [context.draft(closed, incident.number), *_endings(incident)]


def _why_not_closed(command: CloseIncident, incident: Incident, left: int) -> Refused | None:
    """``left`` is how many steps of the checklist are open."""
    if not incident.is_open:
        return Refused(refused=f"Incident {incident.number} is closed already.")
    if incident.unacknowledged:
        return Refused(refused=f"Acknowledge incident {incident.number} first: something in it nobody has seen.")
    if (waiting := in_flight(incident)) is not None:
        return waiting
    if command.reason not in DISPOSITIONS:
        return Refused(refused=f"Choose one of the dispositions: {', '.join(DISPOSITIONS)}.")
    text = command.text.strip()
    if not text and (missing := _missing(command.reason, left)):
        return Refused(refused=missing)
    if len(text) > NOTE_LIMIT:
        return Refused(refused=f"The words hold {NOTE_LIMIT:,} characters, these have {len(text):,}.")
    return None


def _missing(reason: str, left: int) -> str:
    """Why a disposition can't stand without words; empty when it can."""
    if reason == "OTHER":
        return "OTHER says too little alone. Add a few words."
    if left and reason not in SAYS_WHY:
        return f"{left} of the checklist's steps are open. Do them, or say in a few words why not."
    return ""


def _endings(incident: Incident) -> list[EventDraft]:
    """Closing an incident ends its feeds: nobody asks RapidSOS about it any more (docs/contract.md#8)."""
    living = (
        (share.share, feed) for share in incident.shares for feed in (share.lei, share.rad_e) if feed.ending is None
    )
    return [
        EventDraft(event=FeedEnded(share=share, feed=feed.kind, reason=Ending.CLOSED), incident=incident.number)
        for share, feed in living
    ]


def reopen(command: ReopenIncident, context: HandlerContext) -> Decided:
    """A closed incident is open again; its feeds stay ended."""
    incident = context.incident(command.incident)
    if isinstance(incident, Refused):
        return incident
    if incident.is_open:
        return Refused(refused=f"Incident {incident.number} is open already.")
    return [context.draft(IncidentReopened(text=command.text.strip()[:NOTE_LIMIT]), incident.number)]


def place_legal_hold(command: PlaceLegalHold, context: HandlerContext) -> Decided:
    """Retention erases nothing of the incident from now on."""
    incident = context.incident(command.incident)
    if isinstance(incident, Refused):
        return incident
    if incident.on_hold:
        return Refused(refused=f"Incident {incident.number} is on legal hold already.")
    reason = _why(command.reason)
    return reason if isinstance(reason, Refused) else [context.draft(LegalHoldPlaced(reason=reason), incident.number)]


def lift_legal_hold(command: LiftLegalHold, context: HandlerContext) -> Decided:
    """Retention counts again."""
    incident = context.incident(command.incident)
    if isinstance(incident, Refused):
        return incident
    if not incident.on_hold:
        return Refused(refused=f"Incident {incident.number} is not on hold.")
    reason = _why(command.reason)
    return reason if isinstance(reason, Refused) else [context.draft(LegalHoldLifted(reason=reason), incident.number)]


def _why(reason: str) -> str | Refused:
    """The reason of a legal hold, without blanks around it."""
    stripped = reason.strip()
    if not 1 <= len(stripped) <= NOTE_LIMIT:
        return Refused(refused=f"Say why in 1 to {NOTE_LIMIT:,} characters: whoever asks later must find the reason.")
    return stripped


def capture_now(command: CaptureNow, context: HandlerContext) -> Decided:
    """RapidSOS is asked at once, if at least one feed that the command names still answers."""
    incident = context.open_incident(command.incident)
    if isinstance(incident, Refused):
        return incident
    feeds = [feed for share in incident.shares for feed in (share.lei, share.rad_e)]
    if all(feed.ending is not None for feed in feeds):
        return Refused(refused="RapidSOS answers nothing more about this call. Ask the ECC to share it again.")
    if command.feed and all(feed.ending is not None for feed in feeds if feed.kind is command.feed):
        return Refused(refused=f"{_FEEDS[command.feed]} answers nothing more about this call.")
    return [context.draft(CaptureAsked(feed=command.feed), incident.number)]


def utc_time(at: int | None) -> str:
    """``03:12:05``, of UTC milliseconds."""
    moment = dt.datetime.fromtimestamp((at or 0) / 1000, tz=dt.UTC)
    return moment.strftime("%H:%M:%S")


def check_step(command: CheckStep, context: HandlerContext) -> Decided:
    """A step that the checklist asks for is done; one that asks for a note needs it."""
    found = _step(command, context)
    if isinstance(found, Refused):
        return found
    step, done = found.step, found.check
    if done is not None:
        return Refused(refused=f"{done.operator or 'Somebody'} did this at {utc_time(done.at)} UTC already.")
    note = command.note.strip()
    if step.note and not note:
        return Refused(refused=f"This step asks: {step.note} Answer in a few words.")
    if len(note) > NOTE_LIMIT:
        return Refused(refused=f"An answer holds {NOTE_LIMIT:,} characters, this has {len(note):,}. Shorten it.")
    return [context.draft(StepChecked(step=step.id, words=step.words, note=note), command.incident)]


def uncheck_step(command: UncheckStep, context: HandlerContext) -> Decided:
    """A step is open again."""
    found = _step(command, context)
    if isinstance(found, Refused):
        return found
    if found.check is None:
        return Refused(refused="This step is open already.")
    return [context.draft(StepUnchecked(step=found.check.step, words=found.check.words), command.incident)]


def _step(command: CheckStep | UncheckStep, context: HandlerContext) -> StepState | Refused:
    """The step that the command names, on the checklist of its incident as it is now."""
    incident = context.open_incident(command.incident)
    if isinstance(incident, Refused):
        return incident
    steps = standing(incident, context.journal.projection.checklists, context.now)
    return next((one for one in steps if one.step.id == command.step), None) or Refused(
        refused="This step is no longer on the checklist. Look at the list again; a note tells it too."
    )


SHORTEST_HOLD_MS = 60_000
LONGEST_HOLD_MS = 30 * 60_000


def hold(command: HoldIncident, context: HandlerContext) -> Decided:
    """The owner, or anybody while nobody owns it, sets an incident aside that needs nobody at this moment."""
    incident = context.open_incident(command.incident)
    if isinstance(incident, Refused):
        return incident
    if needs_someone(incident):
        return Refused(refused=f"Incident {incident.number} needs somebody now. Acknowledge or settle it first.")
    if incident.owner not in (None, context.operator):
        return Refused(refused=taken(incident))
    if not SHORTEST_HOLD_MS <= command.for_ms <= LONGEST_HOLD_MS:
        return Refused(refused="A hold lasts 1 to 30 minutes. Choose a time in between.")
    return [context.draft(IncidentHeld(until=context.now + command.for_ms), incident.number)]


def release(command: ReleaseIncident, context: HandlerContext) -> Decided:
    """Anybody may end a hold."""
    incident = context.open_incident(command.incident)
    if isinstance(incident, Refused):
        return incident
    if incident.held_until is None:
        return Refused(refused=f"Incident {incident.number} is not held.")
    return [context.draft(IncidentReleased(), incident.number)]


def take_over(command: TakeOverIncident, context: HandlerContext) -> Decided:
    """Only from the owner whom the operator saw: two who take over at once must not take from each other unseen."""
    incident = context.open_incident(command.incident)
    if isinstance(incident, Refused):
        return incident
    if incident.owner is None or incident.unacknowledged:
        return Refused(refused=f"Acknowledge incident {incident.number}: that makes it yours.")
    if incident.owner == context.operator:
        return Refused(refused=f"You have incident {incident.number} already.")
    if incident.owner != command.taken_from:
        return Refused(refused=taken(incident))
    return [context.draft(IncidentTakenOver(taken_from=incident.owner), incident.number)]
