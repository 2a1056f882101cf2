"""The lines of the timeline: the catalogue's words (``app/export/event_text.py``) with a shape, a chip and a layout."""

import collections.abc
import enum
import types
import typing

import msgspec

from app.console.theme.icons import Shape
from app.console.theme.text import one_line, visible
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import (
    Acknowledged,
    AdditionalDataReceived,
    AnyEvent,
    BodyQuarantined,
    CaptureAsked,
    ChecklistsAdopted,
    FeedEmpty,
    FeedEnded,
    FeedFailed,
    FeedRecovered,
    FormDiscarded,
    FormSaved,
    HandedOver,
    HandoverSigned,
    HttpCallbackReceived,
    IncidentClosed,
    IncidentExported,
    IncidentHeard,
    IncidentHeld,
    IncidentOpened,
    IncidentReleased,
    IncidentReopened,
    IncidentShown,
    IncidentsLinked,
    IncidentsUnlinked,
    IncidentTakenOver,
    LocationFixed,
    LocationRefused,
    NoteAdded,
    ShareMovedOut,
    ShareReceived,
    ShareRepeated,
    ShareSplit,
    ShareTakenOver,
    StatusAssigned,
    StatusReceived,
    StepChecked,
    StepUnchecked,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerRefused,
    TriggerSent,
    TriggerSettled,
    TriggerUnknown,
)
from app.export.event_text import EventText, EventTopic, describe

News = collections.abc.Mapping[int, tuple[str, str]]
"""What RAD-E's answers changed, in words and a second line, by seq."""
NO_NEWS: News = types.MappingProxyType({})


class Fold(enum.Enum):
    """Lines that fold with their neighbours of the same kind."""

    FIX = "fix"
    FORM = "form"


class TimelineEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the timeline; every text is safe to paint."""

    seq: int
    at: int
    """UTC ms."""
    topic: EventTopic
    shape: Shape
    text: str
    strong: bool = False
    detail: str = ""
    right: str = ""
    """Who did it; of a share its seq in the journal."""
    fold: Fold | None = None
    """What it folds with."""
    folds: int | None = None
    """It stands for several lines; the seq by which its fold is known."""
    folded_in: int | None = None
    """It is one of those, and shown because the fold is open."""


def entry(record: Recorded, news: News = NO_NEWS) -> TimelineEntry:
    """The line of an event; ``news`` says what changed in RAD-E's answers, which takes the answer before as well."""
    words = describe(record)
    if record.seq in news:
        text, detail = news[record.seq]
        words = EventText(topic=words.topic, text=text, detail=detail)
    return TimelineEntry(
        seq=record.seq,
        at=record.at,
        topic=words.topic,
        shape=_shape(record.event),
        text=visible(words.text),
        strong=isinstance(record.event, _STRONG)
        or (isinstance(record.event, ShareRepeated) and not record.event.quiet),
        detail=visible(words.detail),
        right=_right(record, words.topic),
        fold=_FOLDS.get(type(record.event)),
    )


def topic_words(topic: EventTopic) -> str:
    """What a chip says: the topic in the plural where it is counted."""
    return {EventTopic.SHARE: "Shares", EventTopic.NOTE: "Notes"}.get(topic, topic.value)


_STRONG: typing.Final = (
    ShareReceived,
    IncidentClosed,
    IncidentReopened,
    IncidentTakenOver,
    HandedOver,
    ShareMovedOut,
    ShareSplit,
    TriggerConfirmed,
    TriggerAccepted,
    TriggerRefused,
    TriggerUnknown,
    TriggerSettled,
)
_FOLDS: typing.Final[dict[type, Fold]] = {LocationFixed: Fold.FIX, FormSaved: Fold.FORM}
_SHAPES: typing.Final[dict[type, Shape]] = {
    LocationFixed: Shape.NEWS,
    LocationRefused: Shape.QUIET,
    ShareTakenOver: Shape.P2,
    BodyQuarantined: Shape.P2,
    AdditionalDataReceived: Shape.NEWS,
    FeedEmpty: Shape.QUIET,
    FeedFailed: Shape.P2,
    FeedRecovered: Shape.SEEN,
    FeedEnded: Shape.QUIET,
    NoteAdded: Shape.NOTE,
    StatusAssigned: Shape.RUNNING,
    HttpCallbackReceived: Shape.NOT_PROVEN,
    FormSaved: Shape.QUIET,
    FormDiscarded: Shape.QUIET,
    TriggerConfirmed: Shape.RUNNING,
    TriggerSent: Shape.RUNNING,
    TriggerAccepted: Shape.SEEN,
    TriggerRefused: Shape.BROKEN,
    TriggerUnknown: Shape.UNKNOWN,
    TriggerSettled: Shape.SEEN,
    Acknowledged: Shape.SEEN,
    CaptureAsked: Shape.RUNNING,
    IncidentOpened: Shape.NEWS,
    IncidentClosed: Shape.SEEN,
    IncidentReopened: Shape.RUNNING,
    IncidentExported: Shape.NEWS,
    IncidentHeld: Shape.HELD,
    IncidentReleased: Shape.RUNNING,
    IncidentTakenOver: Shape.NEWS,
    IncidentsLinked: Shape.NEWS,
    IncidentsUnlinked: Shape.QUIET,
    ShareMovedOut: Shape.NEWS,
    ShareSplit: Shape.P1,
    IncidentShown: Shape.SEEN,
    IncidentHeard: Shape.SEEN,
    HandoverSigned: Shape.SEEN,
    ChecklistsAdopted: Shape.NEWS,
    StepChecked: Shape.SEEN,
    StepUnchecked: Shape.QUIET,
}


def _shape(event: AnyEvent) -> Shape:
    match event:
        case ShareReceived():
            return Shape.P1 if event.verified else Shape.P2
        case ShareRepeated():
            return Shape.QUIET if event.quiet else Shape.P1
        case StatusReceived():
            return Shape.RUNNING if event.verified else Shape.NOT_PROVEN
        case HandedOver():
            return Shape.P2 if event.to is None else Shape.NEWS
        case _:
            return _SHAPES.get(type(event), Shape.NOT_PROVEN)


def _right(record: Recorded, topic: EventTopic) -> str:
    if record.operator:
        return one_line(record.operator)
    return f"seq {record.seq:,}".replace(",", " ") if topic is EventTopic.SHARE else ""
