"""A message about the drawer that must be read, and one way back; nothing waits for it."""

from PySide6.QtCore import QCoreApplication, Qt

from app.console.dialogs import Question
from app.console.frame.window import Window


def show_message(window: Window, headline: str, sentence: str) -> None:
    """Open it over the window."""
    back = QCoreApplication.translate("TriggerMessage", "Back")
    message = Question(window, window.theme, headline, sentence, (back,))
    message.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    message.open()
