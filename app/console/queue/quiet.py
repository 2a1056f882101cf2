"""Why an empty queue can be believed, or can't: "quiet" must be told from "deaf"."""

from app.console.look.shapes import Shape
from app.console.times import span
from app.console.watch import Link, Watch
from app.domain.incident.pulse import Lamp, LampState


def quiet_words(watch: Watch) -> tuple[Shape, str, str]:
    """Shape, headline and lines for a queue without rows."""
    if watch.link is Link.REFUSED:
        return Shape.BROKEN, "No station", watch.problem
    if watch.link is Link.LOST:
        lines = "Whether shares arrive is not known here. What is shown is as old as the last answer."
        return Shape.BROKEN, "Station lost", lines
    if not watch.caught_up:
        lines = "Starting the station and reading its open incidents."
        return Shape.NOT_PROVEN, "Opening the journal", lines
    if watch.book.open_incidents:
        return (
            Shape.QUIET,
            "Nothing matches",
            "Open incidents are hidden by search or filter.",
        )
    return _empty(watch)


def _empty(watch: Watch) -> tuple[Shape, str, str]:
    headline = "Nothing is waiting"
    opens = "A new share opens here by itself, with sound."
    lamp = listener(watch)
    if lamp is None or lamp.observed_at is None or lamp.state is not LampState.SEEN:
        said = lamp.evidence.rstrip(".") if lamp else "No evidence of the listener yet"
        return Shape.NOT_PROVEN, headline, f"{said}.\n{opens}"
    age = span(watch.now() - lamp.observed_at)
    seen = "Listener: {evidence}, {age} ago.".format(evidence=lamp.evidence.rstrip("."), age=age)
    return Shape.SEEN, headline, f"{seen}\n{opens}"


def listener(watch: Watch) -> Lamp | None:
    """The listener's lamp of the last pulse."""
    lamps = watch.pulse.lamps if watch.pulse else ()
    return next((lamp for lamp in lamps if lamp.name == "listener"), None)
