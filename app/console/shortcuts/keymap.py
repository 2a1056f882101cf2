"""The keys in force: those of the table of actions, and what operators of this console chose in their place."""

import collections.abc

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from app.console.shortcuts.actions import Action, Scope

NEVER = ("Esc", "Tab", "Shift+Tab", "Backtab", "Space", "Return", "Enter", "Backspace", "Del", "F10", "Menu")
"""Keys that leave, move, choose or write; Esc never acts (docs/operator.md#e2)."""
EDITING = ("Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+A", "Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z")
MOVING = ("Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown")


class Keymap(QObject):
    """Which keys do what, as it is now.

    Signals:
        changed: an action has another key, or single letters were switched on or off.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chosen: dict[Action, str] = {}
        self._letters = True

    @property
    def letters(self) -> bool:
        """Whether keys of a single character work (docs/operator.md#c-29)."""
        return self._letters

    @property
    def chosen(self) -> dict[Action, str]:
        """The actions that have another key than the table gives them."""
        return dict(self._chosen)

    def of(self, action: Action) -> tuple[str, ...]:
        """An action's keys in Qt's portable names; empty while single letters are off and it has nothing else."""
        keys = self._held(action)
        return keys if self._letters else tuple(key for key in keys if not is_character(key))

    def shown(self, action: Action) -> str:
        """The key as buttons and tool tips write it; empty when there is none."""
        return next(iter(self.of(action)), "")

    def named(self, action: Action) -> str:
        """How a sentence names an action: by its key, or by its words while it has none."""
        return self.shown(action) or f"“{action.name_words}”"

    def tip(self, action: Action) -> str:
        """A tool tip: the action's words and its key."""
        said, key = action.name_words, self.shown(action)
        return f"{said}  ({key})" if key else said

    def problem(self, action: Action, key: str) -> str:
        """Why an action can't have this key, as a sentence; empty when it can."""
        if key in NEVER or key in EDITING or key in MOVING:
            return f"{key} is needed for fields and lists. Take another key."
        if is_character(key) and action.scope in (Scope.ANYWHERE, Scope.TRIGGER):
            sentence = "{key} alone would be taken from what you type. Add Ctrl or Alt."
            return sentence.format(key=key)
        return self._clash(action, key)

    def choose(self, action: Action, key: str) -> None:
        """Give an action one key instead of all that it had; one with a ``problem`` is not taken."""
        if not self.problem(action, key):
            self._chosen[action] = key
            self.changed.emit()

    def reset(self, action: Action) -> str:
        """Give an action the table's keys back; returns why not when one of them is another action's by now."""
        problem = next(filter(None, (self._clash(action, key) for key in action.keys)), "")
        if not problem and self._chosen.pop(action, None) is not None:
            self.changed.emit()
        return problem

    def reset_all(self) -> None:
        """The table as it was made."""
        self._chosen.clear()
        self.changed.emit()

    def use_letters(self, letters: bool) -> None:
        """Let keys of a single character work, or none of them."""
        self._letters = letters
        self.changed.emit()

    def restore(self, chosen: collections.abc.Mapping[Action, str], *, letters: bool) -> None:
        """Take over what was kept; a key that has become another action's is dropped."""
        self._letters = letters
        for action, key in chosen.items():
            if portable(key) == key and not self.problem(action, key):
                self._chosen[action] = key
        self.changed.emit()

    def _clash(self, action: Action, key: str) -> str:
        for other in Action:
            if other is not action and key in self._held(other):
                sentence = "{key} does “{act}”. Give that another key first, or take another here."
                return sentence.replace("{key}", key).replace("{act}", other.name_words)
        return ""

    def _held(self, action: Action) -> tuple[str, ...]:
        """An action's keys, whether single letters are on or off."""
        return (self._chosen[action],) if action in self._chosen else action.keys


def is_character(key: str) -> bool:
    """Whether a key is a letter, digit or sign, with or without Shift, as typing makes it."""
    return len(key.removeprefix("Shift+")) == 1


def portable(key: str) -> str:
    """A key in Qt's portable spelling; empty when Qt knows no such key."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
