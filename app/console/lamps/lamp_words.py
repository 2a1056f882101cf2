"""Names and shapes of lamps, and what they say of their evidence's age."""

from PySide6.QtCore import QCoreApplication

from app.console.look.plain_text import one_line
from app.console.look.shapes import Shape
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
        "certificate": translate("Lamps", "Certificate"),
        "backup": translate("Lamps", "Backup"),
        "checklist": translate("Lamps", "Checklist"),
        "credentials": translate("Lamps", "Credentials"),
        "disk": translate("Lamps", "Journal"),
        "clock": translate("Lamps", "Clock"),
        "keyring": translate("Lamps", "Keyring"),
        "signature": translate("Lamps", "Signature"),
        "watch": translate("Lamps", "Watch"),
        "path": translate("Lamps", "Public path"),
        "sound": translate("Lamps", "Sound"),
        "map": translate("Lamps", "Map"),
        "station": translate("Lamps", "Station"),
        "console": translate("Lamps", "Console"),
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
    said = one_line(lamp.evidence).rstrip(".") or translate("Lamps", "not proven")
    return ", ".join(part for part in (said, age(lamp, now)) if part)


def abnormal(lamp: Lamp) -> bool:
    """Whether it needs a person's eye."""
    return lamp.state in (LampState.WARNING, LampState.DOWN)


def state_words(lamp: Lamp) -> str:
    """A lamp's state in a word or two."""
    return {
        LampState.SEEN: translate("Lamps", "seen to work"),
        LampState.NOT_PROVEN: translate("Lamps", "not proven"),
        LampState.WARNING: translate("Lamps", "P2 warning"),
        LampState.DOWN: translate("Lamps", "P1 DOWN"),
        LampState.OFF: translate("Lamps", "off"),
    }[lamp.state]


def meaning(lamp: Lamp) -> str:
    """What a lamp watches."""
    known = {
        "listener": translate(
            "Lamps", "Receives shares from RapidSOS. Shares that could not reach it are not known to us."
        ),
        "lei": translate("Lamps", "Asks RapidSOS where callers are."),
        "rad_e": translate("Lamps", "Asks RapidSOS what is known about callers."),
        "certificate": translate("Lamps", "Certificate"),
        "checklist": translate("Lamps", "The center's own checklists, as its administrator wrote them."),
        "credentials": translate("Lamps", "What RapidSOS knows this center by."),
        "disk": translate(
            "Lamps", "The journal on this computer's disk: nothing is answered 200 before it lies there."
        ),
        "clock": translate("Lamps", "The computer's clock against the station's own time."),
        "keyring": translate("Lamps", "Where secrets are kept, and the key that opens older incidents."),
        "signature": translate("Lamps", "Whether shares are signed with the center's secret."),
        "watch": translate("Lamps", "Whether a signed-on console is there to see and hear what arrives."),
        "path": translate(
            "Lamps", "Whether the public address still leads to this computer: the station calls itself by it."
        ),
        "sound": translate("Lamps", "Alarms on this console's speaker."),
        "map": translate("Lamps", "The map of this console. Coordinates are shown without it, too."),
        "console": translate("Lamps", "This window and its own tasks."),
        "station": translate("Lamps", "The process that receives, stores and asks. It outlives this window."),
    }
    return known.get(lamp.name, "")
