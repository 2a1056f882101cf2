"""A button that shows an act's key, and takes the next key pressed as its new one."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence

from app.console.controls.button import Button
from app.console.keys import Act, words
from app.console.look.theme import Theme

MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
SIGNS = range(0x21, 0x7F)
"""Keys of ASCII signs, letters and digits."""


class KeyField(Button):
    """Pressed, it waits for a key; Esc leaves it as it was.

    Signals:
        pressed_key: a key in Qt's portable spelling.
    """

    pressed_key = Signal(str)
    _waiting = False
    """Set on the class: Qt sends events before ``__init__`` is done."""

    def __init__(self, theme: Theme, act: Act) -> None:
        super().__init__(theme, "")
        self._key_of = act
        self.clicked.connect(lambda: self._wait(waits=True))
        self.show_key()

    def show_key(self) -> None:
        """Show the act's keys as they are now."""
        keys = " / ".join(self._theme.keys.of(self._key_of)) or "none"
        self.say("Press a key…" if self._waiting else keys)
        self.setAccessibleName(f"Key of {words(self._key_of)}: {keys}")

    def event(self, event: QEvent) -> bool:
        """While it waits, no key is anybody else's, but for those that leave."""
        if self._waiting and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key."""
        if not self._waiting:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._wait(waits=False)
        elif event.key() not in MODIFIERS:
            self._wait(waits=False)
            self.pressed_key.emit(spelled(event))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere wants no other key."""
        self._wait(waits=False)
        super().focusOutEvent(event)

    def _wait(self, *, waits: bool) -> None:
        if waits != self._waiting:
            self._waiting = waits
            self.show_key()


def spelled(event: QKeyEvent) -> str:
    """A pressed key in portable spelling; a sign that needs Shift to be typed is that sign, without Shift."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() in SIGNS and not chr(event.key()).isalnum():
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    sequence = QKeySequence(int(event.key()) | modifiers.value)
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)
