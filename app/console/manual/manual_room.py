"""Opens the manual, and writes it as PDF where the operator says."""

import pathlib

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.console.dialogs import finished
from app.console.look.theme import Theme
from app.console.manual import library
from app.console.manual.manual_window import ManualWindow, pdf_name, pdf_titles
from app.console.manual.printing import UnwritableError, write_pdf
from app.ground import folders
from app.ground.tasks import Tasks


class ManualRoom(QObject):
    """Keeps the one window of the manual.

    Signals:
        made: somebody asked for it the first time; carries the window.
    """

    made = Signal(QWidget)

    def __init__(self, parent: QWidget, theme: Theme, tasks: Tasks) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._window: ManualWindow | None = None

    def open(self, page: str = "") -> None:
        """Bring the manual to the front, at a page if one is named."""
        if self._window is None:
            self._window = ManualWindow(self._theme, library.read(folders.resources()))
            self._window.pdf_wanted.connect(lambda: self._tasks.start("write the manual", self._write()))
            self.made.emit(self._window)
        self._window.show_page(page)
        self._window.show()
        self._window.activateWindow()
        self._window.field.setFocus()

    def close(self) -> None:
        """Close it with the console."""
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None

    async def _write(self) -> None:
        window = self._window
        if window is None:
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(window, "Save the manual as PDF", str(pdf_name(pathlib.Path(documents))), "*.pdf")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        if not await finished(dialog) or not dialog.selectedFiles():
            return
        self.write_to(pathlib.Path(dialog.selectedFiles()[0]))

    def write_to(self, file: pathlib.Path) -> None:
        """Write the PDF and say what became of it."""
        if self._window is None:
            return
        try:
            sheets = write_pdf(library.read(folders.resources()), file, pdf_titles())
        except UnwritableError as problem:
            self._window.say(str(problem))
        else:
            written = "1 sheet" if sheets == 1 else f"{sheets} sheets"
            self._window.say(f"{written} written to {file}")
