"""The pages of all steps: which parts each has, and what its button is called."""

import collections.abc
import typing

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.console.setup.parts import SHAPES, CheckCard, CheckRow, SecretParts, SettingsPart, standing
from app.console.setup.steps import STEPS, SetupStep, StepResult, StepStatus, words
from app.console.theme.icons import Shape, paint
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, BODY_MEDIUM, CAPTION, CAPTION_STRONG, CARD_TITLE, HERO_NARROW, TITLE
from app.console.widgets.buttons import Button, Pressable
from app.console.widgets.containers import Card, FlowLayout, ScrollColumn, Surface
from app.console.widgets.text import Remark, Span, TextBlock


class PlainStatement(Card):
    """Three sentences on the first page (docs/contract.md#3.6)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        title = PlainLabel(theme, CARD_TITLE, wraps=True)
        title.show_text("Before you begin")
        self.column.addWidget(title)
        for sentence in self.sentences():
            line: QWidget = _line(theme, sentence)
            self.column.addWidget(line)

    def sentences(self) -> tuple[str, ...]:
        """What is stated."""
        return (
            (
                "What it shows is supplemental. It never takes the place of ALI, the location that a 9-1-1 center "
                "receives with the call itself."
            ),
            "Watchfloor is not made or endorsed by RapidSOS.",
            (
                "Data Share and Emergency WorkFlow are only for partners that serve public safety and that RapidSOS "
                "has approved; each callflow is agreed with RapidSOS. Watchfloor gives no right to them and checks "
                "none: your center answers for that."
            ),
        )


def _line(theme: Theme, sentence: str) -> Remark:
    line = Remark(theme, BODY, "text")
    line.show_text(sentence)
    return line


class StepPage(ScrollColumn):
    """What stands between words and proofs is given to it.

    Signals:
        tried: somebody wants the proof.
    """

    tried = Signal()

    def __init__(self, theme: Theme, step: SetupStep, parts: tuple[QWidget, ...], proof_verb: str) -> None:
        super().__init__(theme, (24, 20, 24, 16))
        self.step = step
        self.verb = Button(theme, proof_verb)
        self.verb.setParent(self)
        self.verb.hide()
        self.proofs = CheckCard(theme)
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

    def show_proofs(self, rows: tuple[CheckRow, ...]) -> None:
        """Show the proofs."""
        self.proofs.show_rows(rows)

    def bring_proofs(self) -> None:
        """What was just tried comes into sight as soon as the column has room for it."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
        bar.rangeChanged.connect(lambda _least, most: bar.setValue(most), Qt.ConnectionType.SingleShotConnection)


SETTINGS = {
    SetupStep.CREDENTIALS: ("environment", "rapidsos_url"),
    SetupStep.PATH: ("public_url", "host", "port"),
    SetupStep.AGENCIES: ("agencies",),
    SetupStep.UNWATCHED: (
        "escalate_open_console",
        "escalate_command",
        "escalate_url",
        "escalate_unanswered_s",
        "refuse_when_unwatched",
    ),
}
SECRETS = {
    SetupStep.CREDENTIALS: ("client-id", "client-secret"),
    SetupStep.SECRET: ("shared-secret", "shared-secret-next", "status-secret"),
}


class SetupPages(typing.NamedTuple):
    """The pages, and the parts that show the station's settings."""

    by_step: dict[SetupStep, StepPage]
    settings: dict[SetupStep, SettingsPart]


def pages(theme: Theme, secrets: SecretParts, sound: QWidget) -> SetupPages:
    """Make them; ``sound`` is where devices and volume are chosen."""
    settings = {step: SettingsPart(theme, names) for step, names in SETTINGS.items()}

    def parts(step: SetupStep) -> tuple[QWidget, ...]:
        own: list[QWidget] = [PlainStatement(theme)] if step is SetupStep.CREDENTIALS else []
        own += [settings[step]] if step in settings else []
        own += [secrets.rows[name] for name in SECRETS.get(step, ())]
        more = {SetupStep.SECRET: secrets.shown_once, SetupStep.RECOVERY: secrets.recovery, SetupStep.SOUND: sound}
        return (*own, more[step]) if step in more else tuple(own)

    made = {step: StepPage(theme, step, parts(step), _verb(step)) for step in STEPS}
    return SetupPages(made, settings)


def _verb(step: SetupStep) -> str:
    """What the button of a step is called; empty where its parts have their own."""
    return {
        SetupStep.CREDENTIALS: "Fetch a token now",
        SetupStep.PATH: "Run the self-test",
        SetupStep.SECRET: "Send a signed sample",
        SetupStep.AGENCIES: "Import the agency list…",
        SetupStep.MAP: "Choose and test a base map…",
        SetupStep.OPERATORS: "Sign on as…",
        SetupStep.UNWATCHED: "Call for help, as a test",
        SetupStep.DRILL: "Start the drill",
    }.get(step, "")


AIR = 7


class StepButton(Pressable):
    """As high as its words need at its width; the shown one has a bar at its left edge."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._title = title
        self._stands = ""
        self._shape = Shape.NOT_PROVEN
        self._blocks = (TextBlock(theme, BODY_MEDIUM), TextBlock(theme, CAPTION))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self.update)
        theme.changed.connect(self._restyle)
        self.stand(Shape.NOT_PROVEN, "", "muted")

    def stand(self, shape: Shape, words: str, tone: str) -> None:
        """Show how it stands; ``tone`` is a colour token."""
        self._shape, self._stands = shape, words
        self._blocks[0].say([Span(self._title, "text")])
        self._blocks[1].say([Span(words, tone)] if words else [])
        self.setAccessibleName(f"{self._title}: {words}")
        self._restyle()

    @property
    def stands(self) -> str:
        """How it stands, in words."""
        return self._stands

    def hasHeightForWidth(self) -> bool:
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Both texts and air around them."""
        room = width - self._left - AIR
        return sum(block.height(room) for block in self._blocks) + 2 * AIR

    def sizeHint(self) -> QSize:
        """A name of usual length."""
        return QSize(self._theme.px(230), self.heightForWidth(self._theme.px(230)))

    def minimumSizeHint(self) -> QSize:
        """Narrow: words wrap."""
        return QSize(self._theme.px(120), self._theme.px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, bar, shape, words and focus."""
        painter, tokens = QPainter(self), self._theme.tokens
        if self.isChecked():
            painter.fillRect(self.rect(), tokens.raised)
            painter.fillRect(QRect(0, 0, 3, self.height()), tokens.accent)
        paint(painter, self._shape, QPointF(self._theme.px(22), AIR + self._theme.px(10)), self._theme.px(16), tokens)
        room, top = self.width() - self._left - AIR, AIR
        for block in self._blocks:
            block.paint(painter, self._left, top, room)
            top += block.height(room)
        if self.hasFocus():
            painter.setPen(tokens.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(4, 1, -2, -2))

    @property
    def _left(self) -> int:
        return self._theme.px(40)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


WIDTH = 280
TONES = {StepStatus.PROVEN: "ok", StepStatus.FAILING: "p2"}


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

    def show_step(self, step: SetupStep) -> None:
        """This one is shown at the right."""
        self.buttons[step].setChecked(True)
        self._scroll.ensureWidgetVisible(self.buttons[step], 0, 0)

    def show_standings(self, judged: collections.abc.Mapping[SetupStep, StepResult]) -> None:
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
