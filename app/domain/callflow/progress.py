"""A trigger's progress as a line of nodes: what this console did, what RapidSOS reported, what is not reported yet."""

import collections.abc
import enum
import operator

import msgspec

from app.domain.callflow.definition import Ends, Milestone
from app.domain.callflow.outcome import Accepted, OutcomeReason, Refused, Unknown
from app.domain.callflow.status import FlowMessage, in_order, missed_end
from app.domain.callflow.trigger import Trigger, is_active


class ReportedBy(enum.Enum):
    """Who reported that a node was reached."""

    THIS_CONSOLE = "This console"
    ANSWER = "Answer"
    """Nobody: the answer is missing, or a person settled what it was."""
    REPORTED = "Reported by RapidSOS"
    NOT_REPORTED = "Not reported yet"


class NodeMark(enum.Enum):
    """How a node is drawn: solid is known, dashed is expected."""

    DONE = "done"
    RUNNING = "running"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    EXPECTED = "expected"


class Name(enum.Enum):
    """The nodes that every trigger has; milestones bring their own titles."""

    CONFIRMED = "Confirmed"
    SENT = "Sent once"
    ANSWER = "Answer"
    ACCEPTED = "Accepted"
    REFUSED = "Refused"
    NEVER_SENT = "Not sent"
    UNKNOWN = "OUTCOME UNKNOWN"
    STARTED = "It started"
    DID_NOT_START = "It did not start"
    NOT_REACHED = "Flow over: 9-1-1 was not reached"


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One node; a title that is a ``Name`` has its words in the console, a text comes from the definition file."""

    group: ReportedBy
    mark: NodeMark
    title: Name | str
    at: int | None = None
    hint: str = ""
    report: FlowMessage | None = None
    """The message that reached it, shown in its own words."""


class Stepper(msgspec.Struct, frozen=True, kw_only=True):
    """The whole line, and every message beneath it in order, unverified ones included."""

    nodes: tuple[Node, ...]
    messages: tuple[FlowMessage, ...]
    ended_at: int | None = None
    """When the flow was over, by its definition's ``ends``."""
    seen_started: bool = False
    """A verified message came: the flow did start, whatever the answer was."""


class _Reached(msgspec.Struct, frozen=True):
    """A milestone, when it was first reported, and the newest verified message about it."""

    milestone: Milestone
    at: int
    report: FlowMessage


def stepper(
    trigger: Trigger, milestones: collections.abc.Sequence[Milestone], reports: collections.abc.Iterable[FlowMessage]
) -> Stepper:
    """The line for a trigger and the messages that belong to it; only verified ones move it (docs/contract.md#7.2)."""
    messages = in_order(reports)
    proofs = [message for message in messages if message.verified]
    reached = _reached(milestones, proofs)
    ends = {verb for milestone in milestones for verb in milestone.ends}
    told = trigger.confirmed.ends if trigger.confirmed.ends.missed else Ends.of(milestones)
    missed = missed_end(told, proofs)
    reaching = (proof.at for proof in proofs if proof.status.untrusted_verb in ends.difference(told.missed))
    ended_at = next(reaching, None) if missed is None else missed.at
    return Stepper(
        nodes=(
            *_ours(trigger),
            *_answer(trigger),
            *_reported(reached, over=ended_at is not None),
            *_over(missed),
            *(_expected(trigger, milestones, reached) if ended_at is None else ()),
        ),
        messages=messages,
        ended_at=ended_at,
        seen_started=bool(proofs),
    )


def _reached(
    milestones: collections.abc.Sequence[Milestone], proofs: collections.abc.Sequence[FlowMessage]
) -> list[_Reached]:
    found = []
    for milestone in milestones:
        mine = [proof for proof in proofs if proof.status.untrusted_verb in milestone.verbs]
        if mine:
            found.append(_Reached(milestone, mine[0].at, mine[-1]))
    return sorted(found, key=operator.attrgetter("at"))


def _ours(trigger: Trigger) -> collections.abc.Iterator[Node]:
    yield Node(group=ReportedBy.THIS_CONSOLE, mark=NodeMark.DONE, title=Name.CONFIRMED, at=trigger.confirmed_at)
    if trigger.sent_at is not None:
        yield Node(group=ReportedBy.THIS_CONSOLE, mark=NodeMark.DONE, title=Name.SENT, at=trigger.sent_at)
    elif trigger.outcome is None:
        yield Node(group=ReportedBy.THIS_CONSOLE, mark=NodeMark.RUNNING, title=Name.SENT)


def _answer(trigger: Trigger) -> collections.abc.Iterator[Node]:
    match trigger.outcome:
        case Accepted():
            yield Node(group=ReportedBy.REPORTED, mark=NodeMark.DONE, title=Name.ACCEPTED, at=trigger.answered_at)
        case Refused(why=OutcomeReason.NEVER_SENT):
            yield Node(
                group=ReportedBy.THIS_CONSOLE, mark=NodeMark.REFUSED, title=Name.NEVER_SENT, at=trigger.answered_at
            )
        case Refused():
            yield Node(group=ReportedBy.REPORTED, mark=NodeMark.REFUSED, title=Name.REFUSED, at=trigger.answered_at)
        case Unknown():
            known = trigger.settled is not None and trigger.settled.started
            mark = NodeMark.DONE if known else NodeMark.UNKNOWN
            yield Node(group=ReportedBy.ANSWER, mark=mark, title=Name.UNKNOWN, at=trigger.answered_at)
            yield from _settled(trigger)
        case _:
            yield Node(group=ReportedBy.NOT_REPORTED, mark=NodeMark.EXPECTED, title=Name.ANSWER)


def _settled(trigger: Trigger) -> collections.abc.Iterator[Node]:
    if trigger.settled is not None:
        title = Name.STARTED if trigger.settled.started else Name.DID_NOT_START
        yield Node(group=ReportedBy.ANSWER, mark=NodeMark.DONE, title=title, at=trigger.settled_at)


def _reported(reached: list[_Reached], *, over: bool) -> collections.abc.Iterator[Node]:
    for one in reached:
        runs = one is reached[-1] and not over
        yield Node(
            group=ReportedBy.REPORTED,
            mark=NodeMark.RUNNING if runs else NodeMark.DONE,
            title=one.milestone.title,
            at=one.at,
            hint=one.milestone.hint,
            report=one.report,
        )


def _over(missed: FlowMessage | None) -> collections.abc.Iterator[Node]:
    if missed is not None:
        yield Node(
            group=ReportedBy.REPORTED, mark=NodeMark.REFUSED, title=Name.NOT_REACHED, at=missed.at, report=missed
        )


def _expected(
    trigger: Trigger, milestones: collections.abc.Sequence[Milestone], reached: list[_Reached]
) -> collections.abc.Iterator[Node]:
    """What RapidSOS has not reported, in the file's order; nothing is expected of one that did not start or is over."""
    if not is_active(trigger):
        return
    seen = [one.milestone for one in reached]
    for milestone in milestones:
        if milestone not in seen:
            yield Node(
                group=ReportedBy.NOT_REPORTED, mark=NodeMark.EXPECTED, title=milestone.title, hint=milestone.hint
            )
