"""The callflows and the agency list that this console has read, read again whenever a drawer opens."""

import pathlib

from app.console.trigger.form import callflow_files
from app.console.watch import Watch
from app.domain.callflow.agency import Agencies, Agency, NotImported
from app.domain.callflow.definition import Definition
from app.domain.callflow.definition_file import Shelf


class Library:
    """Files on disk, as they were when they were last read."""

    def __init__(self, watch: Watch, resources: pathlib.Path, data_dir: pathlib.Path) -> None:
        self._watch = watch
        self._resources = resources
        self._data_dir = data_dir
        self.shelf = Shelf((), {})
        self.agencies = Agencies()

    @property
    def definitions(self) -> dict[str, Definition]:
        """The usable callflows by their file's name."""
        return {definition.file: definition for definition in self.shelf.definitions}

    def read(self) -> None:
        """Read everything again; a list that can't be read now keeps what was read before."""
        self.shelf = callflow_files.read_shelf(self._watch.environment, self._resources, self._data_dir)
        found = callflow_files.read_agencies(self._data_dir)
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
        found = callflow_files.import_agencies(chosen, self._data_dir)
        if isinstance(found, Agencies):
            self.agencies = found
        return found
