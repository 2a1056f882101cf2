import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.callflow import located_json
from app.domain.callflow.located_json import NotStrictJson

NESTED = """\ufeff{
 "a": {"b": [1,
   {"c": "x,\\"{\\n"}, [], {}, [[2]]],
 "d": {}
 }, "e": null,
 "f": [], "g/~": true}"""

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def paths_of(value: object, path: located_json.Path = ()) -> list[located_json.Path]:
    parts: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        parts = list(value.items())
    if isinstance(value, list):
        parts = list(enumerate(value))
    return [path, *(found for step, part in parts for found in paths_of(part, (*path, step)))]


def test_knows_the_line_of_every_part() -> None:
    located = located_json.read_located(NESTED)
    assert {located_json.pointer(path): line for path, line in located.lines.items()} == {
        "": 1,
        "/a": 2,
        "/a/b": 2,
        "/a/b/0": 2,
        "/a/b/1": 3,
        "/a/b/1/c": 3,
        "/a/b/2": 3,
        "/a/b/3": 3,
        "/a/b/4": 3,
        "/a/b/4/0": 3,
        "/a/b/4/0/0": 3,
        "/a/d": 4,
        "/e": 5,
        "/f": 6,
        "/g~1~0": 6,
    }


def test_a_part_that_is_missing_has_the_line_of_its_parent() -> None:
    assert located_json.read_located(NESTED).line(("a", "d", "nowhere", 4)) == 4


@given(json_values)
def test_every_part_of_any_json_has_a_line(value: object) -> None:
    text = json.dumps(value, indent=1, ensure_ascii=False)
    located = located_json.read_located(text)
    assert located.value == value
    assert sorted(located.lines, key=str) == sorted(paths_of(value), key=str)
    assert max(located.lines.values()) <= text.count("\n") + 1


@pytest.mark.parametrize(
    ("untrusted_text", "line", "reason"),
    [
        ("", 1, "not JSON: Expecting value"),
        ('{\n"a": 1,\n2}', 3, "not JSON: Expecting property name enclosed in double quotes"),
        ("[NaN]", 1, "NaN is not JSON"),
        ("[-Infinity]", 1, "-Infinity is not JSON"),
        ('["\\ud800"]', 1, "half a surrogate pair in a text"),
        ("[" * 33 + "]" * 33, 1, "nested deeper than 32 levels"),
        ("[" * 100_000, 1, "nested too deeply"),
        (" " * 262_145, 1, "longer than 262,144 characters"),
    ],
)
def test_refuses_what_is_not_strict(untrusted_text: str, line: int, reason: str) -> None:
    with pytest.raises(NotStrictJson) as refusal:
        located_json.read_located(untrusted_text)
    assert (refusal.value.line, str(refusal.value)) == (line, reason)


def test_refuses_a_key_that_is_there_twice() -> None:
    twice = '{"a": 1,\n"b": {"x": 1,\n"x": 2}}'
    with pytest.raises(NotStrictJson, match="key 'x' is there twice") as refusal:
        located_json.read_located(twice)
    assert refusal.value.line == 3


def test_32_levels_are_read() -> None:
    assert located_json.read_located("[" * 31 + "1" + "]" * 31).value is not None
