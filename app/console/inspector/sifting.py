"""Which requests the list shows: by what became of them, and by words."""

import enum

from app.domain.inspection.request import Outcome, SeenRequest


class Sort(enum.Enum):
    """A chip of the inspector."""

    ALL = "all"
    """Everything but the station's own knocks."""
    ACCEPTED = "accepted"
    REPEATED = "repeated"
    REFUSED = "refused"
    CALLBACKS = "callbacks"
    SELF_TEST = "self_test"


_OUTCOMES = {
    Sort.ALL: frozenset(Outcome) - {Outcome.SELF_TEST},
    Sort.ACCEPTED: frozenset({Outcome.ACCEPTED}),
    Sort.REPEATED: frozenset({Outcome.REPEATED}),
    Sort.REFUSED: frozenset({Outcome.REFUSED, Outcome.MALFORMED, Outcome.FAILED}),
    Sort.CALLBACKS: frozenset({Outcome.CALLBACK}),
    Sort.SELF_TEST: frozenset({Outcome.SELF_TEST}),
}


def belongs(request: SeenRequest, sort: Sort) -> bool:
    """Whether a request belongs to a chip."""
    return request.outcome in _OUTCOMES[sort]


def finds(request: SeenRequest, sought: str) -> bool:
    """Whether words are in a request's path, sender, status, verdict, reason or incident."""
    known = (request.method, request.path, request.remote, str(request.status), request.verdict, request.why)
    text = " ".join((*known, request.outcome.value, str(request.incident or ""))).casefold()
    return all(word in text for word in sought.casefold().split())
