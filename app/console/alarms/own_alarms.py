"""This console's alarm about its own station: lost, refused, not recording, or deaf; folded to one.

See docs/operator.md#e3.
"""

from app.console.look.plain_text import one_line
from app.console.times import span
from app.console.watch import Link, Watch
from app.domain.incident.pulse import Lamp, LampState
from app.domain.incident.ringing.alarms import Alarm, Priority


def own_alarm(watch: Watch) -> tuple[str, str]:
    """Headline and fact; both empty when all is well."""
    if watch.link is Link.REFUSED:
        return "NO STATION. Shares may not be received.", watch.problem
    if watch.link is Link.LOST:
        fact = (
            "Its last answer is {age} old; what you see is from then. It is being started again. Shares that reach it "
            "are stored. If this stays, phone your ECCs."
        )
        return "STATION LOST. New shares do not show here.", fact.format(age=span(watch.silent_ms()))
    if watch.pulse is not None and not watch.pulse.recording:
        fact = "The disk does not take anything. What you see is live but in no journal. Free space."
        return "NOT RECORDED. RapidSOS is told to try again later.", fact
    deaf = _listener_down(watch)
    if deaf is not None:
        headline = "LISTENER DOWN. New shares do not reach this center."
        return headline, f"{one_line(deaf.evidence)} {one_line(deaf.next_step)}".strip()
    return "", ""


def unanswered_own(watch: Watch) -> tuple[Alarm, ...]:
    """What sounds of it: one P1 until somebody has answered it here or it is over; also takes note of its end."""
    headline, _ = own_alarm(watch)
    watch.own_trouble(headline)
    if watch.own_since is None or watch.own_answered:
        return ()
    return (Alarm(priority=Priority.P1, reason="own_trouble", since=watch.own_since),)


def _listener_down(watch: Watch) -> Lamp | None:
    lamps = watch.pulse.lamps if watch.pulse else ()
    return next((lamp for lamp in lamps if lamp.name == "listener" and lamp.state is LampState.DOWN), None)


def station_lamp(watch: Watch) -> Lamp | None:
    """A lamp of its own while the station does not answer; none while it does, since its lamps then speak."""
    if watch.link not in (Link.LOST, Link.REFUSED):
        return None
    evidence = watch.problem if watch.link is Link.REFUSED else "last answered"
    step = "It is being started again. If this stays, phone your ECCs and call your administrator."
    seen = watch.now() - watch.silent_ms()
    return Lamp(name="station", state=LampState.DOWN, evidence=evidence, observed_at=seen, next_step=step)
