import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.additional_data.model import Dialect, Display
from app.domain.additional_data.reader import read_json, read_source
from tests.domain.additional_data.cards import SHAPES, card, flat, under
from tests.domain.data_share.test_payload_strict_json import JSON_VALUES


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
    assert [source.key for source in read_source(answer, first=("uber",)).sources] == ["uber", "aaa", "medic"]


@given(SHAPES | JSON_VALUES)
def test_reading_never_raises_and_never_shows_an_empty_card(untrusted: object) -> None:
    display = read_source(untrusted)
    for source in display.sources:
        assert source.fields or source.other
        paths = [field.path for field in flat((*source.fields, *source.other)) if not field.children]
        for field in flat((*source.fields, *source.other)):
            assert (field.value is None) is bool(field.children)
        assert len(paths) <= 500
    msgspec.json.encode(display)


def test_an_answers_text_is_read_like_its_value() -> None:
    answer = {"src": {"a": 1, "b": [True, None, "x"]}}
    assert read_json(json.dumps(answer)) == read_source(answer)
    assert read_json("null") == Display()


def test_an_integer_of_any_length_is_still_an_answer() -> None:
    (source,) = read_json('{"src": {"a": ' + "9" * 5_000 + ', "b": 1}}').sources
    assert [field.value for field in source.fields] == ["inf", 1]


@pytest.mark.parametrize("text", ["", "<html>", '{"a": 1', "[" * 100_000])
def test_what_is_no_json_shows_nothing_of_itself(text: str) -> None:
    assert read_json(text) == Display(unreadable=True)


@given(st.text())
def test_any_text_at_all(untrusted: str) -> None:
    assert isinstance(read_json(untrusted), Display)
