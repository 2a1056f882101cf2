"""The callflows and the agency list that this console has read, read again whenever a drawer opens."""

import pathlib

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app.console.store import Store
from app.console.trigger.text import said, show_message
from app.console.window.window import MainWindow
from app.domain.callflow.agency import Agencies, Agency, LineProblem, NotImported
from app.domain.callflow.definition import Definition
from app.domain.callflow.definition_loader import LoadedDefinitions
from app.settings import center_files


class DefinitionFiles:
    """Files on disk, as they were when they were last read."""

    def __init__(self, watch: Store, data_dir: pathlib.Path) -> None:
        self._watch = watch
        self._data_dir = data_dir
        self.shelf = LoadedDefinitions((), {})
        self.agencies = Agencies()

    @property
    def definitions(self) -> dict[str, Definition]:
        """The usable callflows by their file's name."""
        return {definition.file: definition for definition in self.shelf.definitions}

    def read(self) -> None:
        """Read everything again; a list that can't be read now keeps what was read before."""
        self.shelf = center_files.read_callflows(self._data_dir, self._watch.environment)
        found = center_files.read_agencies(self._data_dir)
        if isinstance(found, Agencies):
            self.agencies = found

    def agency(self, ecc: str | None) -> Agency | None:
        """An ECC of the list."""
        return None if ecc is None else self.agencies.find(ecc)

    def import_agencies(self, chosen: pathlib.Path) -> Agencies | NotImported:
        """Take a chosen CSV file over, whole or not at all.

        Raises:
            OSError: it can't be read or kept.
        """
        found = center_files.import_agencies(chosen, self._data_dir)
        if isinstance(found, Agencies):
            self.agencies = found
        return found


LINES_SHOWN = 12


class AgencyImport(QObject):
    """Asks for the file, imports it, says what came of it.

    Signals:
        imported: another list is in force.
    """

    imported = Signal()

    def __init__(self, window: MainWindow, library: DefinitionFiles) -> None:
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
            self._say(failed, "\n".join(self._lines(found.problems)))
            return
        count = f"{len(found.listed):,}"
        self._say("Agency list imported", "\n".join([f"{count} ECCs are on the list.", *self._lines(found.notes)]))
        self.imported.emit()

    def _lines(self, problems: tuple[LineProblem, ...]) -> list[str]:
        """The first of the problems, and how many more there are."""
        shown = [f"Line {one.line}: {said(one.sentence)}" for one in problems[:LINES_SHOWN]]
        more = len(problems) - len(shown)
        return [*shown, f"And {more:,} lines more."] if more else shown

    def _say(self, headline: str, sentence: str) -> None:
        show_message(self._window, headline, sentence)
