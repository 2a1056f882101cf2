"""Dialect D2: a schema of properties, like JSON Schema, beside the data (docs/contract.md#5.5)."""

from app.domain.additional_data.cuts import Data
from app.domain.additional_data.keywords import Keywords
from app.domain.additional_data.schema import Entry, from_properties


def entries(schema: object, keywords: Keywords) -> tuple[Entry, ...] | None:
    """The schema's entries, or None if it isn't of this dialect."""
    properties = _properties(schema)
    return None if properties is None else from_properties(properties, keywords)


def _properties(schema: object) -> Data | None:
    if not isinstance(schema, dict):
        return None
    named = (schema.get(name) for name in ("properties", "fields"))
    return next((inner for inner in named if isinstance(inner, dict)), None)
