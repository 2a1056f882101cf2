"""Every kind of event in words for the timeline; a kind without its own words is named, never hidden."""

import collections.abc
import enum
import types
import typing

import msgspec

from app.console.incident.clocks import ending_words, feed_name
from app.console.incident.dialogs import disposition
from app.console.incident.location_text import confidence, metres, origin, radius
from app.console.incident.timeline.work_text import (
    FlowEvent,
    WorkEvent,
    closing_words,
    flow_words,
    is_status,
    working_words,
)
from app.console.theme.icons import Shape
from app.console.theme.text import one_line, span, visible
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import (
    Acknowledged,
    AdditionalDataReceived,
    BodyQuarantined,
    CaptureAsked,
    Erased,
    Escalated,
    FeedEmpty,
    FeedEnded,
    FeedFailed,
    FeedRecovered,
    FormSaved,
    GapFound,
    IncidentClosed,
    IncidentOpened,
    IncidentReopened,
    LocationFixed,
    LocationRefused,
    NoteAdded,
    ShareReceived,
    ShareRepeated,
    ShareTakenOver,
    UnknownKind,
    Unreadable,
)
from app.domain.location.description import FixOrigin

News = collections.abc.Mapping[int, tuple[str, str]]
"""Words and a second line, by seq."""
NO_NEWS: News = types.MappingProxyType({})


class TimelineGroup(enum.Enum):
    """A chip of the timeline."""

    SHARE = "share"
    LOCATION = "location"
    FEED = "feed"
    TRIGGER = "trigger"
    STATUS = "status"
    NOTE = "note"
    HANDLING = "handling"
    OTHER = "other"


class Fold(enum.Enum):
    """Lines that fold with their neighbours of the same kind."""

    FIX = "fix"
    FORM = "form"


class TimelineEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the timeline; every text is safe to paint."""

    seq: int
    at: int
    group: TimelineGroup
    shape: Shape
    label: str
    text: str
    strong: bool = False
    detail: str = ""
    right: str = ""
    fold: Fold | None = None
    """What it folds with."""
    folds: int | None = None
    """It stands for several lines; the seq by which its fold is known."""
    folded_in: int | None = None
    """It is one of those, and shown because the fold is open."""


def entry(record: Recorded, news: News = NO_NEWS) -> TimelineEntry:
    """The line of an event; ``news`` has the words of RAD-E's answers by seq."""
    if record.seq in news:
        text, detail = news[record.seq]
        return _line(record, TimelineGroup.FEED, Shape.NEWS, "Data", text, detail=detail)
    if isinstance(record.event, FlowEvent | WorkEvent):
        return _told(record, record.event)
    match record.event:
        case ShareReceived() | ShareRepeated() | ShareTakenOver() | BodyQuarantined():
            return _share(record)
        case LocationFixed():
            return _location(record, record.event)
        case LocationRefused():
            return _refused_place(record, record.event)
        case AdditionalDataReceived() | FeedEmpty() | FeedFailed() | FeedRecovered() | FeedEnded():
            return _feed(record, record.event)
        case NoteAdded():
            return _line(record, TimelineGroup.NOTE, Shape.NOTE, "Note", visible(record.event.text))
        case _:
            return _handling(record)


def group_words(group: TimelineGroup) -> str:
    """What a chip says."""
    return {
        TimelineGroup.SHARE: "Shares",
        TimelineGroup.LOCATION: "Location",
        TimelineGroup.FEED: "Data",
        TimelineGroup.TRIGGER: "Trigger",
        TimelineGroup.STATUS: "Status",
        TimelineGroup.NOTE: "Notes",
        TimelineGroup.HANDLING: "Handling",
        TimelineGroup.OTHER: "Other",
    }[group]


def _share(record: Recorded) -> TimelineEntry:
    label = "Share"
    match record.event:
        case ShareReceived() as event:
            ecc = one_line(event.ecc) if event.ecc else "an ECC that is not stated"
            verdict = "signature good" if event.verified else "signature NOT verified"
            took = f"{record.at - event.received_at} ms"
            text = f"Received from {ecc}, {verdict}, stored in {took}"
            linked = f"same phone as incident {event.linked_to}" if event.linked_to else ""
            shape = Shape.P1 if event.verified else Shape.P2
            return _line(record, TimelineGroup.SHARE, shape, label, text, detail=linked, strong=True)
        case ShareRepeated(quiet=True):
            return _line(record, TimelineGroup.SHARE, Shape.QUIET, label, "The same body came again, counted only")
        case ShareRepeated():
            return _line(record, TimelineGroup.SHARE, Shape.P1, label, "Shared again, the same body", strong=True)
        case ShareTakenOver():
            text = "Taken over from quarantine, signature not verified"
            return _line(record, TimelineGroup.SHARE, Shape.P2, label, text)
        case _:
            return _line(record, TimelineGroup.SHARE, Shape.P2, label, "A body was refused and kept")


def _location(record: Recorded, fix: LocationFixed) -> TimelineEntry:
    known = {one.value: one for one in FixOrigin}
    source = origin(known.get(fix.source, FixOrigin.OTHER))
    text = f"{radius(fix.uncertainty_m)}, {confidence(fix.confidence)}"
    if fix.altitude_m is not None:
        text += ", " + f"height {metres(fix.altitude_m)}"
    detail = f"address as reported: {one_line(fix.address)}" if fix.address else ""
    return _line(
        record,
        TimelineGroup.LOCATION,
        Shape.NEWS,
        "Location",
        text,
        detail=detail,
        right=source,
        fold=Fold.FIX,
    )


