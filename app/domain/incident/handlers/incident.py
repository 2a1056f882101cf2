"""A wish meets the book: events to write, or a sentence that says why not and what to do next."""

import collections.abc
import datetime as dt
import typing

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
    AnyEvent,
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
NAME_LIMIT = 40

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
Wish = Acknowledge | AddNote | CloseIncident | ReopenIncident | PlaceLegalHold | LiftLegalHold | CaptureNow


Find = collections.abc.Callable[[int], Incident | None]
"""Finds an incident, closed ones too."""


def decide(
    wish: Wish, operator: str, find: Find, now: int, open_steps: tuple[ChecklistStep, ...] = ()
) -> list[EventDraft] | Refused:
    """The events that make a wish of a signed-on operator true at ``now`` (UTC ms), or the refusal.

    ``open_steps`` is what the checklist still asks of the incident.
    """
    incident = find(wish.incident)
    if incident is None:
        return Refused(refused=f"There is no incident {wish.incident}. Search the queue for its phone or ECC.")
    outcome = _outcome(wish, operator, incident, now, open_steps)
    if isinstance(outcome, Refused):
        return outcome
    first = EventDraft(event=outcome, incident=incident.number, operator=operator, command_id=wish.id)
    return [first, *_endings(incident)] if isinstance(outcome, IncidentClosed) else [first]


def _endings(incident: Incident) -> list[EventDraft]:
    """Closing an incident ends its feeds: nobody asks RapidSOS about it any more (docs/contract.md#8)."""
    living = (
        (share.share, feed) for share in incident.shares for feed in (share.lei, share.rad_e) if feed.ending is None
    )
    return [
        EventDraft(event=FeedEnded(share=share, feed=feed.kind, reason=Ending.CLOSED), incident=incident.number)
        for share, feed in living
    ]


def _outcome(
    wish: Wish, operator: str, incident: Incident, now: int, open_steps: tuple[ChecklistStep, ...]
) -> AnyEvent | Refused:
    match wish:
        case Acknowledge():
            return _acknowledge(wish, operator, incident, now)
        case AddNote():
            return _note(wish)
        case CloseIncident():
            return _close(wish, incident, open_steps)
        case ReopenIncident():
            return _reopen(wish, incident)
        case PlaceLegalHold() | LiftLegalHold():
            return _hold(wish, incident)
        case CaptureNow():
            return _capture(wish, incident)
        case _:
            typing.assert_never(wish)


def _acknowledge(wish: Acknowledge, operator: str, incident: Incident, now: int) -> AnyEvent | Refused:
    """Who has it already can still say that a concern was seen: that stops its sound."""
    if not incident.is_open:
        return Refused(refused=f"Incident {incident.number} is closed. Reopen it first.")
    if not incident.unacknowledged and incident.owner not in (None, operator):
        return Refused(refused=taken(incident))
    if not incident.unacknowledged and incident.owner == operator and not unhandled(incident, now):
        return Refused(refused=f"You have incident {incident.number} already.")
    return Acknowledged(through=wish.through)


def taken(incident: Incident) -> str:
    """Who has it since when, and what to do about it."""
    return f"Taken by {incident.owner} at {utc_time(incident.owned_at)} UTC. Take it over if you must work on it."


def _note(wish: AddNote) -> AnyEvent | Refused:
    text = wish.text.strip()
    if not text:
        return Refused(refused="The note is empty. Write something, or leave the field.")
    if len(text) > NOTE_LIMIT:
        return Refused(refused=f"A note holds {NOTE_LIMIT:,} characters, this has {len(text):,}. Split it in two.")
    return NoteAdded(text=text)


def _close(wish: CloseIncident, incident: Incident, open_steps: tuple[ChecklistStep, ...]) -> AnyEvent | Refused:
    if not incident.is_open:
        return Refused(refused=f"Incident {incident.number} is closed already.")
    if incident.unacknowledged:
        return Refused(refused=f"Acknowledge incident {incident.number} first: something in it nobody has seen.")
    if (waiting := in_flight(incident)) is not None:
        return waiting
    if wish.reason not in DISPOSITIONS:
        return Refused(refused=f"Choose one of the dispositions: {', '.join(DISPOSITIONS)}.")
    text = wish.text.strip()
    if not text and (missing := _missing(wish.reason, len(open_steps))):
        return Refused(refused=missing)
    if len(text) > NOTE_LIMIT:
        return Refused(refused=f"The words hold {NOTE_LIMIT:,} characters, these have {len(text):,}.")
    return IncidentClosed(reason=wish.reason, text=text, open_steps=tuple(step.words for step in open_steps))


def _missing(reason: str, open_steps: int) -> str:
    """Why a disposition can't stand without words; empty when it can."""
    if reason == "OTHER":
        return "OTHER says too little alone. Add a few words."
    if open_steps and reason not in SAYS_WHY:
        return f"{open_steps} of the checklist's steps are open. Do them, or say in a few words why not."
    return ""


def _reopen(wish: ReopenIncident, incident: Incident) -> AnyEvent | Refused:
    if incident.is_open:
        return Refused(refused=f"Incident {incident.number} is open already.")
    return IncidentReopened(text=wish.text.strip()[:NOTE_LIMIT])


