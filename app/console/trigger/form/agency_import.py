"""Taking an agency list over from a CSV file, whole or not at all, with every problem named by its line."""

import pathlib

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app.console.frame.window import Window
from app.console.trigger.form.library import Library
from app.console.trigger.form.sentences import said
from app.console.trigger.message import show_message
from app.domain.callflow.agency import LineProblem, NotImported

LINES_SHOWN = 12


class AgencyImport(QObject):
    """Asks for the file, imports it, says what came of it.

    Signals:
        imported: another list is in force.
    """

    imported = Signal()

    def __init__(self, window: Window, library: Library) -> None:
        super().__init__(window)
        self._window = window
        self._library = library

    def ask(self) -> None:
        """Ask for a CSV file of ECCs."""
        dialog = QFileDialog(self._window, "Import the agency list")
        dialog.setNameFilter("CSV files (*.csv)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.take(pathlib.Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, chosen: pathlib.Path) -> None:
        """Import a file whole, or name its problems."""
        failed = "Nothing was imported"
        try:
            found = self._library.import_agencies(chosen)
        except OSError as problem:
            self._say(failed, problem.strerror or str(problem))
            return
        if isinstance(found, NotImported):
            self._say(failed, "\n".join(self._line(one) for one in found.problems[:LINES_SHOWN]))
            return
        count = f"{len(found.listed):,}"
        self._say("Agency list imported", f"{count} ECCs are on the list.")
        self.imported.emit()

    def _line(self, problem: LineProblem) -> str:
        return f"Line {problem.line}: {said(problem.sentence)}"

    def _say(self, headline: str, sentence: str) -> None:
        show_message(self._window, headline, sentence)
