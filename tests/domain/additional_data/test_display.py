import msgspec
from hypothesis import given

from app.domain.additional_data.display import read
from app.domain.additional_data.field import Dialect
from tests.domain.additional_data.cards import SHAPES, card, flat, under
from tests.domain.data_share.test_strict_json import JSON_VALUES


def test_a_broken_schema_leaves_the_data_plain() -> None:
    for schema in ("text", 5, None, {}, {"properties": 5}, {"fields": "x"}):
        source = card({"schema": schema, "data": {"a": 1}})
        assert source.dialect is Dialect.PLAIN
        assert source.fields[0].label == "A"


def test_data_may_be_a_list_of_objects_or_something_else() -> None:
    (several,) = under({"properties": {"a": {"title": "Ay"}}}, [{"a": 1}, {"a": 2}]).fields
    assert [(section.path, section.children[0].label) for section in several.children] == [
        ("/data/0", "Ay"),
        ("/data/1", "Ay"),
    ]
    assert under({"properties": {"a": {"title": "Ay"}}}, [{"a": 1}]).fields[0].label == "Ay"
    assert under({"properties": {"a": {}}}, "text").fields[0].value == "text"


def test_data_without_a_name_of_its_own_stands_beside_its_schema() -> None:
    source = card({"display_name": "Src", "schema": {"properties": {"a": {"title": "Ay"}}}, "a": 1, "b": 2})
    assert [field.label for field in source.fields] == ["Ay"]
    assert [field.label for field in source.other] == ["B"]


def test_what_stands_beside_schema_and_data_is_shown_with_the_rest() -> None:
    source = card({"schema": {"properties": {"a": {}}}, "data": {"a": 1}, "version": 3})
    assert [(field.label, field.path) for field in source.other] == [("Version", "/../version")]
    plain = card({"data": {"a": 1}, "version": 3})
    assert [field.label for field in plain.fields] == ["A", "Version"]
    described = card({"data": {"n": {"type": "string", "value": ["x"]}}, "version": 3})
    assert [field.label for field in described.other] == ["Version"]


def test_a_center_may_put_other_sources_first() -> None:
    answer = {"aaa": {"a": 1}, "uber": {"a": 1}, "medic": {"a": 1}}
    assert [source.key for source in read(answer, first=("uber",)).sources] == ["uber", "aaa", "medic"]


@given(SHAPES | JSON_VALUES)
def test_reading_never_raises_and_never_shows_an_empty_card(untrusted: object) -> None:
    display = read(untrusted)
    for source in display.sources:
        assert source.fields or source.other
        paths = [field.path for field in flat((*source.fields, *source.other)) if not field.children]
        for field in flat((*source.fields, *source.other)):
            assert (field.value is None) is bool(field.children)
        assert len(paths) <= 500
    msgspec.json.encode(display)
