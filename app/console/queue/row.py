"""What one row of the queue says, in words; the delegate only paints it."""

import enum

import msgspec

from app.console.store import Store
from app.console.theme.icons import Shape
from app.console.theme.text import one_line, span
from app.domain.callflow.outcome import OutcomeReason, Refused
from app.domain.data_share import feed as data_share_feed
from app.domain.data_share.feed import NOMINAL_MS, Ending, Feed, FeedState
from app.domain.incident.alarms import RAISE_MS, Concern, Priority, concerns, is_held, priority, rings_for_trigger
from app.domain.incident.model import BadEnd, Incident
from app.domain.location.phone import masked

EXPIRING_MS = 120_000
AXIS_END_MS = 1_200_000
ROUND_UP_MS = 999
"""A countdown shows 0:01 until it is over."""


class AvailabilityStage(enum.Enum):
    """Where a feed stands on its bar; nothing here claims that a call ended."""

    RUNNING = "running"
    EXPIRING = "expiring"
    PAST = "past"
    ENDED = "ended"
    NONE = "none"
    """There is no share: RapidSOS is asked nothing about it, so nothing runs out."""


class AvailabilityView(msgspec.Struct, frozen=True):
    """Time since receipt (ms), the stage, whether the feed ever had data, and when it ended after receipt (ms)."""

    passed_ms: int
    stage: AvailabilityStage
    answered: bool = False
    ended_after_ms: int | None = None

    @property
    def left_ms(self) -> int:
        """Nominal time left, never below zero."""
        return max(NOMINAL_MS - self.passed_ms, 0)

    @property
    def ended_early(self) -> bool:
        """Whether it ended before the nominal close, which is normal when shared after hanging up."""
        return self.ended_after_ms is not None and self.ended_after_ms < NOMINAL_MS


def at(incident: Incident, now: int) -> AvailabilityView:
    """Where an incident stands at ``now``: LEI of its newest share; without one no feed at all."""
    share = incident.newest_share
    if share is None:
        return AvailabilityView(max(now - incident.received_at, 0), AvailabilityStage.NONE)
    return of_feed(share.lei, now)


def of_feed(feed: Feed, now: int) -> AvailabilityView:
    """Where one feed stands at ``now``."""
    there = data_share_feed.at(feed, now)
    if there.state is FeedState.ENDED and there.ending is not Ending.CLOSED:
        return AvailabilityView(there.since_receipt_ms, AvailabilityStage.ENDED, there.answered, there.ended_after_ms)
    return msgspec.structs.replace(_by_time(there.since_receipt_ms), answered=there.answered)


def words(availability: AvailabilityView) -> str:
    """``≈ 6:41 nominal``, ``+3:12 answering``, ``+3:12 past``, ``ended at 6:12``; nothing where no feed is."""
    if availability.stage is AvailabilityStage.NONE:
        return ""
    if availability.ended_after_ms is not None:
        return f"ended at {span(availability.ended_after_ms)}"
    if availability.stage is not AvailabilityStage.PAST:
        left = span(availability.left_ms + ROUND_UP_MS)
        return f"≈ {left} nominal"
    over = span(availability.passed_ms - NOMINAL_MS)
    if availability.answered:
        return f"+{over} answering"
    return f"+{over} past"


def calls_for_care(availability: AvailabilityView) -> bool:
    """Whether the words are a warning: little time left, or ended before its time."""
    return availability.stage is AvailabilityStage.EXPIRING or availability.ended_early


def _by_time(passed: int) -> AvailabilityView:
    if passed >= NOMINAL_MS:
        return AvailabilityView(passed, AvailabilityStage.PAST)
    return AvailabilityView(
        passed, AvailabilityStage.EXPIRING if NOMINAL_MS - passed < EXPIRING_MS else AvailabilityStage.RUNNING
    )


def reason(incident: Incident, now: int) -> str:
    """The most pressing reason at ``now``; an unknown trigger and an unverified signature come before all others."""
    if incident.unknown_triggers:
        return "Trigger UNKNOWN"
    share = incident.newest_share
    if share is not None and not share.verified:
        return "Signature not verified"
    found = concerns(incident, now)
    if found and found[0] is Concern.CALLFLOW_FAILED and incident.bad_end is not None:
        return bad_end_words(incident.bad_end)
    return concern_words(found[0]) if found else ""


