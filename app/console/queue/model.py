"""The rows of the queue as Qt wants them: a plain sorted list of incident numbers, no proxy.

See docs/measured.md#table-models.
"""

import collections
import collections.abc
import datetime as dt
import enum
import re
import typing

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.console.queue.delegate import ROW_ROLE
from app.console.queue.row import Row, row_of
from app.console.store import Store
from app.domain import search as domain_search
from app.domain.incident.alarms import needs_someone, queue_order, rings
from app.domain.incident.model import Incident
from app.domain.search import Sought

_NOT_DIGIT = re.compile(r"\D")
_PHONE_SIGNS = re.compile(r"[\d\s()+.\-•]+")


class Filter(enum.Enum):
    """A chip of the queue."""

    ALL = "all"
    MINE = "mine"
    UNCLAIMED = "unclaimed"
    HELD = "held"


class Filters:
    """The chip in force and the words searched for."""

    def __init__(self, zone: dt.tzinfo | None = None) -> None:
        self.chip = Filter.ALL
        self.operator: str | None = None
        self._zone = zone or dt.UTC
        self._search = ""
        self._sought = Sought()
        self._answers: dict[int, tuple[int, bool]] = {}
        """By number: the incident's last seq, and whether something in it answers the search."""

    @property
    def search(self) -> str:
        """The words searched for."""
        return self._search

    @search.setter
    def search(self, line: str) -> None:
        self._search = line
        self._sought = domain_search.read(line, self._zone)
        self._answers.clear()

    def shows(self, incident: Incident) -> bool:
        """Whether the queue shows an incident now; an unacknowledged P1 always."""
        if needs_someone(incident):
            return True
        return self.passes(self.chip, incident) and self.finds(incident)

    def passes(self, chip: Filter, incident: Incident) -> bool:
        """Whether an incident belongs to a chip."""
        if chip is Filter.MINE:
            return incident.owner is not None and incident.owner == self.operator
        if chip is Filter.UNCLAIMED:
            return incident.owner is None or incident.unacknowledged
        if chip is Filter.HELD:
            return incident.held_until is not None
        return True

    def finds(self, incident: Incident) -> bool:
        """Whether the search finds an incident by number, phone digits, ECC, note, place or date."""
        sought = self.search.strip().casefold()
        if not sought:
            return True
        texts = [str(incident.number), *(share.ecc.casefold() for share in incident.shares if share.ecc)]
        if any(sought in text for text in texts):
            return True
        digits = _NOT_DIGIT.sub("", sought) if _PHONE_SIGNS.fullmatch(sought) else ""
        if digits and any(digits in share.phone for share in incident.shares if share.phone):
            return True
        return self._answered(incident)

    def _answered(self, incident: Incident) -> bool:
        """Whether something in the timeline answers; looked through once for each thing that happens."""
        known = self._answers.get(incident.number)
        if known is None or known[0] != incident.last_seq:
            answers = not self._sought.empty and domain_search.answers(incident, self._sought) is not None
            known = self._answers[incident.number] = (incident.last_seq, answers)
        return known[1]


LEAST = 2


def group_marks(incidents: collections.abc.Collection[Incident]) -> dict[int, str]:
    """A mark for each incident that is not alone: how many open ones there are of its phone, else of its ECC."""
    # Each is asked once: a flood may be a thousand incidents, and both are looked for in their shares.
    known = [(one.number, one.phone, one.ecc) for one in incidents]
    phones = collections.Counter(phone for _, phone, _ in known if phone)
    eccs = collections.Counter(ecc for _, _, ecc in known if ecc)
    same_phone, same_ecc = "1 of {count}, this phone", "1 of {count}, this ECC"
    marks = {}
    for number, phone, ecc in known:
        if phone and phones[phone] >= LEAST:
            marks[number] = same_phone.format(count=phones[phone])
        elif ecc and eccs[ecc] >= LEAST:
            marks[number] = same_ecc.format(count=eccs[ecc])
    return marks


NUMBER_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
Shows = collections.abc.Callable[[Incident], bool]


class QueueModel(QAbstractListModel):
    """Numbers in queue order; rows keep their identity when the order changes, so selection never jumps."""

    def __init__(self, watch: Store, shows: Shows, parent: QObject | None = None) -> None:
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
