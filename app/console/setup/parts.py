"""Parts of the wizard's pages: kept progress, rows of checks (tried, seen, figure, next step), secrets, settings."""

import collections.abc
import contextlib
import datetime as dt
import typing

import msgspec
from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.console.preferences import secret_actions
from app.console.preferences.recovery import RecoveryCard
from app.console.preferences.row import FieldColumn
from app.console.preferences.secret_actions import SecretInventory, ShownOnce
from app.console.preferences.secrets import SecretRow
from app.console.preferences.station import PREFIX, SettingsDraft, station_fields
from app.console.setup.drill import DrillScore
from app.console.setup.steps import SetupState, SetupStep, StepResult, StepStatus, judge
from app.console.shortcuts.actions import Action
from app.console.shortcuts.keymap import Keymap
from app.console.state_file import StateFile
from app.console.theme.icons import Shape, paint
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY_MEDIUM, BODY_STRONG, CAPTION
from app.console.widgets.buttons import Button
from app.console.widgets.containers import Card, FlowLayout
from app.console.widgets.text import Remark
from app.domain.incident.commands import Value
from app.protocol.settings import CheckResult, SettingsReport
from app.settings import loader
from app.settings.loader import as_text

GROUP = "first_run"


class SetupProgress:
    """Times and counts, and nothing of any caller."""

    def __init__(self, memory: StateFile) -> None:
        self._memory = memory

    @property
    def was_shown(self) -> bool:
        """Whether it opened by itself already, or somebody worked here before there was a first run."""
        return bool(self._memory.text(f"{GROUP}/shown")) or bool(self._memory.names)

    def show(self) -> None:
        """It was opened."""
        self._memory.keep(f"{GROUP}/shown", "True")
        self._memory.flush()

    def proven_at(self, step: SetupStep) -> int | None:
        """When a step was last seen to be proven, UTC ms."""
        return int(self._memory.number(f"{GROUP}/{step.value}", 0)) or None

    def prove(self, step: SetupStep, at: int) -> None:
        """A step was proven, UTC ms."""
        self._memory.keep(f"{GROUP}/{step.value}", str(at))

    def unprove(self, step: SetupStep) -> None:
        """What the proof was about has changed."""
        self._memory.forget(f"{GROUP}/{step.value}")

    def skipped(self, step: SetupStep) -> bool:
        """Whether somebody left it as not proven on purpose."""
        return self._memory.text(f"{GROUP}/{step.value}_skipped") == "True"

    def skip(self, step: SetupStep) -> None:
        """Remember that a person chose to leave the step not proven."""
        self._memory.keep(f"{GROUP}/{step.value}_skipped", "True")

    @property
    def score(self) -> DrillScore | None:
        """The last drill; None when there was none, or what is kept of it is damaged."""
        with contextlib.suppress(msgspec.DecodeError):
            return msgspec.json.decode(self._memory.text(f"{GROUP}/score"), type=DrillScore)
        return None

    def keep_score(self, score: DrillScore) -> None:
        """A drill has ended."""
        self._memory.keep(f"{GROUP}/score", msgspec.json.encode(score).decode())


class CheckRow(typing.NamedTuple):
    """One row."""

    shape: Shape
    what: str
    seen: str = ""
    figure: str = ""
    next_step: str = ""


class CheckCard(Card):
    """Empty of rows, it is hidden."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._own_theme = theme
        self._rows: list[_CheckRow] = []
        self.shown: tuple[CheckRow, ...] = ()
        self.column.setContentsMargins(0, 4, 0, 4)
        self.column.setSpacing(0)
        self.show_rows(())

    def show_rows(self, rows: tuple[CheckRow, ...]) -> None:
        """Show these rows and no others."""
        self.shown = rows
        while len(self._rows) < len(rows):
            row = _CheckRow(self._own_theme)
            self._rows.append(row)
            self.column.addWidget(row)
        for widget, shown in zip(self._rows, rows, strict=False):
            widget.say(shown)
        for widget in self._rows[len(rows) :]:
            widget.hide()
        self.setVisible(bool(rows))


class _CheckRow(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shape = Shape.NOT_PROVEN
        self._what = Remark(theme, BODY_MEDIUM, "text")
        self._figure = PlainLabel(theme, BODY_STRONG)
        self._seen, self._step = Remark(theme, CAPTION), Remark(theme, CAPTION, "text")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._what, 1)
        head.addWidget(self._figure)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        self._column.addLayout(head)
        self._column.addWidget(self._seen)
        self._column.addWidget(self._step)
        theme.changed.connect(self._restyle)
        self._restyle()

    def say(self, row: CheckRow) -> None:
        self._shape = row.shape
        self._what.show_text(row.what)
        self._seen.show_text(row.seen)
        self._step.show_text(row.next_step)
        self._figure.show_text(row.figure)
        self._figure.set_tone("ok" if row.shape is Shape.PROOF else "text")
        self._figure.setVisible(bool(row.figure))
        self._seen.setVisible(bool(row.seen))
        self._step.setVisible(bool(row.next_step))
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), self._theme.px
        middle = self._what.y() + px(10)
        paint(painter, self._shape, QPointF(px(22), middle), px(16), self._theme.tokens)

    def _restyle(self) -> None:
        self._column.setContentsMargins(self._theme.px(44), 8, 14, 8)


SHAPES = {
    StepStatus.PROVEN: Shape.PROOF,
    StepStatus.NOT_PROVEN: Shape.NOT_PROVEN,
    StepStatus.SKIPPED: Shape.OFF,
    StepStatus.FAILING: Shape.P2,
}


def standing(judged: StepResult) -> str:
    """In a few words, with the time of the proof."""
    match judged.standing:
        case StepStatus.PROVEN if judged.at is not None:
            return f"proven {when(judged.at)}"
        case StepStatus.PROVEN:
            return "proven"
        case StepStatus.SKIPPED:
            return "skipped, not proven"
        case StepStatus.FAILING:
            return "does not work now"
        case _:
            return "not proven"


def when(at: int) -> str:
    """A moment (UTC ms) with its day, in UTC."""
    return f"{dt.datetime.fromtimestamp(at / 1000, dt.UTC):%d %b %H:%M} UTC"


def rows(step: SetupStep, facts: SetupState, keys: Keymap) -> tuple[CheckRow, ...]:
    """What stands on the step's page; ``keys`` are those in force, which sentences name."""
    tried = facts.proofs.get(step)
    if tried is not None:
        return tuple(_tried(proof) for proof in tried.proofs)
    if step is SetupStep.DRILL and facts.score is not None:
        return _scored(facts.score, keys)
    return (_known(judge(step, facts)),)


