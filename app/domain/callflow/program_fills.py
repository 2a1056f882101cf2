"""What the program itself puts into a request: its event id, the time, and the definition's constants."""

import collections.abc
import decimal

import msgspec

from app.domain.callflow.definition import FILLED_BY_PROGRAM, Definition, Kind, Variable
from app.domain.callflow.field_reading import Value
from app.domain.callflow.json_text import Path


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """Our event id, made once for each confirmation, and its time (UTC ms)."""

    event_id: str
    at: int


def fills(definition: Definition, filled: collections.abc.Iterable[Path], stamp: Stamp) -> dict[Path, Value]:
    """The program's values, except in optional objects and rows that the operator left empty."""
    ours = [variable for variable in definition.variables if variable.kind in FILLED_BY_PROGRAM]
    present = [*filled, *(variable.path for variable in ours if variable.required)]
    return {variable.path: _value(variable, stamp) for variable in ours if _beside(variable.path, present)}


def _value(variable: Variable, stamp: Stamp) -> Value:
    if variable.kind is Kind.EVENT_ID:
        return stamp.event_id
    if variable.kind is Kind.EVENT_TIME:
        return decimal.Decimal(stamp.at if variable.milliseconds else stamp.at // 1000)
    constant = variable.constant
    if isinstance(constant, str | bool):
        return constant
    return decimal.Decimal(str(constant))


def _beside(path: Path, present: collections.abc.Collection[Path]) -> bool:
    """Whether something that is sent lies in the same object; the outermost one is always sent."""
    parent = path[:-1]
    return not parent or any(other[: len(parent)] == parent for other in present)
