"""The timeline as a Qt list model: newest first, runs of like lines folded into one."""

import collections.abc
import itertools
import typing

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.console.incident.additional_data.text import AnswerNews
from app.console.incident.timeline.text import Fold, TimelineEntry, entry
from app.domain.incident.model import Incident
from app.export.event_text import EventTopic

MINUTE_MS = 60_000


def folded(
    lines: collections.abc.Iterable[TimelineEntry], opened: collections.abc.Container[int] = ()
) -> list[TimelineEntry]:
    """The lines, newest first, with neighbours of a kind as one; what is ``opened`` stands under its own line.

    A fold is known by the seq of its oldest line, which stays when newer ones join it.
    """
    shown: list[TimelineEntry] = []
    for kind, group in itertools.groupby(lines, _alike):
        members = list(group)
        if not kind or len(members) == 1:
            shown += members
            continue
        key = members[-1].seq
        shown.append(_one(members, key))
        if key in opened:
            shown += [msgspec.structs.replace(one, folded_in=key) for one in members]
    return shown


def _alike(line: TimelineEntry) -> tuple[object, ...]:
    match line.fold:
        case Fold.FIX:
            return (Fold.FIX, line.at // MINUTE_MS)
        case Fold.FORM:
            return (Fold.FORM, line.detail)
        case _:
            return ()


def _one(members: list[TimelineEntry], key: int) -> TimelineEntry:
    newest = members[0]
    if newest.fold is Fold.FIX:
        text = f"{len(members)} fixes in this minute, the last {newest.text}"
    else:
        text = f"{newest.text}, {len(members)} times"
    same = {one.right for one in members} == {newest.right}
    right = newest.right if same else ""
    return msgspec.structs.replace(newest, text=text, right=right, folds=key)


ENTRY_ROLE = Qt.ItemDataRole.UserRole
OPEN_ROLE = Qt.ItemDataRole.UserRole + 1
"""Whether the lines that a folded one stands for are shown."""
Index = QModelIndex | QPersistentModelIndex


class TimelineModel(QAbstractListModel):
    """Lines of one incident, folded; only the top changes when one comes, so that scroll place and selection stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[TimelineEntry] = []
        self._shown: list[TimelineEntry] = []
        self._number: int | None = None
        self._topic: EventTopic | None = None
        self._opened: set[int] = set()
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
        if role == OPEN_ROLE:
            return self.is_open(line)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            fold = "" if line.folds is None else self._fold_words(line)
            return ", ".join(part for part in (line.topic.value, line.text, line.detail, line.right, fold) if part)
        return None

    def _fold_words(self, line: TimelineEntry) -> str:
        return "open, Enter closes it" if self.is_open(line) else "folded, Enter opens it"

    def count(self, topic: EventTopic | None) -> int:
        """How many events a chip stands for."""
        return len(self._all) if topic is None else sum(line.topic is topic for line in self._all)

    def show_incident(self, incident: Incident) -> None:
        """Take the lines that are new; another incident starts over."""
        if incident.number != self._number:
            self._number, self._all = incident.number, []
            self._opened.clear()
            self._renew()
        known = self._all[0].seq if self._all else 0
        news = self._news.of(incident)
        fresh = [entry(record, news) for record in reversed(incident.timeline) if record.seq > known]
        if not fresh:
            return
        self._all = fresh + self._all
        self._show(self._wanted())

    def toggle(self, row: int) -> None:
        """Open the fold that a row stands for or is part of, or close it; another row does nothing."""
        line = self._shown[row]
        key = line.folds if line.folds is not None else line.folded_in
        if key is not None:
            self._opened ^= {key}
            self._show(self._wanted())

    def is_open(self, line: TimelineEntry) -> bool:
        """Whether the lines that this one stands for are shown."""
        return line.folds in self._opened

    def choose(self, topic: EventTopic | None) -> None:
        """Show one group only, or all."""
        self._topic = topic
        self._renew()

    def _renew(self) -> None:
        self.beginResetModel()
        self._shown = self._wanted()
        self.endResetModel()

    def _wanted(self) -> list[TimelineEntry]:
        return folded((line for line in self._all if self._passes(line)), self._opened)

    def _show(self, wanted: list[TimelineEntry]) -> None:
        """Change only the rows that differ: above and below them everything stays where it is."""
        before = self._shown
        top = _common(before, wanted)
        foot = _common(before[top:][::-1], wanted[top:][::-1])
        gone, come = len(before) - top - foot, len(wanted) - top - foot
        if gone:
            self.beginRemoveRows(QModelIndex(), top, top + gone - 1)
            self._shown = before[:top] + before[top + gone :]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), top, top + come - 1)
            self._shown = wanted
            self.endInsertRows()
        if 0 < top <= len(wanted):
            self.dataChanged.emit(self.index(top - 1), self.index(top - 1))

    def _passes(self, line: TimelineEntry) -> bool:
        return self._topic is None or line.topic is self._topic


def _common(one: list[TimelineEntry], other: list[TimelineEntry]) -> int:
    """How many lines at the beginning are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))
