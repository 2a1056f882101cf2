"""What an operator has filled in so far, and where each value came from."""

import enum

import msgspec

from app.domain.callflow.wording import Sentence, say


class Origin(enum.Enum):
    """Who put a value into a field."""

    TYPED = "typed"
    INCIDENT = "incident"
    DEFAULT = "default"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One field's text, as the operator sees it."""

    text: str
    origin: Origin = Origin.TYPED
    source: str = ""
    """The fix's source, like ``lei``, for a place from the incident."""
    age_ms: int | None = None
    """How old the fix was when it was taken; None when it does not state its time."""
    as_typed: bool = False
    """The operator confirmed a doubtful place (0,0, swapped, minus missing) as it stands."""


Answers = dict[str, Answer]
"""By the field's key."""


def provenance(answer: Answer) -> Sentence | None:
    """Where the value came from, like ``from the incident, lei, 12 s old``; None for what was typed."""
    if answer.origin is Origin.TYPED:
        return None
    if answer.origin is Origin.DEFAULT:
        return say("as this callflow has it")
    if not answer.source:
        return say("from the incident")
    if answer.age_ms is None:
        return say("from the incident, {source}, age not stated", source=answer.source)
    return say("from the incident, {source}, {age} s old", source=answer.source, age=round(answer.age_ms / 1000))
