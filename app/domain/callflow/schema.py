"""JSON Schema 2020-12 with nothing fetched: an own empty registry, so that a remote ``$ref`` can never be asked for."""

import collections.abc
import typing

import jsonschema
import referencing

from app.domain.callflow.json_text import Path

_Validator = jsonschema.Draft202012Validator
_FORMATS = jsonschema.FormatChecker(("regex",))


def mismatches(schema: dict[str, object], value: object) -> collections.abc.Iterator[jsonschema.ValidationError]:
    """Everything in which ``value`` does not match ``schema``; the schema is known to be sound."""
    return _Validator(schema, registry=referencing.Registry()).iter_errors(value)


def unsound(schema: dict[str, object]) -> list[tuple[Path, str]]:
    """Where and why ``schema`` is not JSON Schema 2020-12, its regular expressions included."""
    meta = _Validator(_Validator.META_SCHEMA, format_checker=_FORMATS)
    return [(path_of(error), error.message) for error in meta.iter_errors(schema)]


def path_of(error: jsonschema.ValidationError) -> Path:
    """Where in the value the error lies."""
    return tuple(error.absolute_path)


def missing(error: jsonschema.ValidationError) -> list[Path]:
    """The members that a ``required`` error misses; empty for any other error."""
    if error.validator != "required":
        return []
    needed, given = typing.cast("list[str]", error.validator_value), typing.cast("dict[str, object]", error.instance)
    return [(*path_of(error), name) for name in needed if name not in given]
