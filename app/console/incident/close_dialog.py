"""Closing an incident: a disposition, words if it needs them, and nothing that Enter or Esc does by itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget

from app.console.controls.button import Button, Kind
from app.console.incident.dispositions import disposition
from app.console.look.plain_text import PlainLabel, one_line
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CAPTION, CARD_TITLE
from app.domain.checklist.checklist import Step
from app.domain.incident.incident import Incident
from app.domain.incident.wishing.wishes import DISPOSITIONS, SAYS_WHY
from app.domain.location.phone import shown

NEEDS_WORDS = "OTHER"


class CloseDialog(QDialog):
    """Choose with 1 to 8 or the arrows; open steps of the checklist ask for words.

    Signals:
        decided: the disposition's code and the words.
    """

    decided = Signal(str, str)

    def __init__(self, parent: QWidget, theme: Theme, incident: Incident, open_steps: tuple[Step, ...] = ()) -> None:
        super().__init__(parent)
        self._open_steps = open_steps
        self._theme = theme
        self._group = QButtonGroup(self)
        self._words = QPlainTextEdit()
        self._problem = PlainLabel(theme, BODY, "p2", wraps=True)
        self._close = Button(theme, f"Close incident {incident.number}", Kind.PRIMARY)
        self.setWindowTitle(f"Close incident {incident.number}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(440))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        self._add_title(column, incident)
        self._add_choices(column)
        self._add_words(column)
        self._add_buttons(column)
        self._judge()

    def _add_title(self, column: QVBoxLayout, incident: Incident) -> None:
        title = PlainLabel(self._theme, CARD_TITLE)
        caller = shown(incident.phone) if incident.phone else "no phone number"
        title.show_text(f"How did {incident.number} end, {caller}?")
        remark = PlainLabel(self._theme, CAPTION, "muted", wraps=True)
        remark.show_text("Closing ends our work on it. Whether the call itself has ended is not known here.")
        column.addWidget(title)
        column.addWidget(remark)
        if self._open_steps:
            left = PlainLabel(self._theme, BODY, wraps=True)
            steps = "; ".join(one_line(step.words) for step in self._open_steps)
            left.show_text(f"Still open on the checklist: {steps}.")
            column.addWidget(left)

    def _add_choices(self, column: QVBoxLayout) -> None:
        for place, code in enumerate(DISPOSITIONS, 1):
            choice = QRadioButton(f"{place}  {disposition(code)}")
            choice.setShortcut(str(place))
            choice.setAccessibleName(disposition(code))
            self._group.addButton(choice, place - 1)
            column.addWidget(choice)
        self._group.idToggled.connect(lambda _place, _on: self._judge())

    def _add_words(self, column: QVBoxLayout) -> None:
        self._words.setPlaceholderText("A few words, if the disposition alone says too little")
        self._words.setAccessibleName("Words to the disposition")
        self._words.setTabChangesFocus(True)
        self._words.setFixedHeight(self._theme.px(64))
        self._words.textChanged.connect(self._judge)
        column.addWidget(self._words)
        column.addWidget(self._problem)

    def _add_buttons(self, column: QVBoxLayout) -> None:
        keep = Button(self._theme, "Keep it open")
        keep.clicked.connect(self.reject)
        self._close.clicked.connect(self._decide)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(keep)
        row.addWidget(self._close)
        column.addLayout(row)

    def _code(self) -> str | None:
        place = self._group.checkedId()
        return DISPOSITIONS[place] if place >= 0 else None

    def _judge(self) -> None:
        code, words = self._code(), self._words.toPlainText().strip()
        problem = ""
        if code is None:
            problem = f"Choose a disposition: 1 to {len(DISPOSITIONS)}."
        elif code == NEEDS_WORDS and not words:
            problem = "This one needs a few words."
        elif self._open_steps and not words and code not in SAYS_WHY:
            problem = f"Say in a few words why steps stay open: {len(self._open_steps)}."
        self._problem.show_text(problem)
        self._close.setEnabled(not problem)

    def _decide(self) -> None:
        code = self._code()
        if code is not None:
            self.decided.emit(code, self._words.toPlainText().strip())
            self.accept()
