"""This console's alarm about its own station: lost, refused, or not recording."""

from PySide6.QtCore import QCoreApplication

from app.console.times import span
from app.console.watch import Link, Watch
from app.domain.incident.pulse import Lamp, LampState

translate = QCoreApplication.translate


def own_alarm(watch: Watch) -> tuple[str, str]:
    """Headline and fact; both empty when all is well."""
    if watch.link is Link.REFUSED:
        return translate("Alarm", "NO STATION. Shares may not be received."), watch.problem
    if watch.link is Link.LOST:
        fact = translate(
            "Alarm",
            "Its last answer is {age} old; what you see is from then. It is being started again. Shares that reach it "
            "are stored. If this stays, phone your ECCs.",
        )
        return translate("Alarm", "STATION LOST. New shares do not show here."), fact.format(
            age=span(watch.silent_ms())
        )
    if watch.pulse is not None and not watch.pulse.recording:
        fact = translate(
            "Alarm", "The disk does not take anything. What you see is live but in no journal. Free space."
        )
        return translate("Alarm", "NOT RECORDED. RapidSOS is told to try again later."), fact
    return "", ""


def station_lamp(watch: Watch) -> Lamp | None:
    """A lamp of its own while the station does not answer; none while it does, since its lamps then speak."""
    if watch.link not in (Link.LOST, Link.REFUSED):
        return None
    evidence = watch.problem if watch.link is Link.REFUSED else translate("Alarm", "last answered")
    step = translate("Alarm", "It is being started again. If this stays, phone your ECCs and call your administrator.")
    seen = watch.now() - watch.silent_ms()
    return Lamp(name="station", state=LampState.DOWN, evidence=evidence, observed_at=seen, next_step=step)
