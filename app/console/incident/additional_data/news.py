"""What an answer of RAD-E brought, for the timeline: the sources at first, then each changed field, old and new."""

from app.console.look.plain_text import one_line
from app.domain.additional_data import copied
from app.domain.additional_data.changes import Change, between
from app.domain.additional_data.display import read_json
from app.domain.additional_data.field import Display
from app.domain.incident.events import AdditionalDataReceived
from app.domain.incident.incident import Incident

MOST = 3
LONGEST = 60
News = tuple[str, str]
"""What happened, and a second line with more of it."""


class AnswerNews:
    """Reads each answer of one incident once, as it comes."""

    def __init__(self) -> None:
        self._number: int | None = None
        self._seq = 0
        self._last: dict[str, Display] = {}
        self._told: dict[int, News] = {}

    def of(self, incident: Incident) -> dict[int, News]:
        """The words of each answer, by seq."""
        if incident.number != self._number:
            self._number, self._seq, self._last, self._told = incident.number, 0, {}, {}
        for record in incident.timeline:
            if record.seq > self._seq and isinstance(record.event, AdditionalDataReceived):
                display = read_json(record.event.untrusted_answer)
                self._told[record.seq] = self._tell(record.event.share, display)
        self._seq = incident.last_seq
        return self._told

    def _tell(self, share: str, display: Display) -> News:
        before = self._last.get(share)
        if not display.unreadable:
            self._last[share] = display
        return _first(display) if before is None else _later(before, display)


def _first(display: Display) -> News:
    if display.unreadable:
        return "RAD-E answered something that can't be read", ""
    names = ", ".join(source.name for source in display.sources)
    if not names:
        return "RAD-E answered without any record", ""
    return f"RAD-E answered: {one_line(names)}", ""


def _later(before: Display, display: Display) -> News:
    if display.unreadable:
        return _first(display)
    changes = between(before, display)
    if not changes:
        return "RAD-E answered, its schema changed", ""
    said = [_change(change) for change in changes[:MOST]]
    more = len(changes) - len(said)
    if more:
        said.append(f"and {more} more")
    return said[0], "; ".join(said[1:])


def _change(change: Change) -> str:
    old = _value(copied.value(change.before)) if change.before else "nothing"
    new = _value(copied.value(change.after)) if change.after else "nothing"
    return f"{one_line(change.source_name)}, {one_line(change.label)}: {old} → {new}"


def _value(untrusted: str) -> str:
    line = one_line(untrusted)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
