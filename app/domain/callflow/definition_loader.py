"""Reading a callflow definition file: untrusted text becomes a Definition, or every problem with its line."""

import collections.abc
import typing

import msgspec

from app.domain.callflow import definition
from app.domain.callflow.definition import (
    Definition,
    FlowStep,
    Milestone,
    NumberStyle,
    Party,
    PhoneStyle,
    Solution,
    StepKind,
    Variable,
    VariableKind,
)
from app.domain.callflow.located_json import Located, NotStrictJson, Path, pointer, read_located
from app.domain.callflow.schema import Flaw, Styles, foreign, mismatches, path_of, unsound, walk

_Content = dict[str, typing.Any]
_Flaws = collections.abc.Iterator[tuple[Path, str]]

_CALLS_BY_ITSELF: typing.Final = {
    StepKind.CALL_USER: Party.CALLER,
    StepKind.INTERACTIVE_CALL: Party.CALLER,
    StepKind.FIND_CONTACT: Party.CONTACTS,
    StepKind.CONNECT_911: Party.NINE_ONE_ONE,
}
_ONCE: typing.Final = (
    VariableKind.CALLER_NAME,
    VariableKind.CALLER_PHONE,
    VariableKind.LATITUDE,
    VariableKind.LONGITUDE,
    VariableKind.UNCERTAINTY,
)
_ALWAYS: typing.Final = (
    VariableKind.CALLER_NAME,
    VariableKind.CALLER_PHONE,
    VariableKind.LATITUDE,
    VariableKind.LONGITUDE,
)


class FileProblem(msgspec.Struct, frozen=True):
    """Why a definition file is not used: the line (from 1), the JSON pointer and the reason."""

    line: int
    path: str
    reason: str


class LoadedDefinitions(msgspec.Struct, frozen=True):
    """The result of reading a center's definition files: usable callflows, and the problems of the others."""

    definitions: tuple[Definition, ...]
    broken: dict[str, tuple[FileProblem, ...]]


def load_all(untrusted_files: collections.abc.Mapping[str, str]) -> LoadedDefinitions:
    """Read all files, by name; a broken one does not keep the others from being used."""
    read_files = {name: read(name, text) for name, text in untrusted_files.items()}
    return LoadedDefinitions(
        definitions=tuple(found for found in read_files.values() if isinstance(found, Definition)),
        broken={name: found for name, found in read_files.items() if not isinstance(found, Definition)},
    )


def read(file: str, untrusted_text: str) -> Definition | tuple[FileProblem, ...]:
    """The definition in a file's text, or all that is wrong with it by line; ``file`` is its name without ending."""
    try:
        located = read_located(untrusted_text)
    except NotStrictJson as error:
        return (FileProblem(error.line, "", str(error)),)
    for check in (_shape, _references, _soundness, _meaning):
        if problems := _with_lines(located, check(typing.cast("_Content", located.value))):
            return problems
    return _definition(file, typing.cast("_Content", located.value))


def _with_lines(located: Located, flaws: _Flaws) -> tuple[FileProblem, ...]:
    """The flaws as problems, in the order of the file."""
    found = {FileProblem(located.line(path), pointer(path), reason) for path, reason in flaws}
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.path, problem.reason)))


def _shape(content: _Content) -> _Flaws:
    for error in mismatches(definition.FILE, content):
        yield path_of(error), error.message


def _references(content: _Content) -> _Flaws:
    yield from foreign(content["variables"], ("variables",))
    if content["variables"].get("type") != "object":
        yield ("variables",), "the variables' type must be object"


def _soundness(content: _Content) -> _Flaws:
    for path, reason in unsound(content["variables"]):
        yield ("variables", *path), reason


def _meaning(content: _Content) -> _Flaws:
    """What the shapes can't say: the rules of 9-1-1, and the least that RapidSOS must be sent (docs/contract.md#6)."""
    for index, reason in definition.flaws(_steps(content), Solution(content["solution"])):
        yield ("steps",) if index < 0 else ("steps", index), reason
    leaves = list(walk(content["variables"], _styles(content)))
    flawed = [(("variables", *leaf.at), leaf.reason) for leaf in leaves if isinstance(leaf, Flaw)]
    yield from flawed or _least([leaf for leaf in leaves if isinstance(leaf, Variable)])


def _least(variables: list[Variable]) -> _Flaws:
    kinds = [variable.kind for variable in variables]
    for kind in _ONCE:
        if kinds.count(kind) != 1:
            yield ("variables",), f"needs exactly one variable of x-kind {kind.value}, has {kinds.count(kind)}"
    for variable in variables:
        if variable.kind in _ALWAYS and not variable.required:
            yield ("variables",), f"{variable.key} must be required, and so must all objects around it"
    if kinds.count(VariableKind.EVENT_ID) > 1:
        yield ("variables",), "more than one variable carries our event id"


def _steps(content: _Content) -> tuple[FlowStep, ...]:
    steps = msgspec.convert(content["steps"], tuple[FlowStep, ...])
    return tuple(msgspec.structs.replace(step, calls=step.calls or _CALLS_BY_ITSELF.get(step.kind)) for step in steps)


def _styles(content: _Content) -> Styles:
    return Styles(PhoneStyle(content["phone_style"]), NumberStyle(content["number_style"]))


def _definition(file: str, content: _Content) -> Definition:
    leaves = walk(content["variables"], _styles(content))
    return Definition(
        file=file,
        callflow=content["callflow"],
        title=content["title"],
        description=content.get("description", ""),
        solution=Solution(content["solution"]),
        steps=_steps(content),
        milestones=msgspec.convert(content.get("milestones", []), tuple[Milestone, ...]),
        variables=tuple(leaf for leaf in leaves if isinstance(leaf, Variable)),
        schema=content["variables"],
    )
