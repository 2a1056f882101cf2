"""The callflows and the agency list that this console has read, read again whenever a drawer opens."""

import collections.abc
import pathlib
import zoneinfo

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app.console.store import Store
from app.console.trigger.text import said, show_message
from app.console.window.window import MainWindow
from app.core import paths
from app.domain.callflow import agency as callflow_agency
from app.domain.callflow import definition_loader
from app.domain.callflow.agency import Agencies, Agency, LineProblem, NotImported
from app.domain.callflow.definition import Definition
from app.domain.callflow.definition_loader import FileProblem, LoadedDefinitions

FOLDER = "callflows"
AGENCIES = "agencies.csv"
LARGEST_CSV = 8 * 1024 * 1024
"""Bytes; a list of 20,000 ECCs is a quarter of that."""
PRODUCTION = "production"


def read_shelf(environment: str, resources: pathlib.Path, data_dir: pathlib.Path) -> LoadedDefinitions:
    """Every definition file; in production only the center's own, elsewhere they stand before the shipped ones."""
    folders = [data_dir / FOLDER] if environment in ("", PRODUCTION) else [resources / FOLDER, data_dir / FOLDER]
    texts: dict[str, str] = {}
    unread: dict[str, tuple[FileProblem, ...]] = {}
    for path in _files(folders):
        texts.pop(path.stem, None)
        unread.pop(path.stem, None)
        try:
            # A byte that is no UTF-8 becomes half a surrogate pair, which the reader names as such.
            texts[path.stem] = path.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError as problem:
            unread[path.stem] = (FileProblem(1, "", problem.strerror or str(problem)),)
    shelf = definition_loader.shelf(texts)
    return msgspec.structs.replace(shelf, broken=shelf.broken | unread)


def read_agencies(data_dir: pathlib.Path) -> Agencies | NotImported:
    """The agency list that is in force; an absent one is empty."""
    file = data_dir / AGENCIES
    if not file.exists():
        return Agencies()
    return _parse(file.read_bytes())


def import_agencies(chosen: pathlib.Path, data_dir: pathlib.Path) -> Agencies | NotImported:
    """Replace the agency list by a chosen CSV file, whole or not at all.

    Raises:
        OSError: the file can't be read, or the list can't be written; the old one stands.
    """
    content = chosen.read_bytes()
    found = _parse(content)
    if isinstance(found, Agencies):
        paths.write(data_dir / AGENCIES, content)
    return found


def _parse(untrusted_content: bytes) -> Agencies | NotImported:
    text = untrusted_content[:LARGEST_CSV].decode("utf-8", errors="replace")
    return callflow_agency.read_csv(text, zoneinfo.available_timezones())


def _files(folders: list[pathlib.Path]) -> collections.abc.Iterator[pathlib.Path]:
    for folder in folders:
        yield from sorted(folder.glob("*.json"))


class DefinitionFiles:
    """Files on disk, as they were when they were last read."""

    def __init__(self, watch: Store, resources: pathlib.Path, data_dir: pathlib.Path) -> None:
        self._watch = watch
        self._resources = resources
        self._data_dir = data_dir
        self.shelf = LoadedDefinitions((), {})
        self.agencies = Agencies()

    @property
    def definitions(self) -> dict[str, Definition]:
        """The usable callflows by their file's name."""
        return {definition.file: definition for definition in self.shelf.definitions}

    def read(self) -> None:
        """Read everything again; a list that can't be read now keeps what was read before."""
        self.shelf = read_shelf(self._watch.environment, self._resources, self._data_dir)
        found = read_agencies(self._data_dir)
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
        found = import_agencies(chosen, self._data_dir)
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
            self._say(failed, "\n".join(self._line(one) for one in found.problems[:LINES_SHOWN]))
            return
        count = f"{len(found.listed):,}"
        self._say("Agency list imported", f"{count} ECCs are on the list.")
        self.imported.emit()

    def _line(self, problem: LineProblem) -> str:
        return f"Line {problem.line}: {said(problem.sentence)}"

    def _say(self, headline: str, sentence: str) -> None:
        show_message(self._window, headline, sentence)
