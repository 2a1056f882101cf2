"""What the centre shows when no incident is selected: what is known to work, and when it was last seen to work."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from app.console.controls.button import Button
from app.console.controls.card import Card
from app.console.controls.remark import Remark
from app.console.controls.scroll_column import ScrollColumn
from app.console.incident.proof.proof_line import ProofLine
from app.console.lamps.lamp_words import SHAPES, evidence, title
from app.console.look.plain_text import PlainLabel
from app.console.look.shapes import Shape
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, HERO
from app.console.watch import Link, Watch
from app.domain.incident.pulse import Lamp


class Ready(ScrollColumn):
    """A line for each lamp, where shares must be sent, and what of the first run is not proven yet.

    Signals:
        first_run_wanted: somebody wants to prove it.
    """

    first_run_wanted = Signal()

    def __init__(self, theme: Theme, watch: Watch) -> None:
        super().__init__(theme, (16, 24, 16, 16))
        self.setAccessibleName("Ready")
        self._theme = theme
        self._watch = watch
        self._title = PlainLabel(theme, HERO)
        self._remark = PlainLabel(theme, BODY, "muted", wraps=True)
        self._card = Card(theme)
        self._lines: list[ProofLine] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(0)
        self._card.column.setContentsMargins(0, 0, 0, 0)
        self._card.column.addLayout(self._box)
        self._unproven = Card(theme)
        self._unproven_words = Remark(theme, BODY, "text")
        prove = Button(theme, "First run…")
        prove.clicked.connect(self.first_run_wanted)
        self._unproven.column.addWidget(self._unproven_words)
        self._unproven.column.addWidget(prove, alignment=Qt.AlignmentFlag.AlignLeft)
        self.leave_open(())
        for widget in (self._title, self._remark, self._card, self._unproven):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def leave_open(self, steps: tuple[str, ...]) -> None:
        """Say which steps of the first run are not proven; nothing when all are."""
        said = "Not proven yet at this center: {steps}.".replace("{steps}", ", ".join(steps))
        self._unproven_words.show_text(said if steps else "")
        self._unproven.setVisible(bool(steps))

    def show_lamps(self, lamps: tuple[Lamp, ...]) -> None:
        """Show these lamps at the present time."""
        self._title.show_text(self._headline())
        self._remark.show_text(self._sentence())
        now = self._watch.now()
        rows = [(SHAPES[lamp.state], f"{title(lamp)}: {evidence(lamp, now)}", lamp.next_step) for lamp in lamps]
        if self._watch.hello:
            rows.append((Shape.QUIET, f"Shares go to {self._watch.hello.handler_url}", ""))
        while len(self._lines) < len(rows):
            line = ProofLine(self._theme)
            self._lines.append(line)
            self._box.addWidget(line)
        for line, row in zip(self._lines, rows, strict=False):
            line.say(*row)
        for line in self._lines[len(rows) :]:
            line.hide()
        self._card.setVisible(bool(rows))

    def _headline(self) -> str:
        return {
            Link.STARTING: "Starting",
            Link.LIVE: "Ready" if self._watch.caught_up else "Reading",
            Link.LOST: "Station lost",
            Link.REFUSED: "No station",
        }[self._watch.link]

    def _sentence(self) -> str:
        if self._watch.link is Link.REFUSED:
            return self._watch.problem
        if self._watch.link is Link.LOST:
            return "What follows is as old as the station's last answer."
        if self._watch.link is Link.STARTING:
            return "The station is starting. Shares that reach it are stored, whether this window is ready or not."
        return "No incident is selected. This is what is known to work, and when it was last seen to work."
