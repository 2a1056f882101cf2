import collections.abc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.additional_data.history import Change, between
from app.domain.additional_data.model import DataField, Display
from app.domain.additional_data.reader import read_source
from app.domain.additional_data.render import value

SCHEMA = {
    "properties": {
        "plate": {"title": "License Plate"},
        "car": {"title": "Vehicle", "properties": {"colour": {"title": "Color"}}},
        "secret": {"hidden": True},
    }
}
NOTHING = Display()


def uber(**data: object) -> Display:
    return read_source({"uber": {"display_name": "Uber", "schema": SCHEMA, "data": data}})


def told(changes: tuple[Change, ...]) -> list[tuple[str, str | None, str | None]]:
    def words(change: Change) -> tuple[str, str | None, str | None]:
        return (
            change.label,
            value(change.before) if change.before else None,
            value(change.after) if change.after else None,
        )

    return [words(change) for change in changes]


def test_old_and_new_stand_beside_each_other() -> None:
    (change,) = between(uber(plate="TEST 12"), uber(plate="TEST 21"))
    assert (change.source, change.source_name, change.path) == ("uber", "Uber", "/plate")
    assert told((change,)) == [("License Plate", "TEST 12", "TEST 21")]


def test_a_label_tells_the_sections_around_it() -> None:
    changes = between(uber(car={"colour": "Blue"}), uber(car={"colour": "Red"}))
    assert told(changes) == [("Vehicle: Color", "Blue", "Red")]


def test_what_is_new_and_what_is_gone() -> None:
    assert told(between(NOTHING, uber(plate="TEST 12"))) == [("License Plate", None, "TEST 12")]
    assert told(between(uber(plate="TEST 12"), NOTHING)) == [("License Plate", "TEST 12", None)]


def test_a_list_of_plain_values_changes_as_one() -> None:
    changes = between(uber(stops=["A", "B"]), uber(stops=["A", "B", "C"]))
    assert told(changes) == [("Stops", "A; B", "A; B; C")]


def test_a_list_of_objects_changes_part_by_part() -> None:
    before = uber(stops=[{"name": "A"}, {"name": "B"}])
    after = uber(stops=[{"name": "A"}, {"name": "C"}])
    (change,) = between(before, after)
    assert (change.path, told((change,))) == ("/stops/1/name", [("Stops: Name", "B", "C")])


def test_yes_is_no_number_and_no_text() -> None:
    assert len(between(uber(x=True), uber(x=1))) == 1
    assert len(between(uber(x=1), uber(x="1"))) == 1


def test_a_new_label_alone_is_no_change() -> None:
    renamed = read_source(
        {"uber": {"schema": {"properties": {"plate": {"title": "Plate"}}}, "data": {"plate": "TEST 12"}}}
    )
    assert between(uber(plate="TEST 12"), renamed) == ()


def test_what_is_hidden_changes_in_secret() -> None:
    assert between(uber(secret="a", plate="TEST 12"), uber(secret="b", plate="TEST 12")) == ()


@given(st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=3)))
@example({"\r": 0, "\x0c": 1})
@example({"\r\n": 0, "\n": 1})
@example({"\u202e": 0, "⟨U+202E⟩": 1, "~u202E.": 2})
def test_nothing_changes_between_an_answer_and_itself(data: dict[str, object]) -> None:
    assert between(uber(**data), uber(**dict(reversed(data.items())))) == ()


def paths(fields: collections.abc.Iterable[DataField]) -> collections.abc.Iterator[str]:
    for field in fields:
        yield field.path
        yield from paths(field.children)


@pytest.mark.parametrize(
    ("schema", "data", "beside"),
    [
        ({"properties": {}}, {"..": {"x": "of the data"}}, {"x": "beside it"}),
        ({"fields": [{"key": "a", "label": "A"}, {"key": "a", "label": "Again"}]}, {"a": 1}, {}),
        ({"fields": [{"key": "a.b"}, {"key": "/a/b"}]}, {"a": {"b": 1}}, {}),
        ({"fields": [{"key": "a[0]"}]}, {"a": [{"n": "first"}, {"n": "second"}]}, {}),
        ({"fields": [{"key": "a[00]"}]}, {"a": [{"n": "first"}, {"n": "second"}]}, {}),
        ({"fields": [{"key": "a[0]"}]}, {"a": ["first"]}, {}),
        ({"properties": {}}, {"a/b": 1, "a": {"b": 2}, "a~1b": 3, "a~b": 4}, {}),
    ],
)
def test_no_two_fields_of_a_source_have_one_path(schema: object, data: object, beside: dict[str, object]) -> None:
    (source,) = read_source({"uber": {"schema": schema, "data": data, **beside}}).sources
    found = list(paths((*source.fields, *source.other)))
    assert sorted(set(found)) == sorted(found)


def test_a_value_that_a_schema_takes_out_of_a_list_is_told_and_shown_once() -> None:
    def answer(first: str, second: str) -> Display:
        schema = {"fields": [{"key": "a[0]", "label": "First"}]}
        return read_source({"uber": {"schema": schema, "data": {"a": [{"n": first}, {"n": second}]}}})

    assert told(between(answer("1", "2"), answer("3", "2"))) == [("First: N", "1", "3")]
    assert told(between(answer("1", "2"), answer("1", "3"))) == [("A: N", "2", "3")]


def test_two_sources_of_one_name_are_two() -> None:
    def answer(*plates: str) -> Display:
        return read_source(
            [{"source": "uber", "plate": plate} for plate in plates] + [{"source": "uber (2)", "plate": "X"}]
        )

    assert [source.key for source in answer("1", "2", "3").sources] == ["uber", "uber (3)", "uber (4)", "uber (2)"]
    assert {source.name for source in answer("1", "2").sources} == {"Uber", "Uber (2)"}
    assert [change.source for change in between(answer("1", "2"), answer("0", "2"))] == ["uber"]
    assert between(answer("1", "2"), answer("1", "2")) == ()


def test_loose_values_are_not_the_source_that_has_their_name() -> None:
    display = read_source({"additional_data": {"plate": "1"}, "other": {"plate": "2"}, "plate": "3"})
    assert len({source.key for source in display.sources}) == 3
