"""The floor counted: new, claimed, held, about to end, and triggers of which nobody knows whether they started."""

import msgspec

from app.console.queue.availability import Stage, at
from app.console.watch import Watch
from app.domain.incident.ringing.alarms import rings_for_trigger


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of open incidents; ``unknown`` counts triggers."""

    open: int
    new: int
    claimed: int
    held: int
    expiring: int
    unknown: int


def tally(watch: Watch) -> Tally:
    """Count at the station's present time."""
    incidents, now = watch.book.open_incidents, watch.now()
    return Tally(
        open=len(incidents),
        new=sum(one.unacknowledged and not rings_for_trigger(one) for one in incidents),
        claimed=sum(one.owner is not None and not one.unacknowledged for one in incidents),
        held=sum(one.held_until is not None for one in incidents),
        expiring=sum(at(one, now).stage is Stage.EXPIRING for one in incidents),
        unknown=sum(len(one.unknown_triggers) for one in incidents),
    )
