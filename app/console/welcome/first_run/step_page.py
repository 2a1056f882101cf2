"""A step's page: which one it is, why it is there, what can be done, and the proofs of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.console.controls.button import Button
from app.console.controls.flow import FlowLayout
from app.console.controls.remark import Remark
from app.console.controls.scroll_column import ScrollColumn
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CAPTION_STRONG, HERO_NARROW
from app.console.welcome.first_run.proof_card import ProofCard, ProofRow
from app.console.welcome.first_run.steps import STEPS, Step, words


class StepPage(ScrollColumn):
    """What stands between words and proofs is given to it.

    Signals:
        tried: somebody wants the proof.
    """

    tried = Signal()

    def __init__(self, theme: Theme, step: Step, parts: tuple[QWidget, ...], proof_verb: str) -> None:
        super().__init__(theme, (24, 20, 24, 16))
        self.step = step
        self.verb = Button(theme, proof_verb)
        self.verb.setParent(self)
        self.verb.hide()
        self.proofs = ProofCard(theme)
        self._said = Remark(theme, BODY, "text")
        self.verb.clicked.connect(self.tried)
        said = words(step)
        place, title = PlainLabel(theme, CAPTION_STRONG, "muted"), PlainLabel(theme, HERO_NARROW, wraps=True)
        place.show_text(f"STEP {step.number} OF {len(STEPS)}")
        title.show_text(said.title)
        why = Remark(theme, BODY)
        why.show_text(said.why)
        for widget in (place, title, why, *parts):
            self.column.addWidget(widget)
        if proof_verb:
            row = FlowLayout(spacing=10)
            row.addWidget(self.verb)
            self.verb.show()
            self.column.addLayout(row)
        self.column.addWidget(self._said)
        self.column.addWidget(self.proofs)
        self.column.addStretch(1)
        self.say("")

    def say(self, sentence: str, tone: str = "text") -> None:
        """What is being done, or why it was not."""
        self._said.show_text(sentence, tone)
        self._said.setVisible(bool(sentence))

    @property
    def said(self) -> str:
        """What it says beside its proofs."""
        return self._said.whole_text()

    def show_proofs(self, rows: tuple[ProofRow, ...]) -> None:
        """Show the proofs."""
        self.proofs.show_rows(rows)

    def bring_proofs(self) -> None:
        """What was just tried comes into sight as soon as the column has room for it."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
        bar.rangeChanged.connect(lambda _least, most: bar.setValue(most), Qt.ConnectionType.SingleShotConnection)
