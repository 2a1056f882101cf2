"""What is known of the shown incident, share by share: each answer is read once, as it comes."""

from app.domain.additional_data.display import read_json
from app.domain.incident.events import AdditionalDataReceived
from app.domain.incident.incident import Incident
from app.domain.incident.known import Known, after


class Gathered:
    """The cards of one incident; another incident begins anew, for its answers stand in its timeline."""

    def __init__(self) -> None:
        self._number: int | None = None
        self._seq = 0
        self._known: dict[str, Known] = {}

    def take(self, incident: Incident) -> None:
        """Read the answers that are new."""
        if incident.number != self._number:
            self._number, self._seq, self._known = incident.number, 0, {}
        fresh = []
        for record in reversed(incident.timeline):
            if record.seq <= self._seq:
                break
            fresh.append(record)
        for record in reversed(fresh):
            if isinstance(record.event, AdditionalDataReceived):
                share = record.event.share
                display = read_json(record.event.untrusted_answer)
                self._known[share] = after(self._known.get(share), display, record.at)
        self._seq = incident.last_seq

    def of(self, share: str) -> Known | None:
        """What a share's answers have told, None when none came."""
        return self._known.get(share)

    @property
    def sources(self) -> int:
        """How many sources have a card."""
        return sum(len(known.cards) for known in self._known.values())

    @property
    def changes(self) -> int:
        """How many fields have changed since they first came."""
        return sum(len(card.changed) for known in self._known.values() for card in known.cards)
