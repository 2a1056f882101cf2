"""Dialogs about one incident: closing it, holding it, linking it; Enter and Esc do nothing by themselves."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.console.theme.text import PlainLabel, one_line
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, CARD_TITLE
from app.console.widgets.buttons import Button, ButtonKind
from app.domain.checklist import ChecklistStep
from app.domain.incident.handlers.incident import DISPOSITIONS, SAYS_WHY
from app.domain.incident.model import Incident
from app.domain.location.phone import shown
from app.export.event_text import disposition

NEEDS_WORDS = "OTHER"


class CloseDialog(QDialog):
    """Choose with 1 to 8 or the arrows; open steps of the checklist ask for words.

    Signals:
        decided: the disposition's code and the words.
    """

    decided = Signal(str, str)

    def __init__(
        self, parent: QWidget, theme: Theme, incident: Incident, open_steps: tuple[ChecklistStep, ...] = ()
    ) -> None:
        super().__init__(parent)
        self._open_steps = open_steps
        self._theme = theme
        self._group = QButtonGroup(self)
        self._words = QPlainTextEdit()
        self._problem = PlainLabel(theme, BODY, "p2", wraps=True)
        self._close = Button(theme, f"Close incident {incident.number}", ButtonKind.PRIMARY)
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


MINUTES = (2, 5, 10)
"""Offered times; the first has the keyboard."""
MINUTE_MS = 60_000


class HoldDialog(QDialog):
    """Asks until when an incident is set aside: one button for each time.

    Signals:
        decided: for how long, in ms.
    """

    decided = Signal(int)

    def __init__(self, parent: QWidget, theme: Theme, incident: Incident) -> None:
        super().__init__(parent)
        caller = shown(incident.phone) if incident.phone else "no phone number"
        self.setWindowTitle(f"Hold incident {incident.number}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(440))
        title = PlainLabel(theme, CARD_TITLE)
        title.show_text(f"Hold {incident.number}, {caller}?")
        remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        remark.show_text("It comes back by itself, and at once when it is shared again. RapidSOS goes on being asked.")
        row = QHBoxLayout()
        row.setSpacing(8)
        for minutes in MINUTES:
            row.addWidget(self._button(theme, minutes))
        row.addStretch(1)
        leave = Button(theme, "Don't hold")
        leave.clicked.connect(self.reject)
        row.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(remark)
        column.addLayout(row)

    def _button(self, theme: Theme, minutes: int) -> Button:
        first = minutes == MINUTES[0]
        words = f"{minutes} min"
        button = Button(theme, words, ButtonKind.PRIMARY if first else ButtonKind.NORMAL)
        button.clicked.connect(lambda: self._decide(minutes))
        button.setAutoDefault(True)
        if first:
            button.setDefault(True)
            button.setFocus()
        return button

    def _decide(self, minutes: int) -> None:
        self.decided.emit(minutes * MINUTE_MS)
        self.accept()


HIGHEST = 999_999_999


class LinkDialog(QDialog):
    """One field for a number; a number that is linked is taken back.

    Signals:
        linked, unlinked: the other incident's number.
    """

    linked = Signal(int)
    unlinked = Signal(int)

    def __init__(self, parent: QWidget, theme: Theme, incident: Incident) -> None:
        super().__init__(parent)
        self._incident = incident
        self._field = QLineEdit()
        self._do = Button(theme, "Link", ButtonKind.PRIMARY, key="Enter")
        self.setWindowTitle(f"Link incident {incident.number}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(440))
        title = PlainLabel(theme, CARD_TITLE, wraps=True)
        title.show_text(f"Which incident is the same event as {incident.number}?")
        remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        linked = ", ".join(str(number) for number in incident.related)
        told = "Linked now: {numbers}. Write such a number again to take its link back."
        remark.show_text(told.format(numbers=linked) if linked else "Each then shows the other in its head.")
        self._field.setValidator(QIntValidator(1, HIGHEST, self))
        self._field.setAccessibleName("Number of the other incident")
        self._field.setMinimumHeight(theme.px(36))
        self._lay_out(theme, (title, remark))
        self._field.returnPressed.connect(self._decide)
        self._field.textChanged.connect(lambda _text: self._judge())
        self._judge()

    def _lay_out(self, theme: Theme, heads: tuple[PlainLabel, ...]) -> None:
        leave = Button(theme, "Leave it as it is")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for widget in (*heads, self._field):
            column.addWidget(widget)
        column.addLayout(row)
        leave.clicked.connect(self.reject)
        self._do.clicked.connect(self._decide)

    def _number(self) -> int:
        return int(self._field.text() or 0)

    def _judge(self) -> None:
        takes_back = self._number() in self._incident.related
        self._do.say("Take the link back" if takes_back else "Link")
        self._do.setEnabled(self._field.hasAcceptableInput())

    def _decide(self) -> None:
        if self._field.hasAcceptableInput():
            takes_back = self._number() in self._incident.related
            (self.unlinked if takes_back else self.linked).emit(self._number())
            self.accept()
