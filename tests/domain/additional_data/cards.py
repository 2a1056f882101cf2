"""What the tests of additional data share: a source as a card, and its fields one after the other."""

import typing

from hypothesis import strategies as st

from app.domain.additional_data.model import DataField, DataSource
from app.domain.additional_data.reader import read_source

SECRET = "never-show"
KEYS = st.sampled_from(
    ["display_name", "schema", "display", "properties", "fields", "items", "data", "value", "type", "format"]
) | st.sampled_from(["hidden", "visible", "order", "key", "path", "name", "units", "a", "b", "a.b", "b[0].a", ""])
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=4),
    st.sampled_from(
        ["hidden", "timestamp", "date", "image", "link", "object", "array", "https://a.example/x", "a", "b"]
    ),
)
SHAPES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=30
)


def card(source: object) -> DataSource:
    (only,) = read_source({"source": source} if not isinstance(source, dict) else {"src": source}).sources
    return only


def under(schema: object, data: object) -> DataSource:
    return card({"schema": schema, "data": data})


def drawn(description: dict[str, object], value: object) -> DataField:
    (field,) = under({"properties": {"x": description}}, {"x": value}).fields
    return field


def flat(fields: typing.Iterable[DataField]) -> typing.Iterator[DataField]:
    for field in fields:
        yield field
        yield from flat(field.children)
