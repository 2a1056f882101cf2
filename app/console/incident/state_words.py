"""How an incident stands, in words: its state, and who has it since when."""

import datetime as dt

from app.console.incident.dispositions import disposition
from app.console.look.plain_text import one_line
from app.console.look.shapes import Shape
from app.console.queue.concern_words import reason
from app.console.queue.row import held_words, shape_of
from app.console.times import clock, span
from app.domain.incident.incident import Incident
from app.domain.incident.ringing.alarms import RAISE_MS, priority, rings_for_trigger


def state_words(incident: Incident, now: int, raise_ms: int = RAISE_MS) -> tuple[Shape, str]:
    """Shape and words of the state at ``now``."""
    if not incident.is_open:
        return Shape.SEEN, "closed"
    if incident.unknown_triggers:
        return Shape.P1, "P1 outcome unknown"
    if rings_for_trigger(incident):
        return Shape.P1, "P1 trigger not acknowledged"
    if incident.unacknowledged:
        again = incident.acknowledged_at is not None
        return Shape.P1, "P1 shared again" if again else "P1 new"
    why = reason(incident, now)
    rank = priority(incident, now, raise_ms)
    held = held_words(incident, now)
    if held and not why:
        return shape_of(incident, now, raise_ms), f"{rank.name} {held[:1].lower()}{held[1:]}"
    said = f"{rank.name} {why}" if why else f"{rank.name} open"
    return shape_of(incident, now, raise_ms), said


def claimed_words(incident: Incident, operator: str | None, zone: dt.tzinfo | None) -> str:
    """``1044 · claimed by you 14:28:55, in 0:07`` (after the receipt)."""
    number = str(incident.number)
    if not incident.is_open and incident.closed_at is not None:
        said = "{reason}, {time}"
        return f"{number} · " + said.format(
            reason=disposition(incident.close_reason or ""), time=clock(incident.closed_at, zone)
        )
    if incident.handed_over_by is not None:
        said = "handed over by {who}, nobody has it"
        return f"{number} · " + said.replace("{who}", one_line(incident.handed_over_by))
    if incident.owner is None or incident.acknowledged_at is None:
        return f"{number} · " + "nobody has it yet"
    who = "you" if incident.owner == operator else one_line(incident.owner)
    if incident.owned_at is not None and incident.owned_at != incident.acknowledged_at:
        # Somebody else acknowledged it first: how fast that was says nothing of the present owner.
        owned = "claimed by {who} {time}"
        return f"{number} · " + owned.format(who=who, time=clock(incident.owned_at, zone))
    said = "claimed by {who} {time}, in {after}"
    first = incident.shares[0].received_at if incident.shares else incident.opened_at
    after = span(incident.acknowledged_at - first)
    return f"{number} · " + said.format(who=who, time=clock(incident.acknowledged_at, zone), after=after)
