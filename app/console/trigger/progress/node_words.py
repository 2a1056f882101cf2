"""The stepper's nodes in words: a name, when and by which verb, what it means; at most four lines."""

import datetime as dt

import msgspec

from app.console.look.plain_text import one_line
from app.console.times import clock, span
from app.domain.callflow.outcome import Accepted, Refused, Unknown
from app.domain.callflow.stepper import Group, Mark, Name, Node
from app.domain.callflow.trigger import Trigger


class NodeWords(msgspec.Struct, frozen=True, kw_only=True):
    """One node as it is painted."""

    group: str
    mark: Mark
    title: str
    lines: tuple[str, ...]
    at: int | None


def node_words(node: Node, trigger: Trigger, now: int, zone: dt.tzinfo | None) -> NodeWords:
    """The node's texts, safe to paint."""
    title = name_words(node.title) if isinstance(node.title, Name) else one_line(node.title)
    lines = _own_lines(node, trigger, now, zone) if isinstance(node.title, Name) else _reported_lines(node, now, zone)
    shown = tuple(line for line in lines if line)
    return NodeWords(group=group_words(node.group), mark=node.mark, title=title, lines=shown, at=node.at)


def group_words(group: Group) -> str:
    """Who says it."""
    return {
        Group.THIS_CONSOLE: "This console",
        Group.ANSWER: "Answer",
        Group.REPORTED: "Reported by RapidSOS",
        Group.NOT_REPORTED: "Not reported yet",
    }[group]


def name_words(name: Name) -> str:
    """A node that every trigger has."""
    return {
        Name.CONFIRMED: "Confirmed",
        Name.SENT: "Sent once",
        Name.ANSWER: "Answer",
        Name.ACCEPTED: "Accepted",
        Name.REFUSED: "Refused",
        Name.NEVER_SENT: "Not sent",
        Name.UNKNOWN: "OUTCOME UNKNOWN",
        Name.STARTED: "It started",
        Name.DID_NOT_START: "It did not start",
    }[name]


def _own_lines(node: Node, trigger: Trigger, now: int, zone: dt.tzinfo | None) -> tuple[str, ...]:
    at = clock(node.at, zone) if node.at is not None else ""
    match node.title:
        case Name.CONFIRMED:
            return (f"{at} {one_line(trigger.operator or '')}",)
        case Name.SENT if node.at is None:
            return ("on its way to the station's line",)
        case Name.SENT:
            length = f"{len(trigger.confirmed.request.encode()):,}"
            return (at, f"{length} bytes")
        case Name.ANSWER:
            return ("no answer yet",)
        case Name.UNKNOWN:
            since = f"no answer since {at}"
            ago = f"{span(now - (node.at or now))} ago"
            return (since, ago)
        case Name.STARTED | Name.DID_NOT_START:
            by = one_line(trigger.settled_by or "")
            return (at, f"said by {by}")
        case _:
            return (at, _quoted(outcome_said(trigger)))


def outcome_said(trigger: Trigger) -> str:
    """RapidSOS's own words in its answer, untrusted."""
    match trigger.outcome:
        case Accepted(untrusted_message=words) | Refused(untrusted_said=words) | Unknown(untrusted_said=words):
            return words
        case _:
            return ""


def _reported_lines(node: Node, now: int, zone: dt.tzinfo | None) -> tuple[str, ...]:
    if node.at is None or node.report is None:
        return (one_line(node.hint),)
    at, verb = clock(node.at, zone), one_line(node.report.status.untrusted_verb)
    message = _quoted(node.report.status.untrusted_message)
    if node.mark is Mark.RUNNING:
        since = f"since {at}"
        so_far = f"{span(now - node.at)} so far, {verb}"
        return (since, so_far, message)
    return (f"{at} {verb}", message)


def _quoted(untrusted: str) -> str:
    return f"“{one_line(untrusted)}”" if untrusted.strip() else ""
