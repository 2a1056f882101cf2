"""A callflow's form: answers become problems beside their fields, or one request, never both.

See docs/screens.md#1, 04a.
"""

import collections.abc
import decimal
import enum
import itertools
import json
import math
import typing

import msgspec

from app.domain.callflow import admission, field_input, request
from app.domain.callflow.definition import (
    FILLED_BY_PROGRAM,
    Definition,
    PhoneStyle,
    Sentence,
    Variable,
    VariableKind,
    say,
)
from app.domain.callflow.field_input import Value
from app.domain.callflow.located_json import Path, pointer, read_located
from app.domain.callflow.request import TriggerRequest, compose, grow, leaves, sent_paths
from app.domain.location import coordinates
from app.domain.location.fix import Fix
from app.domain.location.parse_result import ParseProblem as PlaceProblem
from app.domain.location.phone import shown


class AnswerOrigin(enum.Enum):
    """Who put a value into a field."""

    TYPED = "typed"
    INCIDENT = "incident"
    DEFAULT = "default"


class FieldAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One field's text, as the operator sees it."""

    text: str
    origin: AnswerOrigin = AnswerOrigin.TYPED
    source: str = ""
    """The fix's source, like ``lei``, for a place from the incident."""
    fixed_at: int | None = None
    """When the fix was made (UTC ms); None when it does not state its time."""
    taken_at: int | None = None
    """When this text came into the field (UTC ms); None in what the form began with, and in older drafts."""
    as_typed: bool = False
    """The operator confirmed a doubtful place (0,0, swapped, minus missing) as it stands."""


Answers = dict[str, FieldAnswer]
"""By the field's key."""


_MINUTE_S, _HOUR_S = 60, 3_600


def provenance(answer: FieldAnswer, now: int) -> Sentence | None:
    """Where the value came from, like ``from the incident, lei, 12 s old``; None for what was typed.

    The age is that of ``now`` (UTC ms): a form that lies open, or comes back from a draft, says how old its place is.
    """
    if answer.origin is AnswerOrigin.TYPED:
        return None
    if answer.origin is AnswerOrigin.DEFAULT:
        return say("as this callflow has it")
    if not answer.source:
        return say("from the incident")
    if answer.fixed_at is None:
        return say("from the incident, {source}, age not stated", source=answer.source)
    return say("from the incident, {source}, {age} old", source=answer.source, age=_age(now - answer.fixed_at))


def _age(milliseconds: int) -> str:
    seconds = max(0, round(milliseconds / 1000))
    if seconds < 2 * _MINUTE_S:
        return f"{seconds} s"
    if seconds < 2 * _HOUR_S:
        return f"{seconds // _MINUTE_S} min"
    return f"{seconds // _HOUR_S} h"


def is_newer(fix: Fix, learned_at: int, answer: FieldAnswer) -> bool:
    """Whether the fix, of which this center learned at ``learned_at`` (UTC ms), is newer than the place in a form.

    Fixes are compared by their own times. A place without one counts from when it came into the form, and one of which
    even that isn't known is older than every fix.
    """
    if fix.fixed_at is not None and answer.fixed_at is not None:
        return fix.fixed_at > answer.fixed_at
    return answer.taken_at is None or learned_at > answer.taken_at


class FormField(msgspec.Struct, frozen=True, kw_only=True):
    """One field: one variable, or latitude and longitude together as one place."""

    variables: tuple[Variable, ...]

    @property
    def key(self) -> str:
        """Its name in ``Answers``."""
        return self.variables[0].key

    @property
    def is_place(self) -> bool:
        """Whether it takes coordinates in any notation."""
        return len(self.variables) > 1

    @property
    def kind(self) -> VariableKind:
        """The kind of its variable; ``LATITUDE`` for a place."""
        return self.variables[0].kind

    @property
    def label(self) -> str:
        """Its name for the operator."""
        return self.variables[0].label

    @property
    def help(self) -> str:
        """A short explanation of what to fill in."""
        return self.variables[0].help

    @property
    def group(self) -> str:
        """The section it stands in."""
        return self.variables[0].group

    @property
    def order(self) -> int | None:
        """Its place as the definition asks for it."""
        return self.variables[0].order

    @property
    def required(self) -> bool:
        """Whether it is needed whatever else is filled in."""
        return self.variables[0].required

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be chosen; empty for free text."""
        return self.variables[0].choices

    @property
    def phone_style(self) -> PhoneStyle:
        """How the callflow takes a phone."""
        return self.variables[0].phone_style


def fields(definition: Definition) -> tuple[FormField, ...]:
    """The form's fields: those with an ``x-order`` first, groups kept together in the order of their first field."""
    asked = [variable for variable in definition.variables if variable.kind not in FILLED_BY_PROGRAM]
    longitude = definition.only(VariableKind.LONGITUDE)
    singles = [
        FormField(variables=(variable, longitude) if variable.kind is VariableKind.LATITUDE else (variable,))
        for variable in asked
        if variable is not longitude
    ]
    ordered = sorted(singles, key=lambda field: (field.order is None, field.order or 0))
    groups = dict.fromkeys(field.group for field in ordered)
    return tuple(itertools.chain.from_iterable([one for one in ordered if one.group == group] for group in groups))


