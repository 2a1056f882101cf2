"""Secrets on pages of the first run: the same rows, copy and words as in the preferences, each in its own step."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.console.look.theme import Theme
from app.console.secrets import words
from app.console.secrets.recovery_card import RecoveryCard
from app.console.secrets.secret_door import Inventory
from app.console.secrets.secret_row import SecretRow
from app.console.secrets.shown_once import ShownOnce


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
        self.rows = {name: SecretRow(theme, name, said) for name, said in words.secrets().items()}
        self.shown_once = ShownOnce(theme)
        self.recovery = RecoveryCard(theme)

    def window(self) -> QWidget:
        """The window in which they lie."""
        return self.recovery.window()

    def show_inventory(self, inventory: Inventory) -> None:
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