def bad_end_words(end: BadEnd) -> str:
    """``9-1-1 not reached: User declined help``, in RapidSOS's words; or that the callflow was refused or not sent."""
    if end.message is not None:
        status = end.message.status
        return f"9-1-1 not reached: {one_line(status.untrusted_message or status.untrusted_verb)}"
    never = isinstance(end.trigger.outcome, Refused) and end.trigger.outcome.why is OutcomeReason.NEVER_SENT
    return "Callflow not sent" if never else "Callflow refused"


def concern_words(concern: Concern) -> str:
    """One concern as a row says it."""
    return {
        Concern.CALLFLOW_FAILED: "Callflow failed",
        Concern.HANDED_OVER: "Handed over, nobody has it",
        Concern.HOLD_ENDED: "Hold ended",
        Concern.RAD_E_NEVER_FETCHED: "RAD-E never fetched",
        Concern.STOPPED_EARLY: "Source stopped early",
        Concern.FIX_JUMPED: "Fix jumped",
    }[concern]


SHAPES = {Priority.P1: Shape.P1, Priority.P2: Shape.P2, Priority.P3: Shape.QUIET}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One incident as the queue shows it; every text is safe to paint."""

    number: int
    priority: Priority
    shape: Shape
    phone: str
    times: int
    notes: int
    waiting: str
    reason: str
    place: str
    owner: str
    owner_short: str
    availability: AvailabilityView
    left: str
    ringing: bool
    is_new: bool
    """Whether it rings because nobody has acknowledged it, and not for a concern that was left alone."""

    @property
    def spoken(self) -> str:
        """The row as a screen reader tells it; the phone masked as on the screen."""
        ring = "new, not acknowledged" if self.is_new else self.owner
        parts = (
            self.priority.name,
            ring,
            self.phone,
            str(self.number),
            self.reason,
            self.place,
            self.waiting,
            self.left,
        )
        return ", ".join(part for part in parts if part)


def row_of(incident: Incident, store: Store, group: str = "") -> Row:
    """The row of an incident at the station's present time; ``group`` marks what it belongs together with."""
    now = store.now()
    availability = at(incident, now)
    rank = priority(incident, now, store.raise_ms)
    return Row(
        number=incident.number,
        priority=rank,
        shape=shape_of(incident, now, store.raise_ms),
        phone=masked(incident.phone) if incident.phone else "No phone number",
        times=max((one.times for one in incident.shares), default=1),
        notes=incident.notes,
        waiting=span(availability.passed_ms),
        reason=reason(incident, now),
        place=_place(incident, now, group),
        owner=_owner(incident, store),
        owner_short=_owner(incident, store, short=True),
        availability=availability,
        left=words(availability) if incident.is_open else "closed",
        ringing=rank is Priority.P1,
        is_new=incident.unacknowledged,
    )


def shape_of(incident: Incident, now: int, raise_ms: int = RAISE_MS) -> Shape:
    """The shape of an open incident's state at ``now``; what is worrying comes before being held."""
    rank = priority(incident, now, raise_ms)
    return Shape.HELD if rank is Priority.P3 and is_held(incident, now) else SHAPES[rank]


def held_words(incident: Incident, now: int) -> str:
    """``Held, back in 1:24``, nothing when it is not held at ``now``."""
    if incident.held_until is None or not is_held(incident, now):
        return ""
    return f"Held, back in {span(incident.held_until - now)}"


def _place(incident: Incident, now: int, group: str) -> str:
    ecc = one_line(incident.ecc) if incident.ecc else "ECC not stated"
    held = held_words(incident, now)
    return " · ".join(part for part in (held, ecc, group) if part)


def initials(name: str) -> str:
    """At most two letters of a name."""
    parts = [part for part in one_line(name).replace(".", " ").split() if part]
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


def _owner(incident: Incident, store: Store, *, short: bool = False) -> str:
    if incident.unacknowledged and incident.is_open and not rings_for_trigger(incident):
        again = incident.acknowledged_at is not None
        return "SHARED AGAIN" if again and not short else "NEW"
    if incident.owner is None:
        return "unclaimed"
    if incident.owner == store.operator:
        return "You"
    return initials(incident.owner) if short else one_line(incident.owner)
