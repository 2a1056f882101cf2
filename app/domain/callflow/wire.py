"""Values as a callflow wants them on the wire: each phone and number in its own style (docs/contract.md#9)."""

import decimal
import re

from app.domain.callflow import phone_reading
from app.domain.callflow.definition import Kind, NumberStyle, Variable
from app.domain.callflow.field_reading import Value

_PHONES = (Kind.CALLER_PHONE, Kind.PHONE)
_NUMBERS = ("number", "integer")
_WRITTEN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")

Scalar = str | int | float | bool


def styled(variable: Variable, value: Value) -> Scalar:
    """The value as it is sent."""
    if isinstance(value, decimal.Decimal):
        return format(value, "f") if variable.number_style is NumberStyle.STRING else plain(value)
    if isinstance(value, str) and variable.kind in _PHONES:
        return phone_reading.write(value, variable.phone_style)
    return value


def meant(variable: Variable, untrusted: object) -> Scalar | None:
    """The meaning of a sent value as the schema knows it; None if ``styled`` can't have written it."""
    if variable.kind in _PHONES:
        return phone_reading.read_written(untrusted, variable.phone_style) if isinstance(untrusted, str) else None
    if variable.type in _NUMBERS:
        return _number_meant(variable, untrusted)
    if variable.type == "boolean":
        return untrusted if isinstance(untrusted, bool) else None
    return untrusted if isinstance(untrusted, str) else None


def plain(value: Value) -> Scalar:
    """The value as JSON Schema checks it: a whole number as an integer, any other as a float."""
    if not isinstance(value, decimal.Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _number_meant(variable: Variable, untrusted: object) -> Scalar | None:
    if variable.number_style is NumberStyle.STRING:
        written = isinstance(untrusted, str) and _WRITTEN.fullmatch(untrusted) is not None
        return plain(decimal.Decimal(str(untrusted))) if written else None
    if isinstance(untrusted, int | float) and not isinstance(untrusted, bool):
        return untrusted
    return None
