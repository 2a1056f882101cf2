"""Dialect D3: a schema that lists fields in their order, each with its key or path (docs/contract.md#5.5)."""

from app.domain.additional_data.keywords import Keywords
from app.domain.additional_data.schema import Entry, from_fields


def entries(schema: object, keywords: Keywords) -> tuple[Entry, ...] | None:
    """The schema's entries, or None if it isn't of this dialect."""
    listed = schema.get("fields") if isinstance(schema, dict) else schema
    return from_fields(listed, keywords) if isinstance(listed, list) else None
