"""The kinds of nothing in words: what was seen and when, and what it means; none is mistaken for another."""

import collections.abc
import datetime as dt
import enum

import msgspec

from app.console.theme.text import clock, one_line, span
from app.domain.additional_data import render
from app.domain.additional_data.history import Change, Changed, between
from app.domain.additional_data.model import DataField, Display, FieldKind
from app.domain.additional_data.reader import read_json
from app.domain.additional_data.values import Nothing, why
from app.domain.data_share.feed import Ending, Feed, at
from app.domain.incident.events import AdditionalDataReceived
from app.domain.incident.model import Incident
from app.export.event_text import ending_words
from app.protocol.sync import FeedPulse

ROUND_UP_MS = 999


class Look(enum.Enum):
    """How an absence is drawn."""

    NOT_YET = "not_yet"
    NO_NUMBER = "no_number"
    EMPTY = "empty"
    FAILED = "failed"
    NOT_PERMITTED = "not_permitted"
    ENDED = "ended"


class Absence(msgspec.Struct, frozen=True, kw_only=True):
    """One card's words; ``early`` when the source ended before the nominal close."""

    look: Look
    title: str
    state: str
    sentence: str
    early: bool = False


class AbsenceContext(msgspec.Struct, frozen=True, kw_only=True):
    """What an absence is told with: the present, the zone, the feed's pulse and its last problem."""

    now: int
    zone: dt.tzinfo | None
    pulse: FeedPulse | None = None
    untrusted_problem: str = ""


def feed_absence(feed: Feed, moment: AbsenceContext) -> Absence | None:
    """Why RAD-E has no data for a share, None when it has some."""
    title = "Additional data"
    match why(feed):
        case Nothing.NOT_YET:
            return _not_yet(title, moment)
        case Nothing.EMPTY:
            return _empty(title, feed, moment)
        case Nothing.FAILED:
            return failed(feed, moment)
        case Nothing.NOT_PERMITTED:
            sentence = "403: not enabled at this ECC, or not approved for us. It is not asked again."
            state = "not permitted"
            return Absence(look=Look.NOT_PERMITTED, title=title, state=state, sentence=sentence)
        case Nothing.ENDED:
            return ended(feed, moment)
        case None:
            return None


def failed(feed: Feed, moment: AbsenceContext) -> Absence:
    """RapidSOS can't be reached or can't answer."""
    since = feed.failing_since or moment.now
    problem = moment.untrusted_problem or "no answer"
    said = "{problem}, since {time}. Nothing came from RAD-E in that time."
    return Absence(
        look=Look.FAILED,
        title="RAD-E fails",
        state=retry_words(moment),
        sentence=said.replace("{time}", clock(since, moment.zone)).replace("{problem}", problem),
    )


def ended(feed: Feed, moment: AbsenceContext) -> Absence:
    """The feed is asked no more: why, and when; the call itself may go on."""
    if feed.ending is Ending.NO_NUMBER:
        return no_number()
    there = at(feed, moment.now)
    after = span(there.ended_after_ms or 0)
    reason = ending_words(feed.ending) if feed.ending is not None else ""
    said = "RAD-E is asked no more: {reason}. Whether the call goes on is not known here."
    return Absence(
        look=Look.ENDED,
        title="RAD-E ended",
        state=f"ended at {after}",
        sentence=said.replace("{reason}", reason),
        early=there.ended_early and feed.ending in (Ending.ACCESS_ENDED, Ending.NO_DATA),
    )


def no_number() -> Absence:
    """RapidSOS is asked by phone number or alert id, and this share has neither."""
    return Absence(
        look=Look.NO_NUMBER,
        title="Additional data",
        state="no number to ask with",
        sentence="The share has no phone number. Ask the ECC, and who is with the caller.",
    )


def without_record(name: str, since: int, zone: dt.tzinfo | None) -> Absence:
    """A source that answered without data."""
    return Absence(
        look=Look.EMPTY,
        title=name,
        state=f"no record · {clock(since, zone)}",
        sentence="It answered: nothing on file for this number at that time.",
    )


def unreadable(since: int, zone: dt.tzinfo | None) -> Absence:
    """RapidSOS answered something that is no JSON."""
    return Absence(
        look=Look.FAILED,
        title="Answer not readable",
        state=f"since {clock(since, zone)}",
        sentence="RAD-E answered something that can't be read. What was readable before stays.",
    )


