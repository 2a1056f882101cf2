"""Changes this computer's keyring: ``watchfloor secret`` in a process of its own, secrets through its pipes only.

A keyring may ask a person before it answers, so nothing here waits on the window's thread; and what the command tells
the station, that its keyring is another, the station takes over at once.
"""

import asyncio
import datetime as dt
import pathlib
import subprocess
import typing

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.console.theme.icons import Icon
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, BODY_STRONG, CODE
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import FlowLayout
from app.console.widgets.text import Remark
from app.core.errors import Exit
from app.core.paths import own_command

PATIENCE_S = 60.0
"""A keyring's prompt is answered by a person."""
REFUSAL = "watchfloor: "


class Secret(msgspec.Struct, frozen=True, kw_only=True):
    """One secret: whether the keyring has it, and whether the station was given another that goes before."""

    name: str
    kept: bool
    given: bool


class Recovery(msgspec.Struct, frozen=True, kw_only=True):
    """When the recovery copy was shown, and when it was proven to be written down, UTC ms."""

    shown_at: int | None = None
    checked_at: int | None = None


class SecretInventory(msgspec.Struct, frozen=True, kw_only=True):
    """Which secrets there are; never what they are."""

    secrets: tuple[Secret, ...] = ()
    recovery: Recovery = Recovery()
    problem: str = ""


class SecretResult(msgspec.Struct, frozen=True):
    """What the command said: ``shown`` is for the person's eyes and for no log, ``refused`` is why it did nothing."""

    shown: str = ""
    refused: str = ""

    def __repr__(self) -> str:
        """Without what was shown."""
        return f"Outcome(refused={self.refused!r})"


class SecretActions:
    """The secrets of one data directory."""

    def __init__(self, data_dir: pathlib.Path, command: list[str] | None = None) -> None:
        self._data_dir = data_dir
        self._command = command or own_command()

    async def inventory(self) -> SecretInventory:
        """Which secrets there are, and how the recovery copy stands."""
        outcome = await self._run("list", "--json")
        if outcome.refused:
            return SecretInventory(problem=outcome.refused)
        try:
            return msgspec.json.decode(outcome.shown, type=SecretInventory)
        except msgspec.DecodeError:
            return SecretInventory(problem="The list of secrets can't be read. Start console and station anew.")

    async def put(self, name: str, secret: str) -> SecretResult:
        """Keep a secret, or replace it."""
        return await self._run("set", name, secret=secret)

    async def forget(self, name: str) -> SecretResult:
        """Take a secret out."""
        return await self._run("forget", name)

    async def generate(self, name: str) -> SecretResult:
        """Make a fresh secret and keep it; ``shown`` is the only time that it is seen."""
        return await self._run("generate", name)

    async def switch(self) -> SecretResult:
        """Make the next shared secret the current one."""
        return await self._run("switch")

    async def recovery_copy(self) -> SecretResult:
        """The sealing key as blocks to write down."""
        return await self._run("recovery-copy", "--blocks", "--again")

    async def written_down(self) -> SecretResult:
        """Somebody typed a part of it back."""
        return await self._run("recovery-copy", "--written-down")

    async def restore(self, copy: str) -> SecretResult:
        """Put the sealing key back from what somebody wrote down."""
        return await self._run("restore", secret=copy)

    async def _run(self, *arguments: str, secret: str = "") -> SecretResult:
        return await asyncio.to_thread(self._ran, arguments, secret)

    def _ran(self, arguments: tuple[str, ...], secret: str) -> SecretResult:
        command = [*self._command, "secret", *arguments, "--data-dir", str(self._data_dir)]
        try:
            done = subprocess.run(  # noqa: S603 our own program with our own arguments; the secret is in its pipe
                command, input=secret + "\n", capture_output=True, text=True, timeout=PATIENCE_S, check=False
            )
        except subprocess.TimeoutExpired:
            return SecretResult(refused="The keyring waits for a person to unlock it. Unlock it, then do this again.")
        except OSError as error:
            return SecretResult(refused=f"The keyring can't be asked ({error.strerror or error}).")
        if done.returncode == Exit.DONE:
            return SecretResult(shown=done.stdout.strip())
        lines = [line for line in done.stderr.splitlines() if line.startswith(REFUSAL)]
        return SecretResult(
            refused=lines[-1].removeprefix(REFUSAL) if lines else f"It ended with code {done.returncode}."
        )


class ShownOnce(QWidget):
    """Hidden while there is nothing to show; a wizard may place one.

    Signals:
        handed_over: somebody has it; it is shown no more.
    """

    handed_over = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = PlainLabel(theme, BODY_STRONG, wraps=True)
        self._secret = PlainLabel(theme, CODE, wraps=True)
        self._remark = Remark(theme, BODY, "text")
        self._copy = Button(theme, "Copy", icon=Icon.COPY)
        self._done = Button(theme, "I have handed it over", ButtonKind.PRIMARY)
        self._title.show_text("Hand this over to RapidSOS now. It is not shown again.")
        self._secret.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._remark.show_text(
            "It goes into RapidSOS's form as Secret Key, never into a mail. The keyring has it already."
        )
        row = FlowLayout(spacing=8)
        row.addWidget(self._done)
        row.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        for widget in (self._title, self._secret, self._remark):
            column.addWidget(widget)
        column.addLayout(row)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._secret.whole_text()))
        self._done.clicked.connect(self._forget)
        self.hide()

    def show_secret(self, secret: str) -> None:
        """Show it until somebody has it."""
        self._secret.show_text(secret)
        self.show()
        self._done.setFocus()

    def forget(self) -> None:
        """Let go of it, on the clipboard too."""
        clipboard = QGuiApplication.clipboard()
        if self._secret.whole_text() and clipboard.text() == self._secret.whole_text():
            clipboard.clear()
        self._secret.show_text("")
        self.hide()

    def _forget(self) -> None:
        # The clipboard keeps it: whoever copied it pastes it after this.
        self._secret.show_text("")
        self.hide()
        self.handed_over.emit()


class SecretText(typing.NamedTuple):
    """What a secret is called, and what it is for."""

    label: str
    help: str


def secrets() -> dict[str, SecretText]:
    """Every secret by its name, in the order in which they are shown."""
    return {
        "client-id": SecretText(
            "Client id",
            "RapidSOS gives it to this center, one for each environment.",
        ),
        "client-secret": SecretText(
            "Client secret",
            "Comes with the client id. Without both, RapidSOS answers this center nothing.",
        ),
        "shared-secret": SecretText(
            "Shared secret",
            "RapidSOS signs every share with it. This center makes it and hands it over.",
        ),
        "shared-secret-next": SecretText(
            "Next shared secret",
            "While the secret is being changed both are good. Switch when RapidSOS uses it.",
        ),
        "status-secret": SecretText(
            "Secret of callflow messages",
            "RapidSOS signs messages about running callflows with it.",
        ),
    }


def stands(secret: Secret) -> str:
    """How a secret stands, in a few words."""
    if secret.given:
        return "given to the station when it started, which goes before the keyring"
    return "in the keyring" if secret.kept else "not there yet"


def copied(recovery: Recovery) -> str:
    """How the recovery copy stands."""
    if recovery.checked_at is not None:
        return f"Written down and checked on {_day(recovery.checked_at)}."
    if recovery.shown_at is not None:
        return f"Shown on {_day(recovery.shown_at)}; nobody has proven that it was written down."
    return "Not shown yet. If this computer is lost, so is every record."


def _day(at: int) -> str:
    return f"{dt.datetime.fromtimestamp(at / 1000, dt.UTC):%d %b %Y} UTC"
