"""The field on the map that takes a place in any notation, says how it reads it, and asks when in doubt."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import CAPTION
from app.console.widgets.buttons import Button
from app.domain.location import coordinates
from app.domain.location.parse_result import Doubt, ParsedPlace, ParseProblem


def doubt_sentence(doubt: Doubt) -> str:
    """What is wrong and what to write."""
    return {
        Doubt.UNREADABLE: "Not read as coordinates. Try 39.798912, -89.644021 or 16S BK 73631 08783.",
        Doubt.NO_COORDINATES_IN_LINK: "This link holds no coordinates. Open it, then copy the coordinates themselves.",
        Doubt.MINUTES_OR_SECONDS: "Minutes and seconds are below 60, and only the last number has decimals.",
        Doubt.SIGN_AND_LETTER: "A minus and a letter together are unclear. Use one of them.",
        Doubt.LETTERS: "One number needs N or S, the other E or W.",
        Doubt.OUT_OF_RANGE: "Latitude goes from -90 to 90, longitude from -180 to 180.",
        Doubt.NO_SUCH_GRID: "There is no such grid square. Check zone and letters.",
        Doubt.ZERO: "0, 0 lies in the sea off Africa and mostly means that nothing was known.",
        Doubt.SWAPPED: "Latitude and longitude look swapped.",
        Doubt.MINUS_MISSING: "The longitude looks as if its minus is missing.",
    }[doubt]


def offer(reading: ParsedPlace) -> str:
    """What may be taken instead of a doubtful place."""
    place = coordinates.show(reading.latitude, reading.longitude) or ""
    return f"Take {place}"


def typed_anyway(doubt: Doubt) -> str:
    """A doubt that an operator may confirm, as the button says it."""
    if doubt is Doubt.ZERO:
        return "It is 0, 0"
    return "It is as typed"


WIDTH = 340


class GotoBar(QWidget):
    """Signals: ``chosen(object)``: a ``Reading`` to look at; ``left()``: closed, the place's mark goes too."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("Look at a place")
        self.field = QLineEdit()
        self.field.setAccessibleName("Coordinates of the place to look at")
        self.field.setPlaceholderText("39.8, -89.6 or 16S BK 73631 08783 or a link")
        self._echo = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._instead, self._as_typed = Button(theme, ""), Button(theme, "")
        self._found: ParsedPlace | ParseProblem | None = None
        self._room = WIDTH
        self._lay_out()
        self.field.textChanged.connect(self._read)
        self.field.returnPressed.connect(self._enter)
        self._instead.clicked.connect(lambda: self._take(self._doubt.instead if self._doubt else None))
        self._as_typed.clicked.connect(lambda: self._take(self._doubt.as_typed if self._doubt else None))
        theme.changed.connect(self._restyle)
        self._restyle()
        self._read("")
        self.hide()

    def open(self) -> None:
        """Show the field and put the keyboard into it."""
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @property
    def echo(self) -> str:
        """How the text is read, or what is wrong with it."""
        return self._echo.whole_text()

    @property
    def offers(self) -> tuple[Button, Button]:
        """What may be taken in place of a doubtful text: the better reading, and what was typed."""
        return self._instead, self._as_typed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A plate, like the others over the map."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.tokens.border, 1))
        painter.setBrush(self._theme.tokens.raised)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    @property
    def _doubt(self) -> ParseProblem | None:
        return self._found if isinstance(self._found, ParseProblem) else None

    def _read(self, text: str) -> None:
        self._found = coordinates.read(text) if text.strip() else None
        problem = self._doubt
        if problem is not None:
            self._say(f"{doubt_sentence(problem.doubt)} {_meant(problem)}".strip(), "p2")
        elif isinstance(self._found, ParsedPlace):
            place = coordinates.show(self._found.latitude, self._found.longitude) or ""
            said = "Read as {0} ({1}). Enter looks there.".replace("{0}", place)
            self._say(said.replace("{1}", self._found.notation.value), "muted")
        else:
            self._say("Degrees, UTM, USNG or a map link. Esc leaves.", "muted")
        for button, reading in zip(
            self.offers, (problem and problem.instead, problem and problem.as_typed), strict=True
        ):
            button.setVisible(reading is not None)
        self._instead.say("Take that")
        if problem and problem.as_typed:
            self._as_typed.say(typed_anyway(problem.doubt))
        self._grow()

    def _say(self, sentence: str, tone: str) -> None:
        self._echo.set_tone(tone)
        self._echo.show_text(sentence)

    def _enter(self) -> None:
        """Enter takes what is certain, and never what is doubtful: that takes a button."""
        if isinstance(self._found, ParsedPlace):
            self._take(self._found)

    def _take(self, reading: ParsedPlace | None) -> None:
        if reading is not None:
            self.chosen.emit(reading)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _lay_out(self) -> None:
        close = Button(self._theme, "Close")
        close.clicked.connect(self._leave)
        line = QHBoxLayout()
        line.addWidget(self.field, 1)
        line.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self._echo)
        for button in self.offers:
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)

    def fit(self, room: int) -> None:
        """So many pixels are there for it, from edge to edge."""
        self._room = room
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedWidth(max(min(self._theme.px(WIDTH), self._room), 1))
        self._grow()

    def _grow(self) -> None:
        """As high as what it says: it lies in no layout."""
        layout = self.layout()
        assert layout is not None  # noqa: S101 made in the constructor
        layout.activate()
        self.resize(self.width(), layout.totalHeightForWidth(self.width()))


def _meant(problem: ParseProblem) -> str:
    if problem.instead is None:
        return ""
    place = coordinates.show(problem.instead.latitude, problem.instead.longitude) or ""
    return f"Is {place} meant?"
