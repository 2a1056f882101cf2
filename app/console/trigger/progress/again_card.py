"""Sending again, as a new trigger with an id of its own: open only where no second flow can come of it."""

from PySide6.QtCore import Signal

from app.console.controls.button import Button
from app.console.controls.card import Card
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CARD_TITLE


class AgainCard(Card):
    """One button, which opens a form and sends nothing.

    Signals:
        wanted: open the same form again, as a new trigger.
    """

    wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._title = PlainLabel(theme, CARD_TITLE, wraps=True)
        self._remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self.button = Button(theme, "Send again as NEW…")
        for widget in (self._title, self.button, self._remark):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.button.clicked.connect(self.wanted)

    def show_state(self, *, unknown: bool, open_now: bool) -> None:
        """Open it, or say what opens it."""
        title = "Only if it did not start" if unknown else "If it is still needed"
        self._title.show_text(title)
        self.button.setEnabled(open_now)
        opens = "Opens after “It did not start”." if unknown and not open_now else ""
        rest = "It opens the form, filled in as before. A new eventId; both ids stay in the log."
        self._remark.show_text(f"{opens} {rest}".strip())
