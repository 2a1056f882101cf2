"""A lamp's diagnosis: what it claims, what was seen and when, and what to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.console.store import Store
from app.console.theme.icons import Shape
from app.console.theme.text import PlainLabel, both, one_line, span
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, BODY_STRONG, CARD_TITLE, HERO
from app.console.widgets.buttons import Button, StateChip
from app.console.widgets.containers import Card, ScrollColumn
from app.domain.lamp import Lamp, LampState

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
        "duties": "Duties",
        "proxy": "Proxy",
        "refused": "Refused requests",
        "callbacks": "Callflow messages",
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
    """What a lamp stands for, in a sentence."""
    known = {
        "listener": "Receives shares from RapidSOS. Shares that could not reach it are not known to us.",
        "lei": "Asks RapidSOS where callers are.",
        "rad_e": "Asks RapidSOS what is known about callers.",
        "certificate": "Certificate",
        "checklist": "The center's own checklists, as its administrator wrote them.",
        "refused": "Requests that may be shares and were refused before anybody could judge them.",
        "callbacks": "What is sent to this center about callflows, unsigned or over HTTP.",
        "duties": "The parts of the station that must never end.",
        "proxy": "Proxies that this computer's environment names.",
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


class Diagnosis(ScrollColumn):
    """Opened by a lamp.

    Signals:
        back: to what the centre showed before.
        base_map_wanted: choose, correct and test the base map.
    """

    back = Signal()
    base_map_wanted = Signal()

    def __init__(self, theme: Theme, store: Store) -> None:
        super().__init__(theme, (16, 20, 16, 16))
        self.setAccessibleName("Diagnosis of a lamp")
        self._store = store
        self.lamp_name: str | None = None
        self._more: dict[str, QWidget] = {}
        self._title = PlainLabel(theme, HERO)
        self._state = StateChip(theme)
        self._meaning = PlainLabel(theme, BODY, "muted", wraps=True)
        self._seen = PlainLabel(theme, BODY_STRONG, wraps=True)
        self._when = PlainLabel(theme, BODY, "muted", wraps=True)
        self._step = PlainLabel(theme, BODY, wraps=True)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._state)
        head.addStretch(1)
        leave = Button(theme, "Back")
        leave.clicked.connect(self.back)
        head.addWidget(leave)
        self.column.addLayout(head)
        self.column.addWidget(self._meaning)
        self.column.addWidget(self._part(theme, "What was seen", self._seen, self._when))
        self._base_map = Button(theme, "Base map…")
        self._base_map.clicked.connect(self.base_map_wanted)
        to_do = self._part(theme, "What to do", self._step)
        to_do.column.addWidget(self._base_map, alignment=Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(to_do)
        self.column.addStretch(1)

    def add_more(self, lamp_name: str, widget: QWidget) -> None:
        """Put what can be chosen about a lamp under its diagnosis."""
        self._more[lamp_name] = widget
        widget.setVisible(self.lamp_name == lamp_name)
        self.column.insertWidget(self.column.count() - 1, widget)

    def show_lamp(self, lamp: Lamp) -> None:
        """Show a lamp's diagnosis at the present time."""
        self.lamp_name = lamp.name
        self._base_map.setVisible(lamp.name == "map")
        for about, widget in self._more.items():
            widget.setVisible(about == lamp.name)
        self._title.show_text(name(lamp))
        self._state.show_state(SHAPES[lamp.state], state_words(lamp))
        self._meaning.show_text(meaning(lamp))
        self._seen.show_text(lamp.evidence or "Nothing has been observed yet.")
        when = both(lamp.observed_at) if lamp.observed_at is not None else "No time is known."
        ago = age(lamp, self._store.now())
        self._when.show_text(f"{when}, {ago}" if ago else when)
        self._step.show_text(lamp.next_step or "Nothing. It tells by itself when that changes.")

    def _part(self, theme: Theme, words: str, *labels: PlainLabel) -> Card:
        card = Card(theme)
        title = PlainLabel(theme, CARD_TITLE)
        title.show_text(words)
        for label in (title, *labels):
            card.column.addWidget(label)
        return card
