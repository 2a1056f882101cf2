import pytest

from app.domain.additional_data.model import Dialect
from app.domain.additional_data.schema import CONTRACT_KEYWORDS, DEEPEST, SchemaEntry, from_properties
from tests.domain.additional_data.cards import drawn, flat, under


def test_nested_lists_of_fields() -> None:
    section = drawn(
        {"fields": [{"key": "b", "label": "Bee"}, {"name": "a"}, "junk", {"label": "no key"}]}, {"a": 1, "b": 2}
    )
    assert [one.label for one in section.children] == ["Bee", "A"]


def test_a_field_may_be_called_items_or_fields() -> None:
    source = under(
        {"properties": {"items": {"title": "Things"}, "fields": {"title": "Fields"}}}, {"items": [1], "fields": 2}
    )
    assert [field.label for field in source.fields] == ["Things", "Fields"]


def test_order_is_stated_order_then_the_documents() -> None:
    properties = {
        "a": {},
        "b": {"order": 2},
        "c": {"propertyOrder": "1"},
        "d": {"index": 2},
        "e": {"order": float("nan")},
    }
    source = under({"properties": properties}, dict.fromkeys("edcba", 1))
    assert [field.label for field in source.fields] == ["C", "B", "D", "A", "E"]


def test_a_list_of_fields_is_in_order_unless_it_says_otherwise() -> None:
    fields: list[object] = [{"key": "a"}, {"key": "b", "order": 0.5}, {"path": ["c", "d"]}, {"key": "e[1].f"}]
    source = under({"fields": fields}, {"a": 1, "b": 2, "c": {"d": 3}, "e": [{"f": 4}, {"f": 5}]})
    assert [(field.label, field.value, field.path) for field in source.fields] == [
        ("A", 1, "/a"),
        ("B", 2, "/b"),
        ("C d", 3, "/c/d"),
        ("E[1] f", 5, "/e/1/f"),
    ]
    assert [field.path for field in flat(source.other)] == ["/e", "/e/0", "/e/0/f"]


def test_a_schema_may_be_the_list_itself() -> None:
    source = under([{"key": "a", "label": "Ay"}], {"a": 1})
    assert (source.dialect, source.fields[0].label) == (Dialect.FIELDS, "Ay")


def test_a_path_through_a_list_takes_that_part_of_each() -> None:
    source = under(
        {"fields": [{"key": "cams.url", "type": "link"}]}, {"cams": [{"url": "https://a.example"}, 5, {"n": 1}]}
    )
    assert [one.value for one in source.fields[0].children] == ["https://a.example"]
    assert [field.value for field in flat(source.other) if not field.children] == [5, 1]


def test_a_dotted_key_of_the_data_itself_comes_first() -> None:
    source = under({"fields": [{"key": "a.b"}]}, {"a.b": 1, "a": {"b": 2}})
    assert [field.value for field in source.fields] == [1]
    assert [field.value for field in flat(source.other) if not field.children] == [2]


@pytest.mark.parametrize(
    "path", ["cams.1.url", "cams.9.url", "cams.99999999999999999999.url", "cams.x", "a.b.c", ".".join("x" * 40), "$"]
)
def test_a_path_to_nowhere_shows_nothing_and_loses_nothing(path: str) -> None:
    data: dict[str, object] = {"cams": [{"url": 1}], "a": 5}
    source = under({"fields": [{"key": path}]}, data)
    assert source.fields == ()
    assert [field.value for field in flat(source.other) if not field.children] == [1, 5]


def _levels(entries: tuple[SchemaEntry, ...]) -> int:
    return 1 + max((_levels(entry.children) for entry in entries), default=0) if entries else 0


@pytest.mark.parametrize("shape", ["properties", "fields", "items"])
def test_a_schema_is_read_twelve_levels_deep(shape: str) -> None:
    described: dict[str, object] = {}
    for _ in range(40):
        inner = {"x": described} if shape != "fields" else [{"key": "x", **described}]
        described = {"items": {"properties": inner}} if shape == "items" else {shape: inner}
    entries = from_properties({"x": described}, CONTRACT_KEYWORDS)
    assert _levels(entries) == (7 if shape == "items" else 13)


def test_items_of_items_are_read_twelve_levels_deep() -> None:
    described: dict[str, object] = {}
    for _ in range(40):
        described = {"items": described}
    (entry,) = from_properties({"x": described}, CONTRACT_KEYWORDS)
    depth, element = 0, entry.element
    while element is not None:
        depth, element = depth + 1, element.element
    assert depth == DEEPEST
