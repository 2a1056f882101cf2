"""Names and shapes of lamps, and what they say of their evidence's age."""

from app.console.look.plain_text import one_line
from app.console.look.shapes import Shape
from app.console.times import span
from app.domain.incident.pulse import Lamp, LampState

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
        "listener": "Listener",
        "lei": "LEI",
        "rad_e": "RAD-E",
        "certificate": "Certificate",
        "backup": "Backup",
        "checklist": "Checklist",
        "credentials": "Credentials",
        "disk": "Journal",
        "clock": "Clock",
        "keyring": "Keyring",
        "signature": "Signature",
        "watch": "Watch",
        "path": "Public path",
        "sound": "Sound",
        "map": "Map",
        "station": "Station",
        "console": "Console",
    }
    return known.get(lamp.name, one_line(lamp.name))


def title(lamp: Lamp) -> str:
    """The name, with DOWN when it is."""
    return f"{name(lamp)} DOWN" if lamp.state is LampState.DOWN else name(lamp)


def age(lamp: Lamp, now: int) -> str:
    """How long ago its evidence was seen, empty when it never was."""
    return "" if lamp.observed_at is None else f"{span(now - lamp.observed_at)} ago"


def evidence(lamp: Lamp, now: int) -> str:
    """What was last seen and when: never "OK"."""
    said = one_line(lamp.evidence).rstrip(".") or "not proven"
    return ", ".join(part for part in (said, age(lamp, now)) if part)


def abnormal(lamp: Lamp) -> bool:
    """Whether it needs a person's eye."""
    return lamp.state in (LampState.WARNING, LampState.DOWN)


def state_words(lamp: Lamp) -> str:
    """A lamp's state in a word or two."""
    return {
        LampState.SEEN: "seen to work",
        LampState.NOT_PROVEN: "not proven",
        LampState.WARNING: "P2 warning",
        LampState.DOWN: "P1 DOWN",
        LampState.OFF: "off",
    }[lamp.state]


def meaning(lamp: Lamp) -> str:
    """What a lamp watches."""
    known = {
        "listener": "Receives shares from RapidSOS. Shares that could not reach it are not known to us.",
        "lei": "Asks RapidSOS where callers are.",
        "rad_e": "Asks RapidSOS what is known about callers.",
        "certificate": "Certificate",
        "checklist": "The center's own checklists, as its administrator wrote them.",
        "credentials": "What RapidSOS knows this center by.",
        "disk": "The journal on this computer's disk: nothing is answered 200 before it lies there.",
        "clock": "The computer's clock against the station's own time.",
        "keyring": "Where secrets are kept, and the key that opens older incidents.",
        "signature": "Whether shares are signed with the center's secret.",
        "watch": "Whether a signed-on console is there to see and hear what arrives.",
        "path": "Whether the public address still leads to this computer: the station calls itself by it.",
        "sound": "Alarms on this console's speaker.",
        "map": "The map of this console. Coordinates are shown without it, too.",
        "console": "This window and its own tasks.",
        "station": "The process that receives, stores and asks. It outlives this window.",
    }
    return known.get(lamp.name, "")
