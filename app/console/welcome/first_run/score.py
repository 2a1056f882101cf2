"""What came of a drill, read from the journal that it left: nothing of it is ever a real call."""

import collections.abc

import msgspec


class Line(msgspec.Struct, frozen=True):
    """What is needed of a line of ``watchfloor journal list``; times are UTC ms."""

    at: int
    kind: str
    incident: int | None = None


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """A drill's result."""

    at: int = 0
    """When it ended, UTC ms."""
    shared: int = 0
    answered_ms: tuple[int, ...] = ()
    """How long each answered call rang, in the order in which they came."""
    notes: int = 0
    closed: int = 0

    @property
    def passed(self) -> bool:
        """Every call was answered, something was written down and something was closed."""
        return self.shared > 0 and len(self.answered_ms) == self.shared and bool(self.notes and self.closed)


def score(lines: collections.abc.Iterable[str], at: int) -> Score:
    """The score of a journal's lines.

    Raises:
        msgspec.DecodeError: they are no lines of a journal.
    """
    came: dict[int | None, int] = {}
    answered: dict[int | None, int] = {}
    counted = {"NoteAdded": 0, "IncidentClosed": 0}
    for text in lines:
        line = msgspec.json.decode(text, type=Line)
        if line.kind == "ShareReceived":
            came.setdefault(line.incident, line.at)
        elif line.kind == "Acknowledged" and line.incident in came:
            answered.setdefault(line.incident, line.at - came[line.incident])
        elif line.kind in counted:
            counted[line.kind] += 1
    times = tuple(answered[incident] for incident in came if incident in answered)
    notes, closed = counted.values()
    return Score(at=at, shared=len(came), answered_ms=times, notes=notes, closed=closed)
