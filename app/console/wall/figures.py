"""What the wall says: counts, rate and the longest wait, and nothing of any caller."""

import msgspec

from app.console.look.shapes import Shape
from app.console.strip.tally import tally
from app.console.times import span
from app.console.watch import Watch
from app.domain.incident.ringing.alarm_rate import new_shares
from app.domain.incident.ringing.alarms import ringing


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure with its words; a shape makes it abnormal."""

    value: str
    words: str
    shape: Shape | None = None


def oldest(watch: Watch) -> Figure:
    """How long the oldest that nobody has acknowledged waits."""
    waiting = [alarm.since for alarm in ringing(watch.book) if alarm.incident is not None]
    if not waiting:
        return Figure(value="\N{EN DASH}", words="Nobody waits for an answer")
    waited = span(watch.now() - min(waiting))
    return Figure(value=waited, words="Oldest waiting, not acknowledged", shape=Shape.P1)


def new(watch: Watch) -> Figure:
    """How many are new."""
    count = tally(watch).new
    return Figure(value=str(count), words="New", shape=Shape.P1 if count else None)


def others(watch: Watch) -> tuple[Figure, ...]:
    """The counts of the strip, and the rate of shares."""
    now = tally(watch)
    rate = new_shares(watch.book, watch.now())
    return (
        Figure(value=str(now.claimed), words="Claimed"),
        Figure(value=str(now.held), words="Held"),
        Figure(value=str(now.expiring), words="≈ < 2:00 left", shape=Shape.P2 if now.expiring else None),
        Figure(
            value=str(now.unknown),
            words="Unknown triggers",
            shape=Shape.UNKNOWN if now.unknown else None,
        ),
        Figure(value=str(rate), words="Shares in 10 min"),
    )
