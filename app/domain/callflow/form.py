"""A callflow's form: answers become problems beside their fields, or one request, never both.

See docs/screens.md#1, 04a.
"""

import typing

import msgspec

from app.domain.callflow import field_reading, limits, place_reading, wire
from app.domain.callflow.answers import Answer, Answers
from app.domain.callflow.definition import Definition
from app.domain.callflow.field import Field, fields
from app.domain.callflow.field_reading import Value
from app.domain.callflow.json_text import Path, pointer
from app.domain.callflow.program_fills import Stamp, fills
from app.domain.callflow.request import Request, compose
from app.domain.callflow.tree import grow, sent_paths
from app.domain.callflow.wording import Sentence
from app.domain.location.reading import Problem as PlaceProblem

_NOTHING: typing.Final = Answer(text="")


class FieldProblem(msgspec.Struct, frozen=True, kw_only=True):
    """What one field needs."""

    key: str
    sentence: Sentence
    place: PlaceProblem | None = None
    """For a doubtful place: what may be taken instead, or confirmed as it stands."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
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


def fill(definition: Definition, answers: Answers, stamp: Stamp) -> Problems | Request:
    """Everything that a person must still do, or the request; the same answers always make the same bytes."""
    reading = _read(definition, answers, stamp)
    problems = _beyond_limits(definition, reading.values) | reading.problems
    if not problems:
        return compose(definition.callflow, _tree(definition, reading))
    order = [field.key for field in fields(definition)]
    return Problems(tuple(problems[key] for key in sorted(problems, key=order.index)))


def draft(definition: Definition, answers: Answers, stamp: Stamp) -> Draft:
    """The content that these answers make so far, with the field of each of its parts."""
    reading = _read(definition, answers, stamp)
    owners = _owners(definition)
    return Draft(
        content={"callflow": definition.callflow, "variables": _tree(definition, reading)},
        keys={
            pointer(("variables", *place)): owners[path]
            for path, place in _sent(definition, reading).items()
            if path in owners
        },
    )


def _read(definition: Definition, answers: Answers, stamp: Stamp) -> _Reading:
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


def _read_field(field: Field, answer: Answer) -> dict[Path, Value] | FieldProblem:
    # A choice as it stands is meant, blanks and all: there may be another one that differs in a blank.
    text = answer.text if answer.text in field.choices else " ".join(answer.text.split())
    if not text:
        return FieldProblem(key=field.key, sentence=limits.NEEDED) if field.required else {}
    if field.is_place:
        return _read_place(field, text, as_typed=answer.as_typed)
    value = field_reading.read(field.variables[0], text)
    if isinstance(value, Sentence):
        return FieldProblem(key=field.key, sentence=value)
    return {field.variables[0].path: value}


def _read_place(field: Field, text: str, *, as_typed: bool) -> dict[Path, Value] | FieldProblem:
    place = place_reading.read(text, as_typed=as_typed)
    if isinstance(place, place_reading.Doubtful):
        return FieldProblem(key=field.key, sentence=place.sentence, place=place.problem)
    latitude, longitude = field.variables
    return {latitude.path: place.latitude, longitude.path: place.longitude}


def _beyond_limits(definition: Definition, values: dict[Path, Value]) -> dict[str, FieldProblem]:
    """The schema's own complaints, each at its field; one about a value of the program's stands at the first field."""
    owners = _owners(definition)
    broken = limits.broken(definition, {path: wire.plain(value) for path, value in values.items()})
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
        variable.path: wire.styled(variable, reading.values[variable.path])
        for variable in definition.variables
        if variable.path in reading.values
    }
    return grow({sent[one.path]: scalars[one.path] for one in definition.variables if one.path in scalars})


def _sent(definition: Definition, reading: _Reading) -> dict[Path, Path]:
    return sent_paths([variable.path for variable in definition.variables], [*reading.values, *reading.texts])
