"""A lamp's diagnosis: what it claims, what was seen and when, and what to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.console.controls.button import Button
from app.console.controls.card import Card
from app.console.controls.scroll_column import ScrollColumn
from app.console.controls.state_chip import StateChip
from app.console.lamps.lamp_words import SHAPES, age, meaning, name, state_words
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, BODY_STRONG, CARD_TITLE, HERO
from app.console.times import both
from app.console.watch import Watch
from app.domain.incident.pulse import Lamp


class Diagnosis(ScrollColumn):
    """Opened by a lamp.

    Signals:
        back: to what the centre showed before.
        base_map_wanted: choose, correct and test the base map.
    """

    back = Signal()
    base_map_wanted = Signal()

    def __init__(self, theme: Theme, watch: Watch) -> None:
        super().__init__(theme, (16, 20, 16, 16))
        self.setAccessibleName("Diagnosis of a lamp")
        self._watch = watch
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
        ago = age(lamp, self._watch.now())
        self._when.show_text(f"{when}, {ago}" if ago else when)
        self._step.show_text(lamp.next_step or "Nothing. It tells by itself when that changes.")

    def _part(self, theme: Theme, words: str, *labels: PlainLabel) -> Card:
        card = Card(theme)
        title = PlainLabel(theme, CARD_TITLE)
        title.show_text(words)
        for label in (title, *labels):
            card.column.addWidget(label)
        return card
