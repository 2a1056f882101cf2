"""The request laid out in lines, as an operator reads it before the hold: exact or masked, with what changed."""

import collections.abc
import json

import msgspec

from app.domain.callflow.definition import Definition, Kind
from app.domain.callflow.form import Draft
from app.domain.callflow.json_text import pointer, read_located
from app.domain.callflow.request import Request
from app.domain.callflow.tree import grow, leaves

_MASK = "•••"
_LAST_DIGITS = 4


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the preview."""

    number: int
    text: str
    key: str | None = None
    """The field that a click leads to; None for what no field fills."""
    differs: bool = False
    """Whether the last trigger for this person said something else here."""


def lines(draft: Draft, before: Request | None = None) -> tuple[Line, ...]:
    """The draft's content in lines, compared with the request ``before`` if there was one."""
    text = json.dumps(draft.content, indent=2, ensure_ascii=False)
    begins = {line: pointer(path) for path, line in read_located(text).lines.items()}
    changed = frozenset[str]() if before is None else _changed(draft.content, json.loads(before.text))
    return tuple(
        Line(
            number=number,
            text=line,
            key=draft.keys.get(begins.get(number, "")),
            differs=begins.get(number) in changed,
        )
        for number, line in enumerate(text.split("\n"), 1)
    )


def masked(definition: Definition, draft: Draft) -> Draft:
    """The draft for a shared screen: of phones the last four digits, of everything else an operator gave nothing."""
    phones = {variable.key for variable in definition.variables if variable.kind in (Kind.CALLER_PHONE, Kind.PHONE)}
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
