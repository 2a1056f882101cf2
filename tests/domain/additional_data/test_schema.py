import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.additional_data.reader import read_source
from tests.domain.additional_data.cards import KEYS, LEAVES, SECRET, SHAPES, under


@pytest.mark.parametrize(
    "how",
    [
        {"hidden": True},
        {"hidden": 1},
        {"hidden": "TRUE"},
        {"visible": False},
        {"visible": "no"},
        {"type": "hidden"},
        {"type": "string", "format": "none"},
        {"render": "text", "type": "Hidden"},
        {"items": {"hidden": True}},
    ],
)
def test_hidden_in_every_way_of_saying_so(how: dict[str, object]) -> None:
    data = {"x": SECRET, "y": "seen"}
    by_properties = under({"properties": {"x": how, "y": {}}}, data)
    by_fields = under({"fields": [{"key": "x", **how}]}, data)
    for source in (by_properties, by_fields):
        assert SECRET not in repr(source)
        assert "seen" in repr(source)


@pytest.mark.parametrize(
    ("schema", "data"),
    [
        (
            {"properties": {"a": {"format": "hologram", "properties": {"x": {"hidden": True}}}}},
            {"a": {"x": SECRET, "y": 1}},
        ),
        ({"properties": {"a": {"items": {"properties": {"x": {"hidden": True}}}}}}, {"a": [{"x": SECRET, "y": 1}]}),
        (
            {"properties": {"a": {"items": {"items": {"fields": [{"key": "x", "hidden": True}]}}}}},
            {"a": [[{"x": SECRET}]]},
        ),
        ({"fields": [{"key": "a.b.x", "hidden": True}]}, {"a": {"b": {"x": SECRET, "y": 1}}}),
        ({"fields": [{"key": "a[0].x", "hidden": True}]}, {"a": [{"y": 1}, {"x": SECRET}]}),
        ({"fields": [{"key": "a.0", "hidden": True}]}, {"a": [SECRET, SECRET]}),
        ({"fields": [{"key": "/a/x", "hidden": True}]}, {"a": {"x": SECRET, "y": 1}}),
        ({"fields": [{"key": "a.x", "hidden": True}]}, {"a.x": SECRET, "a": {"x": SECRET, "y": 1}}),
        ({"fields": [{"key": "a"}, {"path": ["a", "x"], "hidden": True}]}, {"a": {"x": SECRET, "y": 1}}),
        ({"fields": [{"key": "a", "type": "text"}, {"key": "a.x", "hidden": True}]}, {"a": {"x": SECRET, "y": 1}}),
        ({"fields": [{"key": "a.x"}, {"key": "a", "hidden": True}]}, {"a": {"x": SECRET}}),
        ({"properties": {"x": {"hidden": True}}}, [{"x": SECRET, "y": 1}, {"x": SECRET}]),
    ],
)
def test_hidden_cannot_be_reached_by_any_way_of_showing(schema: object, data: object) -> None:
    display = read_source({"src": {"schema": schema, "data": data}})
    assert SECRET not in repr(display)


@given(st.lists(st.sampled_from(["properties", "fields", "items"]), min_size=1, max_size=16), st.booleans())
def test_hidden_at_any_depth(shapes: list[str], known: bool) -> None:
    schema: dict[str, object] = {"hidden": True}
    data: object = SECRET
    for shape in shapes:
        inner = [{"key": "x", **schema}] if shape == "fields" else {"x": schema}
        below = {"items": {"properties": inner}} if shape == "items" else {shape: inner}
        schema = {**below, **({} if known else {"format": "hologram"})}
        data = [{"x": data, "y": 1}] if shape == "items" else {"x": data, "y": 1}
    answer = {"src": {"schema": {"properties": {"top": schema}}, "data": {"top": data}}}
    assert SECRET not in repr(read_source(answer))


def test_the_schema_of_hidden_entries_has_no_cap() -> None:
    properties: dict[str, object] = {f"k{number}": {"order": number} for number in range(600)}
    data = dict.fromkeys(properties, 1)
    source = under({"properties": {**properties, "x": {"hidden": True, "order": 601}}}, {**data, "x": SECRET})
    assert len(source.fields) == 500
    assert source.cut
    assert SECRET not in repr(source)


@given(st.dictionaries(KEYS, LEAVES, max_size=4), SHAPES)
def test_a_hidden_key_hides_everything_below_it(description: dict[str, object], around: object) -> None:
    value = {"deep": [SECRET, {"x": SECRET}], "text": json.dumps({"x": SECRET})}
    schema = {"properties": {"x": {**description, "hidden": True}, "y": {"properties": {"x": {"hidden": True}}}}}
    answer = {"src": {"schema": schema, "data": {"x": value, "y": {"x": value, "z": 1}, "w": around}}}
    assert SECRET not in repr(read_source(answer))
