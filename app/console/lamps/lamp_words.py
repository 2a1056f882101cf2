"""Names and shapes of lamps, and what they say of their evidence's age."""

from PySide6.QtCore import QCoreApplication

from app.console.plain_text import one_line
from app.console.shapes import Shape
from app.console.times import span
from app.domain.incident.pulse import Lamp, LampState

translate = QCoreApplication.translate

SHAPES = {
    LampState.SEEN: Shape.SEEN,
    LampState.NOT_PROVEN: Shape.NOT_PROVEN,
    LampState.WARNING: Shape.P2,
    LampState.DOWN: Shape.P1,
    LampState.OFF: Shape.OFF,
}


def name(lamp: Lamp) -> str:
    """A lamp's name; one of a newer station is shown as it is called."""
    known = {
        "listener": translate("Lamps", "Listener"),
        "lei": translate("Lamps", "LEI"),
        "rad_e": translate("Lamps", "RAD-E"),
        "credentials": translate("Lamps", "Credentials"),
        "disk": translate("Lamps", "Journal"),
        "clock": translate("Lamps", "Clock"),
        "keyring": translate("Lamps", "Keyring"),
        "signature": translate("Lamps", "Signature"),
        "sound": translate("Lamps", "Sound"),
        "map": translate("Lamps", "Map"),
        "station": translate("Lamps", "Station"),
    }
    return known.get(lamp.name, one_line(lamp.name))


def title(lamp: Lamp) -> str:
    """The name, with DOWN when it is."""
    return translate("Lamps", "{name} DOWN").format(name=name(lamp)) if lamp.state is LampState.DOWN else name(lamp)


def age(lamp: Lamp, now: int) -> str:
    """How long ago its evidence was seen, empty when it never was."""
    return "" if lamp.observed_at is None else translate("Lamps", "{age} ago").format(age=span(now - lamp.observed_at))


def evidence(lamp: Lamp, now: int) -> str:
    """What was last seen and when: never "OK"."""
    said = one_line(lamp.evidence) or translate("Lamps", "not proven")
    return ", ".join(part for part in (said, age(lamp, now)) if part)


def abnormal(lamp: Lamp) -> bool:
    """Whether it needs a person's eye."""
    return lamp.state in (LampState.WARNING, LampState.DOWN)