def _hold(wish: PlaceLegalHold | LiftLegalHold, incident: Incident) -> AnyEvent | Refused:
    places = isinstance(wish, PlaceLegalHold)
    if incident.on_hold == places:
        return Refused(refused=f"Incident {incident.number} is {'on legal hold already' if places else 'not on hold'}.")
    reason = wish.reason.strip()
    if not 1 <= len(reason) <= NOTE_LIMIT:
        return Refused(refused=f"Say why in 1 to {NOTE_LIMIT:,} characters: whoever asks later must find the reason.")
    return LegalHoldPlaced(reason=reason) if places else LegalHoldLifted(reason=reason)


def _capture(wish: CaptureNow, incident: Incident) -> AnyEvent | Refused:
    if not incident.is_open:
        return Refused(refused=f"Incident {incident.number} is closed. Reopen it first.")
    feeds = [feed for share in incident.shares for feed in (share.lei, share.rad_e)]
    if all(feed.ending is not None for feed in feeds):
        return Refused(refused="RapidSOS answers nothing more about this call. Ask the ECC to share it again.")
    if wish.feed and all(feed.ending is not None for feed in feeds if feed.kind is wish.feed):
        return Refused(refused=f"{_FEEDS[wish.feed]} answers nothing more about this call.")
    return CaptureAsked(feed=wish.feed)


def utc_time(at: int | None) -> str:
    """``03:12:05``, of UTC milliseconds."""
    moment = dt.datetime.fromtimestamp((at or 0) / 1000, tz=dt.UTC)
    return moment.strftime("%H:%M:%S")


StepWish = CheckStep | UncheckStep


def decide_checklist(
    wish: StepWish, operator: str, incident: Incident | None, lists: Checklists, now: int
) -> list[EventDraft] | Refused:
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
    return [EventDraft(event=outcome, incident=incident.number, operator=operator, command_id=wish.id)]


def _checked(wish: CheckStep, found: StepState) -> AnyEvent | Refused:
    step, done = found.step, found.check
    if done is not None:
        return Refused(refused=f"{done.operator or 'Somebody'} did this at {utc_time(done.at)} UTC already.")
    note = wish.note.strip()
    if step.note and not note:
        return Refused(refused=f"This step asks: {step.note} Answer in a few words.")
    if len(note) > NOTE_LIMIT:
        return Refused(refused=f"An answer holds {NOTE_LIMIT:,} characters, this has {len(note):,}. Shorten it.")
    return StepChecked(step=step.id, words=step.words, note=note)


def _unchecked(found: StepState) -> AnyEvent | Refused:
    if found.check is None:
        return Refused(refused="This step is open already.")
    return StepUnchecked(step=found.check.step, words=found.check.words)


SHORTEST_HOLD_MS = 60_000
LONGEST_HOLD_MS = 30 * 60_000

ClaimWish = HoldIncident | ReleaseIncident | TakeOverIncident


def decide_claim(wish: ClaimWish, operator: str, incident: Incident | None, now: int) -> list[EventDraft] | Refused:
    """The event that makes a wish true at ``now`` (UTC ms), or the refusal."""
    if incident is None:
        return Refused(refused=f"There is no incident {wish.incident}. Search the queue for its phone or ECC.")
    if not incident.is_open:
        return Refused(refused=f"Incident {incident.number} is closed. Reopen it first.")
    outcome = _claim_outcome(wish, operator, incident, now)
    if isinstance(outcome, Refused):
        return outcome
    return [EventDraft(event=outcome, incident=incident.number, operator=operator, command_id=wish.id)]


def _claim_outcome(wish: ClaimWish, operator: str, incident: Incident, now: int) -> AnyEvent | Refused:
    match wish:
        case HoldIncident():
            return _claim_hold(wish, operator, incident, now)
        case ReleaseIncident() if incident.held_until is None:
            return Refused(refused=f"Incident {incident.number} is not held.")
        case ReleaseIncident():
            return IncidentReleased()
        case TakeOverIncident():
            return _take_over(wish, operator, incident)
        case _:
            typing.assert_never(wish)


def _claim_hold(wish: HoldIncident, operator: str, incident: Incident, now: int) -> AnyEvent | Refused:
    if needs_someone(incident):
        return Refused(refused=f"Incident {incident.number} needs somebody now. Acknowledge or settle it first.")
    if incident.owner not in (None, operator):
        return Refused(refused=taken(incident))
    if not SHORTEST_HOLD_MS <= wish.for_ms <= LONGEST_HOLD_MS:
        return Refused(refused="A hold lasts 1 to 30 minutes. Choose a time in between.")
    return IncidentHeld(until=now + wish.for_ms)


def _take_over(wish: TakeOverIncident, operator: str, incident: Incident) -> AnyEvent | Refused:
    if incident.owner is None or incident.unacknowledged:
        return Refused(refused=f"Acknowledge incident {incident.number}: that makes it yours.")
    if incident.owner == operator:
        return Refused(refused=f"You have incident {incident.number} already.")
    if incident.owner != wish.taken_from:
        return Refused(refused=taken(incident))
    return IncidentTakenOver(taken_from=incident.owner)
