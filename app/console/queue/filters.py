"""What the queue shows: chips and a search; neither can hide an unacknowledged P1 (docs/operator.md#e1)."""

import datetime as dt
import enum
import re

from app.domain.incident.incident import Incident
from app.domain.incident.ringing.alarms import needs_someone
from app.domain.search import saying, sought
from app.domain.search.sought import Sought

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
        self._sought = sought.read(line, self._zone)
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
            answers = not self._sought.empty and saying.answers(incident, self._sought) is not None
            known = self._answers[incident.number] = (incident.last_seq, answers)
        return known[1]
