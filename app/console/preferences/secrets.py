"""The page of secrets: one row each, the fresh one while it is shown, and the recovery copy."""

import collections.abc
import typing

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.console.preferences import secret_actions
from app.console.preferences.recovery import RecoveryCard
from app.console.preferences.secret_actions import (
    Secret,
    SecretActions,
    SecretInventory,
    SecretResult,
    SecretText,
    ShownOnce,
    stands,
)
from app.console.shortcuts.actions import Action
from app.console.store import Store
from app.console.theme.icons import Shape, paint
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, BODY_MEDIUM, CAPTION, TITLE
from app.console.widgets import dialogs
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import FlowLayout, ScrollColumn, SectionHead, Surface
from app.console.widgets.text import Remark
from app.core.tasks import Tasks

MADE_HERE = ("shared-secret", "shared-secret-next")
"""Secrets that this center makes; RapidSOS makes the others."""


class SecretRow(QWidget):
    """A wizard may place one.

    Signals:
        typed: a secret was typed in; its name and what was typed.
        generated: a fresh one is wanted; its name.
        forgotten: it shall be taken out; its name.
        switched: the next one shall be the current one.
    """

    typed = Signal(str, str)
    generated = Signal(str)
    forgotten = Signal(str)
    switched = Signal()

    def __init__(self, theme: Theme, name: str, words: SecretText) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._shape = Shape.NOT_PROVEN
        self._label = PlainLabel(theme, BODY_MEDIUM)
        self._stands = PlainLabel(theme, CAPTION, "muted")
        self._help = Remark(theme)
        self.field = QLineEdit()
        self._keep = Button(theme, "Keep")
        self._replace = Button(theme, "Type it in…").small()
        self._make = Button(theme, "Make one").small()
        self._switch = Button(theme, "Switch to it").small()
        self._forget = Button(theme, "Forget…", ButtonKind.QUIET).small()
        self._label.show_text(words.label)
        self._help.show_text(words.help)
        self._lay_out(words.label)
        self._connect()
        self.show_state(Secret(name=name, kept=False, given=False))

    def show_state(self, secret: Secret) -> None:
        """Show how it stands; what was typed is gone from the field."""
        there = secret.kept or secret.given
        self._shape = Shape.SEEN if there else Shape.NOT_PROVEN
        self._stands.show_text(stands(secret))
        self._replace.say("Replace…" if there else "Type it in…")
        self._make.setVisible(self._name in MADE_HERE and not secret.kept)
        self._switch.setVisible(self._name == MADE_HERE[1] and secret.kept)
        self._forget.setVisible(secret.kept)
        self._open_field(wanted=False)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the state's shape before the label."""
        middle = self._label.y() + self._label.height() / 2
        paint(QPainter(self), self._shape, QPointF(self._theme.px(8), middle), self._theme.px(13), self._theme.tokens)

    def _open_field(self, *, wanted: bool) -> None:
        self.field.clear()
        for widget in (self.field, self._keep):
            widget.setVisible(wanted)
        if wanted:
            self.field.setFocus()

    def _typed(self) -> None:
        text = self.field.text()
        if text:
            self._open_field(wanted=False)
            self.typed.emit(self._name, text)

    def _connect(self) -> None:
        self._replace.clicked.connect(lambda: self._open_field(wanted=self.field.isHidden()))
        self._keep.clicked.connect(self._typed)
        self.field.returnPressed.connect(self._typed)
        self._make.clicked.connect(lambda: self.generated.emit(self._name))
        self._forget.clicked.connect(lambda: self.forgotten.emit(self._name))
        self._switch.clicked.connect(self.switched)
        self._theme.changed.connect(self._restyle)

    def _lay_out(self, label: str) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(label)
        self.field.setPlaceholderText("Nothing is shown while you type")
        self._label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addSpacing(self._theme.px(20))
        head.addWidget(self._label)
        head.addWidget(self._stands, 1)
        acts = FlowLayout(spacing=8)
        for button in (self._replace, self._make, self._switch, self._forget):
            acts.addWidget(button)
        line = QHBoxLayout()
        line.addWidget(self.field, 1)
        line.addWidget(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._help)
        column.addLayout(line)
        column.addLayout(acts)
        self._restyle()

    def _restyle(self) -> None:
        self.field.setMinimumHeight(self._theme.px(32))