def retry_words(moment: AbsenceContext) -> str:
    """``failed, retrying in 0:08``."""
    due = moment.pulse.next_due if moment.pulse else None
    if due is None:
        return "failed, will be asked again"
    if due <= moment.now:
        return "failed, asking again now"
    left = span(due - moment.now + ROUND_UP_MS)
    return f"failed, retrying in {left}"


def _not_yet(title: str, moment: AbsenceContext) -> Absence:
    asked = moment.pulse.last_asked if moment.pulse else None
    if asked is None:
        state = "not asked yet"
        sentence = "RAD-E has not been asked about this share. Nothing is known either way."
    else:
        state = f"asked {span(moment.now - asked)} ago, no answer yet"
        sentence = "Nothing is known either way until RAD-E answers."
    return Absence(look=Look.NOT_YET, title=title, state=state, sentence=sentence)


def _empty(title: str, feed: Feed, moment: AbsenceContext) -> Absence:
    heard = [seen for seen in (feed.answered_at, moment.pulse.last_answered if moment.pulse else None) if seen]
    return Absence(
        look=Look.EMPTY,
        title=title,
        state=f"no record · {clock(max(heard), moment.zone)}",
        sentence="RAD-E answered: nothing on file for this number at that time. It is asked again.",
    )


_ACTIVE = (FieldKind.LINK, FieldKind.IMAGE)
_LONGEST_NAME = 40


class CardLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line; without a field it is a heading, with ``gone`` the field was there and is no more."""

    path: str
    label: str
    depth: int = 0
    field: DataField | None = None
    changed: Changed | None = None
    gone: bool = False
    numbered: bool = False
    """A heading that only counts the elements of a list."""


def lines(
    fields: collections.abc.Iterable[DataField], changes: collections.abc.Mapping[str, Changed], depth: int = 0
) -> collections.abc.Iterator[CardLine]:
    """The lines of these fields in their order."""
    for field in fields:
        yield from _lines_of(field, changes, depth)


def gone(changed: collections.abc.Iterable[Changed]) -> collections.abc.Iterator[CardLine]:
    """A line for each field that the source does not send any more."""
    for one in changed:
        if one.change.after is None:
            yield CardLine(path=one.change.path, label=one.change.label, changed=one, gone=True)


def _lines_of(
    field: DataField, changes: collections.abc.Mapping[str, Changed], depth: int
) -> collections.abc.Iterator[CardLine]:
    changed = changes.get(field.path)
    if not field.children or _is_plain_list(field):
        yield CardLine(path=field.path, label=field.label, depth=depth, field=field, changed=changed)
        return
    yield CardLine(path=field.path, label=field.label, depth=depth)
    for place, child in enumerate(field.children, start=1):
        if _is_named_link(child, changes):
            name, link = child.children
            yield CardLine(path=link.path, label=str(name.value), depth=depth + 1, field=link)
        elif child.children and not child.label:
            counted = f"{place} of {len(field.children)}"
            yield CardLine(path=child.path, label=counted, depth=depth + 1, numbered=True)
            yield from lines(child.children, changes, depth + 1)
        else:
            yield from _lines_of(child, changes, depth + 1)


def _is_plain_list(field: DataField) -> bool:
    """Whether its elements are plain values, which stand under each other in one line of the card."""
    return field.kind is FieldKind.LIST and not any(
        child.children or child.phone or child.kind in _ACTIVE for child in field.children
    )


def _is_named_link(element: DataField, changes: collections.abc.Mapping[str, Changed]) -> bool:
    """Whether a list's element is a name and an address, like a camera: the name then stands for the label."""
    if element.label or len(element.children) != 2:  # noqa: PLR2004 a name and an address
        return False
    name, link = element.children
    plain = name.kind is FieldKind.TEXT and link.kind in _ACTIVE and len(str(name.value)) <= _LONGEST_NAME
    return plain and not any(child.path in changes for child in element.children)


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
    old = _value(render.value(change.before)) if change.before else "nothing"
    new = _value(render.value(change.after)) if change.after else "nothing"
    return f"{one_line(change.source_name)}, {one_line(change.label)}: {old} → {new}"


def _value(untrusted: str) -> str:
    line = one_line(untrusted)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
