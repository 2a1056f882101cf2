"""The rows of the queue as Qt wants them: a plain sorted list of incident numbers, no proxy.

See docs/measured.md#table-models.
"""

import collections.abc
import typing

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.console.queue.row import Row, row_of
from app.console.queue.row_delegate import ROW_ROLE
from app.console.watch import Watch
from app.domain.incident.incident import Incident
from app.domain.incident.ringing.alarms import queue_order, rings

NUMBER_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
Shows = collections.abc.Callable[[Incident], bool]


class QueueModel(QAbstractListModel):
    """Numbers in queue order; rows keep their identity when the order changes, so selection never jumps."""

    def __init__(self, watch: Watch, shows: Shows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watch = watch
        self._shows = shows
        self._numbers: list[int] = []
        self._places: dict[int, int] = {}
        """The row of each number: with a thousand open, looking through the list is what takes longest."""
        self.marks: dict[int, str] = {}
        """In a flood: what each incident belongs together with, by its number."""

    @property
    def numbers(self) -> list[int]:
        """The incidents shown, top first."""
        return list(self._numbers)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._numbers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> typing.Any:  # noqa: ANN401 Qt's signature
        """The row to paint, its spoken form, or its number."""
        if not index.isValid():
            return None
        incident = self._watch.incident(self._numbers[index.row()])
        if incident is None:
            return None
        if role == NUMBER_ROLE:
            return incident.number
        if role == ROW_ROLE:
            return self._row(incident)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._row(incident).spoken
        return None

    def row_of_number(self, number: int | None) -> int | None:
        """Where an incident stands, None when it is not shown."""
        return None if number is None else self._places.get(number)

    def rings(self, number: int) -> bool:
        """Whether an incident's marker blinks."""
        incident = self._watch.incident(number)
        return incident is not None and rings(incident, self._watch.now(), self._watch.raise_ms)

    def refresh(self) -> None:
        """Sort and filter again; afterwards every shown row may look different."""
        wanted = self._wanted()
        if wanted != self._numbers:
            self._arrange(wanted)
        elif wanted:
            self.dataChanged.emit(self.index(0), self.index(len(wanted) - 1))

    def resort(self) -> None:
        """A second has passed: time alone makes an incident P2."""
        wanted = self._wanted()
        if wanted != self._numbers:
            self._arrange(wanted)

    def _row(self, incident: Incident) -> Row:
        return row_of(incident, self._watch, self.marks.get(incident.number, ""))

    def _wanted(self) -> list[int]:
        now, raise_ms = self._watch.now(), self._watch.raise_ms
        shown = [one for one in self._watch.book.open_incidents if self._shows(one)]
        return [one.number for one in sorted(shown, key=lambda one: (*queue_order(one, now, raise_ms), one.number))]

    def _arrange(self, wanted: list[int]) -> None:
        self.layoutAboutToBeChanged.emit()
        before, self._numbers = self._numbers, wanted
        self._places = {number: row for row, number in enumerate(wanted)}
        kept = self.persistentIndexList()
        moved = [self._moved(index, before) for index in kept]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _moved(self, index: QModelIndex, before: list[int]) -> QModelIndex:
        row = self._places.get(before[index.row()]) if index.row() < len(before) else None
        return QModelIndex() if row is None else self.index(row)