class SecretsPage(Surface):
    """Shows what it is given; its parts ask by their own signals.

    Signals:
        left: somebody goes back.
    """

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel")
        self.theme = theme
        self.rows = {name: SecretRow(theme, name, said) for name, said in secret_actions.secrets().items()}
        self.shown_once = ShownOnce(theme)
        self.recovery = RecoveryCard(theme)
        self._told = Remark(theme, BODY)
        self._back = Button(theme, "Back to preferences")
        self._back.clicked.connect(self.left)
        self._lay_out()
        self.say("")

    def show_inventory(self, inventory: SecretInventory) -> None:
        """Show which secrets there are."""
        for secret in inventory.secrets:
            if secret.name in self.rows:
                self.rows[secret.name].show_state(secret)
        self.recovery.show_state(inventory.recovery)
        if inventory.problem:
            self.say(inventory.problem)

    def say(self, sentence: str, tone: str = "p2") -> None:
        """Why something was not done, or what was."""
        self._told.show_text(sentence, tone)
        self._told.setVisible(bool(sentence))

    def forget(self) -> None:
        """Let go of everything that is shown once or half typed."""
        self.shown_once.forget()
        self.recovery.forget()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves the page leaves nothing on it; a window that is only minimised stays as it is."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.forget()

    def _lay_out(self) -> None:
        title = PlainLabel(self.theme, TITLE)
        title.show_text("Secrets and recovery")
        head = FlowLayout(spacing=8)
        head.addWidget(title)
        head.add_at_the_end(self._back)
        remark = Remark(self.theme)
        remark.show_text("They lie in this computer's keyring, sealed by the system. What one is, nobody sees again.")
        scroll = ScrollColumn(self.theme, (0, 4, 8, 12))
        scroll.setAccessibleName("Secrets")
        self.recovery.unfolded.connect(lambda: _follow_end(scroll))
        scroll.column.addWidget(SectionHead(self.theme, "Secrets"))
        for row in self.rows.values():
            scroll.column.addWidget(row)
        scroll.column.addWidget(SectionHead(self.theme, "Recovery copy of the sealing key"))
        scroll.column.addWidget(self.recovery)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(remark)
        column.addWidget(self._told)
        column.addWidget(self.shown_once)
        column.addWidget(scroll, 1)


def _follow_end(scroll: ScrollColumn) -> None:
    """What unfolds at the end comes into sight as soon as the column has grown."""
    bar = scroll.verticalScrollBar()
    bar.rangeChanged.connect(lambda _least, most: bar.setValue(most), Qt.ConnectionType.SingleShotConnection)


FORGET = 0
REPLACE = 0
Work = collections.abc.Coroutine[object, object, SecretResult]


class SecretsView(typing.Protocol):
    """Where secrets are shown: one page, or parts on several."""

    theme: Theme
    rows: dict[str, SecretRow]
    shown_once: ShownOnce
    recovery: RecoveryCard

    def window(self) -> QWidget:
        """The window in which they lie."""

    def show_inventory(self, inventory: SecretInventory) -> None:
        """Show which secrets there are."""

    def say(self, sentence: str, tone: str = "p2") -> None:
        """Why something was not done, or what was."""


class SecretsController(QObject):
    """One page; it lives as long as the page's recovery copy does."""

    def __init__(self, page: SecretsView, watch: Store, tasks: Tasks, actions: SecretActions) -> None:
        super().__init__(page.recovery)
        self._page = page
        self._watch = watch
        self._tasks = tasks
        self._actions = actions
        for row in page.rows.values():
            row.typed.connect(lambda name, secret: self._do(lambda: self._put(name, secret)))
            row.generated.connect(lambda name: self._do(lambda: self._generate(name)))
            row.forgotten.connect(lambda name: self._do(lambda: self._forget(name)))
            row.switched.connect(lambda: self._do(actions.switch))
        page.recovery.wanted.connect(lambda: self._do(self._show_copy))
        page.recovery.written_down.connect(lambda: self._do(self._written_down))
        page.recovery.restored.connect(lambda text: self._do(lambda: actions.restore(text)))

    def open(self) -> None:
        """Ask which secrets there are."""
        self._page.say("")
        self._tasks.start("secrets", self._load())

    def _do(self, work: collections.abc.Callable[[], Work]) -> None:
        if self._watch.operator is None:
            self._page.say(f"Sign on first ({self._page.theme.keys.named(Action.SIGN_ON)}).")
            return
        self._page.say("The keyring is asked…", "muted")
        self._tasks.start("secret", self._run(work))

    async def _run(self, work: collections.abc.Callable[[], Work]) -> None:
        outcome = await work()
        await self._load()
        self._page.say(outcome.refused or outcome.shown, "p2" if outcome.refused else "text")

    async def _load(self) -> None:
        self._page.show_inventory(await self._actions.inventory())

    async def _generate(self, name: str) -> SecretResult:
        """What was made is shown once, in its own place and nowhere else."""
        outcome = await self._actions.generate(name)
        if outcome.refused:
            return outcome
        self._page.shown_once.show_secret(outcome.shown)
        return SecretResult()

    async def _show_copy(self) -> SecretResult:
        outcome = await self._actions.recovery_copy()
        if outcome.refused:
            return outcome
        self._page.recovery.show_blocks(outcome.shown)
        return SecretResult()

    async def _written_down(self) -> SecretResult:
        """The card itself says how the copy stands now."""
        return SecretResult(refused=(await self._actions.written_down()).refused)

    async def _put(self, name: str, secret: str) -> SecretResult:
        """Keep what was typed; one that is there already is replaced only by whoever was told what that costs."""
        kept = {one.name for one in (await self._actions.inventory()).secrets if one.kept}
        if name in kept:
            label = secret_actions.secrets()[name].label
            sentence = "What RapidSOS signs or answers with the one that is there now is refused from then on."
            answers = ("Replace it", "Keep it")
            headline = f"Replace: {label}"
            if await dialogs.ask(self._page.window(), self._page.theme, headline, sentence, answers) != REPLACE:
                return SecretResult()
        return await self._actions.put(name, secret)

    async def _forget(self, name: str) -> SecretResult:
        label = secret_actions.secrets()[name].label
        sentence = "The keyring will not have it any more. What needs it stops until it is put in again."
        answers = ("Forget it", "Keep it")
        headline = f"Forget: {label}"
        if await dialogs.ask(self._page.window(), self._page.theme, headline, sentence, answers) != FORGET:
            return SecretResult()
        return await self._actions.forget(name)
