"""The queue's rows, kept from change to change: which incidents are shown, in which order, and what the chips count.

A sorted list of numbers as a Qt model, without a proxy: a proxy would sort and filter all rows at each change.

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
from app.domain.incident.alarms import Priority, needs_someone
from app.domain.incident.assessment import Assessment, Assessments, Differences
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
    """Decides which incidents the queue shows: by the chip in force and by the words searched for."""

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


class ChipCounts:
    """How many open incidents belong to each chip, counted again only for those that changed."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        self._chips: dict[int, tuple[Filter, ...]] = {}
        self.counts: collections.Counter[Filter] = collections.Counter()

    def clear(self) -> None:
        """Count nothing any more, before everything is counted anew."""
        self._chips.clear()
        self.counts.clear()

    def take(self, numbers: collections.abc.Iterable[int], assessed: dict[int, Assessment]) -> None:
        """Count these incidents as they are now; ``assessed`` are the open ones."""
        for number in numbers:
            self.counts.subtract(self._chips.pop(number, ()))
            if (one := assessed.get(number)) is not None:
                self._chips[number] = tuple(chip for chip in Filter if self._filters.passes(chip, one.incident))
                self.counts.update(self._chips[number])


def group_marks(incidents: collections.abc.Iterable[Incident]) -> dict[int, str]:
    """A mark for each incident that is not alone: how many open ones there are of its phone, else of its ECC."""
    return _marks([(one.number, one.phone, one.ecc) for one in incidents])


def _marks(known: collections.abc.Collection[tuple[int, str | None, str | None]]) -> dict[int, str]:
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


class Groups:
    """The marks of a flood, found again only when an incident came, went, or has another phone or ECC."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[int, str | None, str | None]] = {}
        self._differences = Differences()
        self.marks: dict[int, str] = {}

    def take(self, assessed: Assessments) -> bool:
        """Bring the marks up to date; returns whether any incident has another one now."""
        before = self._known.copy()
        for number in self._differences.take(assessed):
            self._known.pop(number, None)
            if (one := assessed.open.get(number)) is not None:
                self._known[number] = (number, one.incident.phone, one.incident.ecc)
        if before == self._known:
            return False
        marks, self.marks = self.marks, _marks(self._known.values())
        return marks != self.marks

    def clear(self) -> bool:
        """The flood is over; returns whether there were marks."""
        had = bool(self.marks)
        self._known, self.marks = {}, {}
        self._differences.forget()
        return had


NUMBER_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
Shows = collections.abc.Callable[[Incident], bool]


class QueueModel(QAbstractListModel):
    """Numbers in queue order; rows keep their identity when the order changes, so selection never jumps."""

    def __init__(self, store: Store, shows: Shows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._shows = shows
        self._numbers: list[int] = []
        self._places: dict[int, int] = {}
        """The row of each number: with a thousand open, looking through the list is what takes longest."""
        self._order: dict[int, tuple[int, int, int, int]] = {}
        """Sort keys of what is shown, by number."""
        self._differences = Differences()
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
        incident = self._store.incident(self._numbers[index.row()])
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
        """Whether the marker of a shown incident blinks: it was P1 when the rows were sorted last."""
        return number in self._order and self._order[number][0] == Priority.P1

    def refresh(self) -> list[int]:
        """Filter and sort all anew; afterwards every shown row may look different. Returns all open numbers."""
        self._order.clear()
        self._differences.forget()
        looked_at = self._take_in()
        self._arrange_by_order()
        self.repaint()
        return looked_at

    def update(self, named: collections.abc.Iterable[int] = ()) -> list[int]:
        """Take these incidents in, and what time alone has changed in others; returns the numbers that differ.

        Other rows are neither filtered nor painted again.
        """
        before = self._order.copy()
        differing = self._take_in()
        if before != self._order:
            self._arrange_by_order()
        for number in named:
            if (row := self._places.get(number)) is not None:
                self.dataChanged.emit(self.index(row), self.index(row))
        return differing

    def _take_in(self) -> list[int]:
        assessed = self._store.assessed()
        differing = self._differences.take(assessed)
        for number in differing:
            self._order.pop(number, None)
            if (one := assessed.open.get(number)) is not None and self._shows_now(one):
                self._order[number] = one.order
        return differing

    def _arrange_by_order(self) -> None:
        wanted = sorted(self._order, key=self._order.__getitem__)
        if wanted != self._numbers:
            self._arrange(wanted)

    def repaint(self) -> None:
        """Have every row painted again."""
        if self._numbers:
            self.dataChanged.emit(self.index(0), self.index(len(self._numbers) - 1))

    def _shows_now(self, one: Assessment) -> bool:
        """What is P1, or was left alone until it became P1, is hidden by no filter."""
        return one.priority is Priority.P1 or self._shows(one.incident)

    def _row(self, incident: Incident) -> Row:
        return row_of(incident, self._store, self.marks.get(incident.number, ""))

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