def start(definition: Definition, phone: str | None = None) -> Answers:
    """The answers a form begins with: the definition's defaults, and the incident's phone (E.164); never a place."""
    answers = {
        field.key: FieldAnswer(text=field.variables[0].default, origin=AnswerOrigin.DEFAULT)
        for field in fields(definition)
        if field.variables[0].default
    }
    if phone is not None:
        answers[definition.only(VariableKind.CALLER_PHONE).key] = FieldAnswer(
            text=shown(phone), origin=AnswerOrigin.INCIDENT
        )
    return answers


class EventStamp(msgspec.Struct, frozen=True, kw_only=True):
    """Our event id, made once for each confirmation, and its time (UTC ms)."""

    event_id: str
    at: int


def fills(definition: Definition, filled: collections.abc.Iterable[Path], stamp: EventStamp) -> dict[Path, Value]:
    """The program's values, except in optional objects and rows that the operator left empty."""
    ours = [variable for variable in definition.variables if variable.kind in FILLED_BY_PROGRAM]
    present = [*filled, *(variable.path for variable in ours if variable.required)]
    return {variable.path: _value(variable, stamp) for variable in ours if _beside(variable.path, present)}


def _value(variable: Variable, stamp: EventStamp) -> Value:
    if variable.kind is VariableKind.EVENT_ID:
        return stamp.event_id
    if variable.kind is VariableKind.EVENT_TIME:
        return decimal.Decimal(stamp.at if variable.milliseconds else stamp.at // 1000)
    constant = variable.constant
    if isinstance(constant, str | bool):
        return constant
    return decimal.Decimal(str(constant))


def _beside(path: Path, present: collections.abc.Collection[Path]) -> bool:
    """Whether something that is sent lies in the same object; the outermost one is always sent."""
    parent = path[:-1]
    return not parent or any(other[: len(parent)] == parent for other in present)


_NOTHING: typing.Final = FieldAnswer(text="")


class FieldProblem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one field."""

    key: str
    sentence: Sentence
    place: PlaceProblem | None = None
    """For a doubtful place: what may be taken instead, or confirmed as it stands."""


class RequestDraft(msgspec.Struct, frozen=True, kw_only=True):
    """The request's content as far as it goes, for the preview; unreadable answers stand in it as typed."""

    content: dict[str, object]
    keys: dict[str, str]
    """The field's key of each JSON pointer in the content."""


class Problems(msgspec.Struct, frozen=True):
    """Not a request yet: what is missing, in the order of the form."""

    fields: tuple[FieldProblem, ...]


class _Reading(msgspec.Struct, frozen=True):
    """What the answers came to: readable values, unreadable texts, and a problem for each of those."""

    values: dict[Path, Value]
    texts: dict[Path, str]
    problems: dict[str, FieldProblem]


def fill(definition: Definition, answers: Answers, stamp: EventStamp) -> Problems | TriggerRequest:
    """Everything that a person must still do, or the request; the same answers always make the same bytes."""
    reading = _read(definition, answers, stamp)
    problems = _beyond_limits(definition, reading.values) | reading.problems
    if not problems:
        return compose(definition.callflow, _tree(definition, reading))
    order = [field.key for field in fields(definition)]
    return Problems(tuple(problems[key] for key in sorted(problems, key=order.index)))


def draft(definition: Definition, answers: Answers, stamp: EventStamp) -> RequestDraft:
    """The content that these answers make so far, with the field of each of its parts."""
    reading = _read(definition, answers, stamp)
    owners = _owners(definition)
    return RequestDraft(
        content={"callflow": definition.callflow, "variables": _tree(definition, reading)},
        keys={
            pointer(("variables", *place)): owners[path]
            for path, place in _sent(definition, reading).items()
            if path in owners
        },
    )


def _read(definition: Definition, answers: Answers, stamp: EventStamp) -> _Reading:
    reading = _Reading({}, {}, {})
    for field in fields(definition):
        answer = answers.get(field.key, _NOTHING)
        found = _read_field(field, answer)
        if isinstance(found, FieldProblem):
            reading.problems[field.key] = found
            reading.texts[field.variables[0].path] = answer.text
        else:
            reading.values.update(found)
    reading.values.update(fills(definition, [*reading.values, *reading.texts], stamp))
    return reading


def _read_field(field: FormField, answer: FieldAnswer) -> dict[Path, Value] | FieldProblem:
    # A choice as it stands is meant, blanks and all: there may be another one that differs in a blank.
    text = answer.text if answer.text in field.choices else " ".join(answer.text.split())
    if not text:
        return FieldProblem(key=field.key, sentence=admission.NEEDED) if field.required else {}
    if field.is_place:
        return _read_place(field, text, as_typed=answer.as_typed)
    value = field_input.read_field(field.variables[0], text)
    if isinstance(value, Sentence):
        return FieldProblem(key=field.key, sentence=value)
    return {field.variables[0].path: value}


def _read_place(field: FormField, text: str, *, as_typed: bool) -> dict[Path, Value] | FieldProblem:
    place = field_input.read_place(text, as_typed=as_typed)
    if isinstance(place, field_input.Doubtful):
        return FieldProblem(key=field.key, sentence=place.sentence, place=place.problem)
    latitude, longitude = field.variables
    return {latitude.path: place.latitude, longitude.path: place.longitude}


def _beyond_limits(definition: Definition, values: dict[Path, Value]) -> dict[str, FieldProblem]:
    """The schema's own complaints, each at its field; one about a value of the program's stands at the first field."""
    owners = _owners(definition)
    broken = admission.broken(definition, {path: request.plain(value) for path, value in values.items()})
    found = [(owners.get(path, next(iter(owners.values()))), sentence) for path, sentence in broken.items()]
    return {key: FieldProblem(key=key, sentence=sentence) for key, sentence in reversed(found)}


def _owners(definition: Definition) -> dict[Path, str]:
    """The field's key of each variable that has a field."""
    return {variable.path: field.key for field in fields(definition) for variable in field.variables}


def _tree(definition: Definition, reading: _Reading) -> dict[str, object]:
    """The variables as they are sent, in the definition's order."""
    sent = _sent(definition, reading)
    texts: dict[Path, object] = {**reading.texts}
    scalars = texts | {
        variable.path: request.styled(variable, reading.values[variable.path])
        for variable in definition.variables
        if variable.path in reading.values
    }
    return grow({sent[one.path]: scalars[one.path] for one in definition.variables if one.path in scalars})


def _sent(definition: Definition, reading: _Reading) -> dict[Path, Path]:
    return sent_paths([variable.path for variable in definition.variables], [*reading.values, *reading.texts])


_MASK = "•••"
_LAST_DIGITS = 4


class PreviewLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the preview."""

    number: int
    text: str
    key: str | None = None
    """The field that a click leads to; None for what no field fills."""
    differs: bool = False
    """Whether the last trigger for this person said something else here."""


def lines(draft: RequestDraft, before: TriggerRequest | None = None) -> tuple[PreviewLine, ...]:
    """The draft's content in lines, compared with the request ``before`` if there was one."""
    text = json.dumps(draft.content, indent=2, ensure_ascii=False)
    begins = {line: pointer(path) for path, line in read_located(text).lines.items()}
    changed = frozenset[str]() if before is None else _changed(draft.content, json.loads(before.text))
    return tuple(
        PreviewLine(
            number=number,
            text=line,
            key=draft.keys.get(begins.get(number, "")),
            differs=begins.get(number) in changed,
        )
        for number, line in enumerate(text.split("\n"), 1)
    )


def masked(definition: Definition, draft: RequestDraft) -> RequestDraft:
    """The draft for a shared screen: of phones the last four digits, of everything else an operator gave nothing."""
    phones = {
        variable.key
        for variable in definition.variables
        if variable.kind in (VariableKind.CALLER_PHONE, VariableKind.PHONE)
    }
    content = {path: _mask(draft.keys.get(pointer(path)), value, phones) for path, value in leaves(draft.content)}
    return msgspec.structs.replace(draft, content=grow(content))


def _mask(key: str | None, value: object, phones: collections.abc.Container[str]) -> object:
    if key is None:
        return value
    return f"{_MASK}{str(value)[-_LAST_DIGITS:]}" if key in phones else _MASK


def _changed(content: object, before: object) -> frozenset[str]:
    """The pointers of all scalars that ``before`` does not have, or has otherwise."""
    known = {path: json.dumps(value) for path, value in leaves(before)}  # true is not 1, which Python calls equal
    return frozenset(pointer(path) for path, value in leaves(content) if known.get(path) != json.dumps(value))


def use_location(definition: Definition, answers: Answers, fix: Fix, now: int) -> Answers:
    """The answers with the fix's place and radius, and where they came from; ``now`` is UTC milliseconds.

    A radius that the fix does not state is emptied, so that another place's radius is never sent with this one.
    """
    radius = "" if fix.uncertainty_m is None else _metres(fix.uncertainty_m)
    place = coordinates.write(fix.latitude, fix.longitude) or ""
    taken = {VariableKind.LATITUDE: place, VariableKind.UNCERTAINTY: radius}
    return answers | {
        definition.only(kind).key: FieldAnswer(
            text=text, origin=AnswerOrigin.INCIDENT, source=fix.source, fixed_at=fix.fixed_at, taken_at=now
        )
        for kind, text in taken.items()
    }


def _metres(radius: float) -> str:
    """The radius rounded up to a tenth of a metre, so that it never claims more than the fix does."""
    tenths = math.ceil(radius * 10)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
