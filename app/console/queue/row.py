"""What one row of the queue says, in words; the delegate only paints it."""

import msgspec

from app.console.look.plain_text import one_line
from app.console.look.shapes import Shape
from app.console.queue.availability import Availability, at, words
from app.console.queue.concern_words import reason
from app.console.times import span
from app.console.watch import Watch
from app.domain.incident.incident import Incident
from app.domain.incident.ringing.alarms import RAISE_MS, Priority, is_held, priority, rings_for_trigger
from app.domain.location.phone import masked

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
    availability: Availability
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


def row_of(incident: Incident, watch: Watch, group: str = "") -> Row:
    """The row of an incident at the station's present time; ``group`` marks what it belongs together with."""
    now = watch.now()
    availability = at(incident, now)
    rank = priority(incident, now, watch.raise_ms)
    return Row(
        number=incident.number,
        priority=rank,
        shape=shape_of(incident, now, watch.raise_ms),
        phone=masked(incident.phone) if incident.phone else "No phone number",
        times=max((one.times for one in incident.shares), default=1),
        notes=incident.notes,
        waiting=span(availability.passed_ms),
        reason=reason(incident, now),
        place=_place(incident, now, group),
        owner=_owner(incident, watch),
        owner_short=_owner(incident, watch, short=True),
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


def _owner(incident: Incident, watch: Watch, *, short: bool = False) -> str:
    if incident.unacknowledged and incident.is_open and not rings_for_trigger(incident):
        again = incident.acknowledged_at is not None
        return "SHARED AGAIN" if again and not short else "NEW"
    if incident.owner is None:
        return "unclaimed"
    if incident.owner == watch.operator:
        return "You"
    return initials(incident.owner) if short else one_line(incident.owner)
