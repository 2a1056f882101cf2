"""A wish meets the book: events to write, or a sentence that says why not and what to do next."""

import collections.abc
import datetime as dt
import typing

from app.domain.checklist.checklist import Step
from app.domain.data_share.feed import Ending, Kind
from app.domain.incident.commands import (
    Acknowledge,
    AddNote,
    CaptureNow,
    CloseIncident,
    LiftLegalHold,
    PlaceLegalHold,
    Refused,
    ReopenIncident,
)
from app.domain.incident.events import (
    Acknowledged,
    AnyEvent,
    CaptureAsked,
    FeedEnded,
    IncidentClosed,
    IncidentReopened,
    LegalHoldLifted,
    LegalHoldPlaced,
    NoteAdded,
)
from app.domain.incident.incident import Incident
from app.domain.incident.record import Draft
from app.domain.incident.ringing.concerns import unhandled
from app.domain.incident.wishing.trigger_wishes import in_flight

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

_FEEDS = {Kind.LEI: "LEI", Kind.RAD_E: "RAD-E"}
Wish = Acknowledge | AddNote | CloseIncident | ReopenIncident | PlaceLegalHold | LiftLegalHold | CaptureNow


Find = collections.abc.Callable[[int], Incident | None]
"""Finds an incident, closed ones too."""


def decide(wish: Wish, operator: str, find: Find, now: int, open_steps: tuple[Step, ...] = ()) -> list[Draft] | Refused:
    """The events that make a wish of a signed-on operator true at ``now`` (UTC ms), or the refusal.

    ``open_steps`` is what the checklist still asks of the incident.
    """
    incident = find(wish.incident)
    if incident is None:
        return Refused(refused=f"There is no incident {wish.incident}. Search the queue for its phone or ECC.")
    outcome = _outcome(wish, operator, incident, now, open_steps)
    if isinstance(outcome, Refused):
        return outcome
    first = Draft(event=outcome, incident=incident.number, operator=operator, command_id=wish.id)
    return [first, *_endings(incident)] if isinstance(outcome, IncidentClosed) else [first]


def _endings(incident: Incident) -> list[Draft]:
    """Closing an incident ends its feeds: nobody asks RapidSOS about it any more (docs/contract.md#8)."""
    living = (
        (share.share, feed) for share in incident.shares for feed in (share.lei, share.rad_e) if feed.ending is None
    )
    return [
        Draft(event=FeedEnded(share=share, feed=feed.kind, reason=Ending.CLOSED), incident=incident.number)
        for share, feed in living
    ]


def _outcome(
    wish: Wish, operator: str, incident: Incident, now: int, open_steps: tuple[Step, ...]
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


def _close(wish: CloseIncident, incident: Incident, open_steps: tuple[Step, ...]) -> AnyEvent | Refused:
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
