"""Opens an address in the system's browser, after a question when others could read or change what it shows."""

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.console.dialogs import Question
from app.console.look.theme import Theme
from app.domain.additional_data.link import openable


class Browsing(QObject):
    """Asks over one window."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme

    def open(self, address: str) -> None:
        """Open an address that somebody clicked; anything but http and https is left alone."""
        if not openable(address):
            return
        if address[:6].lower() == "https:":
            self._go(address)
            return
        sentence = "{address} is not encrypted. Others on the way can read it, and change what you see."
        answers = "Open it all the same", "Leave it"
        headline = "Not encrypted"
        question = Question(self._window, self._theme, headline, sentence.replace("{address}", address), answers)
        question.finished.connect(lambda _code: self._answered(question, address))
        question.open()

    def _answered(self, question: Question, address: str) -> None:
        if question.answer == 0:
            self._go(address)
        question.deleteLater()

    def _go(self, address: str) -> None:
        QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))
