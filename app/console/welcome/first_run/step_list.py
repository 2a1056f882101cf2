"""The list of steps at the left: each with its state, and a word on leaving at its foot."""

import collections.abc

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.console.controls.remark import Remark
from app.console.controls.scroll_column import ScrollColumn
from app.console.controls.surface import Surface
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import TITLE
from app.console.welcome.first_run.judging import Judged, Standing
from app.console.welcome.first_run.standing_words import SHAPES, standing
from app.console.welcome.first_run.step_button import StepButton
from app.console.welcome.first_run.steps import STEPS, Step, words

WIDTH = 280
TONES = {Standing.PROVEN: "ok", Standing.FAILING: "p2"}


class StepList(Surface):
    """All steps, in their order.

    Signals:
        chosen: somebody wants to see a step.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel")
        self._theme = theme
        self.buttons = {step: StepButton(theme, f"{step.number}  {words(step).title}") for step in STEPS}
        self._scroll = ScrollColumn(theme, (0, 4, 0, 8))
        for step, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, step=step: self.chosen.emit(step))
        theme.changed.connect(self._restyle)
        self._lay_out()
        self._restyle()

    def show_step(self, step: Step) -> None:
        """This one is shown at the right."""
        self.buttons[step].setChecked(True)
        self._scroll.ensureWidgetVisible(self.buttons[step], 0, 0)

    def show_standings(self, judged: collections.abc.Mapping[Step, Judged]) -> None:
        """Show how every step stands."""
        for step, found in judged.items():
            tone = TONES.get(found.standing, "muted")
            self.buttons[step].stand(SHAPES[found.standing], standing(found), tone)

    def _lay_out(self) -> None:
        title = PlainLabel(self._theme, TITLE, wraps=True)
        title.show_text("Set up Watchfloor")
        remark, leaving = Remark(self._theme), Remark(self._theme)
        remark.show_text('Each step proves itself, or stays "not proven".')
        leaving.show_text("You can leave at any time. What is not proven stays in sight on the main window.")
        for words_ in (title, remark, leaving):
            words_.setContentsMargins(16, 0, 12, 0)
        self._scroll.column.setSpacing(0)
        for button in self.buttons.values():
            self._scroll.column.addWidget(button)
        self._scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 12)
        column.setSpacing(6)
        column.addWidget(title)
        column.addWidget(remark)
        column.addWidget(self._scroll, 1)
        column.addWidget(leaving)

    def _restyle(self) -> None:
        self.setFixedWidth(self._theme.px(WIDTH))