def _refused_place(record: Recorded, event: LocationRefused) -> TimelineEntry:
    """A place that was not used; its numbers stand here as they came, for a person to judge."""
    text = {
        "location_zero": "LEI gave 0, 0: no place, not used",
        "location_swapped": "LEI gave a place with its numbers swapped, it seems: not used",
        "location_missing": "LEI gave a record without coordinates: not used",
    }.get(event.reason, "LEI gave a place that can't be one: not used")
    pair = "" if event.latitude is None or event.longitude is None else f"{event.latitude:.6f}, {event.longitude:.6f}"
    return _line(record, TimelineGroup.LOCATION, Shape.QUIET, "Location", text, detail=pair)


def _feed(
    record: Recorded, event: AdditionalDataReceived | FeedEmpty | FeedFailed | FeedRecovered | FeedEnded
) -> TimelineEntry:
    label = "Data"
    match event:
        case AdditionalDataReceived():
            return _line(record, TimelineGroup.FEED, Shape.NEWS, label, "RAD-E answered, changed")
        case FeedEmpty():
            text = "{feed} has no data"
            shape = Shape.QUIET
        case FeedFailed():
            text = "{feed} fails: {problem}".replace("{problem}", one_line(event.problem))
            shape = Shape.P2
        case FeedRecovered():
            text = "{feed} answers again"
            shape = Shape.SEEN
        case _:
            text = "{feed} is asked no more: {reason}".replace("{reason}", ending_words(event.reason))
            shape = Shape.QUIET
    return _line(record, TimelineGroup.FEED, shape, label, text.replace("{feed}", feed_name(event.feed)))


def _told(record: Recorded, event: FlowEvent | WorkEvent) -> TimelineEntry:
    """What has words in a room of its own."""
    if isinstance(event, WorkEvent):
        said, group = working_words(record, event), TimelineGroup.HANDLING
    else:
        said, group = flow_words(event), TimelineGroup.STATUS if is_status(event) else TimelineGroup.TRIGGER
    fold = Fold.FORM if isinstance(event, FormSaved) else None
    label = group_words(group)
    return _line(record, group, said.shape, label, said.text, detail=said.detail, strong=said.strong, fold=fold)


def _handling(record: Recorded) -> TimelineEntry:
    label = "Handling"
    match record.event:
        case Acknowledged():
            return _line(record, TimelineGroup.HANDLING, Shape.SEEN, label, "Acknowledged and claimed")
        case CaptureAsked():
            text = "RapidSOS is asked at once, as an operator wished"
            return _line(record, TimelineGroup.HANDLING, Shape.RUNNING, label, text)
        case IncidentOpened():
            text = "Opened here, without a share"
            return _line(record, TimelineGroup.HANDLING, Shape.NEWS, label, text)
        case IncidentClosed() as event:
            text = f"Closed: {disposition(event.reason)}"
            return _line(
                record, TimelineGroup.HANDLING, Shape.SEEN, label, text, detail=closing_words(event), strong=True
            )
        case IncidentReopened() as event:
            by_share = "Reopened because its share came again"
            text = "Reopened" if record.operator else by_share
            return _line(
                record, TimelineGroup.HANDLING, Shape.RUNNING, label, text, detail=one_line(event.text), strong=True
            )
        case _:
            return _other(record)


def _other(record: Recorded) -> TimelineEntry:
    match record.event:
        case Erased() as event:
            text = f"{event.kind}, erased by retention: only its time remains"
        case Unreadable(reason="locked") as event:
            text = f"{event.kind}, sealed: unlock the keyring to read it"
        case Unreadable() as event:
            text = f"{event.kind}, damaged: run journal verify"
        case UnknownKind() as event:
            text = f"{one_line(event.kind)}, of a newer program: kept, not understood here"
        case GapFound() as event:
            text = f"Not receiving for {span(event.until - event.since)}. A share sent then did not arrive."
        case Escalated() as event:
            text = _escalated(event)
        case _:
            text = type(record.event).__name__
    return _line(record, TimelineGroup.OTHER, Shape.NOT_PROVEN, "Other", text)


def _escalated(event: Escalated) -> str:
    way = {
        "console": "the console was opened",
        "command": "the administrator's command was run",
        "url": "the administrator's address was called",
    }.get(event.way, one_line(event.way))
    unanswered = event.because == "unanswered"
    why = "Nobody answered" if unanswered else "Nobody watched"
    if event.problem:
        words = "{why}; {way}, in vain: {problem}".replace("{why}", why)
        return words.replace("{way}", way).replace("{problem}", one_line(event.problem))
    return f"{why}; {way}"


def _line(
    record: Recorded,
    group: TimelineGroup,
    shape: Shape,
    label: str,
    text: str,
    **more: typing.Any,  # noqa: ANN401 TimelineEntry's own optional fields
) -> TimelineEntry:
    right = more.pop("right", "") or (one_line(record.operator) if record.operator else "")
    if group is TimelineGroup.SHARE and not right:
        right = "seq {seq}".format(seq=f"{record.seq:,}".replace(",", " "))
    return TimelineEntry(
        seq=record.seq, at=record.at, group=group, shape=shape, label=label, text=text, right=right, **more
    )
