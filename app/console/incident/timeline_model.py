"""The lines of the timeline as Qt wants them, newest first."""

import typing

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.console.incident.additional_data.news import AnswerNews
from app.console.incident.timeline_words import Entry, Group, entry
from app.domain.incident.incident import Incident

ENTRY_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class TimelineModel(QAbstractListModel):
    """Lines of one incident; new ones are inserted at the top, so that the scroll place and selection stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Entry] = []
        self._shown: list[Entry] = []
        self._number: int | None = None
        self._group: Group | None = None
        self._news = AnswerNews()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many lines are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> typing.Any:  # noqa: ANN401 Qt's signature
        """The line to paint, or its words."""
        if not index.isValid():
            return None
        line = self._shown[index.row()]
        if role == ENTRY_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (line.label, line.text, line.detail, line.right) if part)
        return None

    def count(self, group: Group | None) -> int:
        """How many lines a chip would show."""
        return len(self._all) if group is None else sum(line.group is group for line in self._all)

    def show_incident(self, incident: Incident) -> None:
        """Take the lines that are new; another incident starts over."""
        if incident.number != self._number:
            self._number, self._all = incident.number, []
            self._renew()
        known = self._all[0].seq if self._all else 0
        news = self._news.of(incident)
        fresh = [entry(record, news) for record in reversed(incident.timeline) if record.seq > known]
        if not fresh:
            return
        self._all = fresh + self._all
        passing = [line for line in fresh if self._passes(line)]
        if passing:
            self.beginInsertRows(QModelIndex(), 0, len(passing) - 1)
            self._shown = passing + self._shown
            self.endInsertRows()

    def choose(self, group: Group | None) -> None:
        """Show one group only, or all."""
        self._group = group
        self._renew()

    def _renew(self) -> None:
        self.beginResetModel()
        self._shown = [line for line in self._all if self._passes(line)]
        self.endResetModel()

    def _passes(self, line: Entry) -> bool:
        return self._group is None or line.group is self._group
