"""Sentences of the domain as the console shows them, their gaps made safe to read."""

import datetime as dt

import msgspec
from PySide6.QtCore import Qt

from app.console.theme.text import clock, one_line, span
from app.console.widgets.dialogs import Question
from app.console.window.window import MainWindow
from app.domain.callflow.definition import Sentence
from app.domain.callflow.outcome import untrusted_words
from app.domain.callflow.progress import Name, Node, NodeMark, ReportedBy
from app.domain.callflow.trigger import Trigger
from app.domain.incident.model import Incident
from app.domain.location import coordinates
from app.domain.location.description import metres
from app.domain.location.fix import Fix
from app.domain.location.geometry import BoxRelation, distance_to_edge_m, standing
from app.domain.location.parse_result import ParsedPlace, ParseProblem


def echo(text: str, incident: Incident | None) -> str:
    """``Read as 39.806413, -89.629874. Inside the IL_0142 box``; empty for what is not a place."""
    found = coordinates.read(text)
    reading = found.as_typed if isinstance(found, ParseProblem) else found
    if reading is None:
        return ""
    said = f"Read as {_place(reading)}"
    if reading.square_m:
        said += f", middle of a square of {metres(reading.square_m)}"
    stands = _standing(reading, incident)
    return f"{said}. {stands}" if stands else said


def _place(reading: ParsedPlace) -> str:
    return coordinates.show(reading.latitude, reading.longitude) or ""


def _standing(reading: ParsedPlace, incident: Incident | None) -> str:
    if incident is None or incident.box is None:
        return ""
    fix = Fix(latitude=reading.latitude, longitude=reading.longitude, source="typed")
    ecc = one_line(incident.ecc) if incident.ecc else "ECC's"
    if standing(fix, incident.box) is BoxRelation.INSIDE:
        return f"Inside the {ecc} box"
    words = "{distance} outside the {ecc} box"
    return words.format(distance=metres(distance_to_edge_m(fix, incident.box)), ecc=ecc)


def said(sentence: Sentence) -> str:
    """The sentence, its gaps filled with text that can't reorder or hide anything."""
    return sentence.words.format(**{name: one_line(text) for name, text in sentence.gaps})


def show_message(window: MainWindow, headline: str, sentence: str) -> None:
    """Open it over the window."""
    message = Question(window, window.theme, headline, sentence, ("Back",))
    message.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    message.open()


class NodeWords(msgspec.Struct, frozen=True, kw_only=True):
    """One node as it is painted."""

    group: str
    mark: NodeMark
    title: str
    lines: tuple[str, ...]
    at: int | None


def node_words(node: Node, trigger: Trigger, now: int, zone: dt.tzinfo | None) -> NodeWords:
    """The node's texts, safe to paint."""
    title = name_words(node.title) if isinstance(node.title, Name) else one_line(node.title)
    lines = _own_lines(node, trigger, now, zone) if isinstance(node.title, Name) else _reported_lines(node, now, zone)
    shown = tuple(line for line in lines if line)
    return NodeWords(group=group_words(node.group), mark=node.mark, title=title, lines=shown, at=node.at)


def group_words(group: ReportedBy) -> str:
    """Who says it."""
    return {
        ReportedBy.THIS_CONSOLE: "This console",
        ReportedBy.ANSWER: "Answer",
        ReportedBy.REPORTED: "Reported by RapidSOS",
        ReportedBy.NOT_REPORTED: "Not reported yet",
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
        Name.NOT_REACHED: "Flow over: 9-1-1 was not reached",
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
        case Name.NOT_REACHED:
            return (at,)
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
    return "" if trigger.outcome is None else untrusted_words(trigger.outcome)


def _reported_lines(node: Node, now: int, zone: dt.tzinfo | None) -> tuple[str, ...]:
    if node.at is None or node.report is None:
        return (one_line(node.hint),)
    at, verb = clock(node.at, zone), one_line(node.report.status.untrusted_verb)
    message = _quoted(node.report.status.untrusted_message)
    if node.mark is NodeMark.RUNNING:
        since = f"since {at}"
        so_far = f"{span(now - node.at)} so far, {verb}"
        return (since, so_far, message)
    return (f"{at} {verb}", message)


def _quoted(untrusted: str) -> str:
    return f"“{one_line(untrusted)}”" if untrusted.strip() else ""