def _known(judged: StepResult) -> CheckRow:
    words = standing(judged)
    headline = words[:1].upper() + words[1:]
    next_step = "" if judged.standing is StepStatus.PROVEN else judged.next_step
    return CheckRow(SHAPES[judged.standing], headline, judged.seen, next_step=next_step)


def _tried(proof: CheckResult) -> CheckRow:
    shapes = {True: Shape.PROOF, False: Shape.P2, None: Shape.NOT_PROVEN}
    return CheckRow(shapes[proof.good], proof.what, proof.seen, proof.figure, proof.next_step)


def _scored(score: DrillScore, keys: Keymap) -> tuple[CheckRow, ...]:
    answered = len(score.answered_ms) == score.shared > 0
    times = ", ".join(f"{one / 1000:.1f} s" for one in score.answered_ms)
    return (
        CheckRow(
            _shape(done=answered),
            f"Answered {len(score.answered_ms)} of {score.shared}",
            "The clock runs from the share's arrival to its acknowledgement.",
            times,
            "" if answered else f"{keys.named(Action.TAKE_NEXT)} takes the next call that rings.",
        ),
        CheckRow(
            _shape(done=bool(score.notes)),
            "Written a note",
            figure=str(score.notes),
            next_step="" if score.notes else f"{keys.named(Action.NOTE)} goes to the note; Enter adds it.",
        ),
        CheckRow(
            _shape(done=bool(score.closed)),
            "Closed an incident",
            figure=str(score.closed),
            next_step="" if score.closed else f"{keys.named(Action.CLOSE)} closes it with a disposition.",
        ),
    )


def _shape(*, done: bool) -> Shape:
    return Shape.PROOF if done else Shape.NOT_PROVEN


class SecretParts(QObject):
    """What the room of secrets works with, in place of one page.

    Signals:
        said: why something was not done, or what was; and the tone that it is said in.
        listed: which secrets there are; an ``Inventory``.
    """

    said = Signal(str, str)
    listed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.rows = {name: SecretRow(theme, name, said) for name, said in secret_actions.secrets().items()}
        self.shown_once = ShownOnce(theme)
        self.recovery = RecoveryCard(theme)

    def window(self) -> QWidget:
        """The window in which they lie."""
        return self.recovery.window()

    def show_inventory(self, inventory: SecretInventory) -> None:
        """Show which secrets there are."""
        for secret in inventory.secrets:
            if secret.name in self.rows:
                self.rows[secret.name].show_state(secret)
        self.recovery.show_state(inventory.recovery)
        if inventory.problem:
            self.say(inventory.problem)
        self.listed.emit(inventory)

    def say(self, sentence: str, tone: str = "p2") -> None:
        """Why something was not done, or what was."""
        self.said.emit(sentence, tone)

    def forget(self) -> None:
        """Let go of everything that is shown once or half typed."""
        self.shown_once.forget()
        self.recovery.forget()


class SettingsPart(QWidget):
    """Shows nothing until the station's settings came.

    Signals:
        applied: these values are wished for, by name.
    """

    applied = Signal(object)

    def __init__(self, theme: Theme, names: collections.abc.Collection[str]) -> None:
        super().__init__()
        self._names = frozenset(names)
        self._draft = SettingsDraft()
        self.fields = FieldColumn(theme)
        self._apply = Button(theme, "Apply")
        self._apply.clicked.connect(lambda: self.applied.emit(self._draft.values()))
        self.fields.edited.connect(lambda key, text: self._type(key.removeprefix(PREFIX), text))
        self.fields.reset.connect(self._reset)
        row = FlowLayout()
        row.addWidget(self._apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fields)
        column.addLayout(row)
        self._show()

    def hear(self, told: SettingsReport) -> None:
        """Take the station's word."""
        self._draft.hear(told)
        self._show()

    def value(self, name: str) -> Value:
        """The station's value in force; None until its settings came."""
        return next((one.in_force for one in self._draft.report.settings if one.name == name), None)

    def _type(self, name: str, text: str) -> None:
        self._draft.type(name, text)
        self._show()

    def _reset(self, key: str) -> None:
        name = key.removeprefix(PREFIX)
        self._type(name, as_text(name, loader.default(name)))

    def _show(self) -> None:
        draft = self._draft
        section = "Settings of the station"
        mine = [field for field in station_fields(draft.report) if field.key.removeprefix(PREFIX) in self._names]
        problems = {PREFIX + name: sentence for name, sentence in draft.problems().items()}
        typed = {PREFIX + name: draft.text(name) for name in draft.typed}
        self.fields.show_fields([msgspec.structs.replace(field, section=section) for field in mine], typed, problems)
        self._apply.setVisible(bool(mine) and any(not field.fixed for field in mine))
        self._apply.setEnabled(bool(draft.typed) and not problems)
