"""A message about the drawer that must be read, and one way back; nothing waits for it."""

from PySide6.QtCore import Qt

from app.console.dialogs import Question
from app.console.frame.window import Window


def show_message(window: Window, headline: str, sentence: str) -> None:
    """Open it over the window."""
    message = Question(window, window.theme, headline, sentence, ("Back",))
    message.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    message.open()
