import contextlib
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.data_share.payload import NotStrictError, read, whole_characters


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b"\xef\xbb\xbf{}", {}),
        (b" [1, -2, 0.5] ", [1, -2, 0.5]),
        (b'{"a": {"b": 1}, "c": {"b": 1}}', {"a": {"b": 1}, "c": {"b": 1}}),
        (b'"\\ud83d\\ude91"', "\N{AMBULANCE}"),
        (b'"\\u0000"', "\0"),
        (b"1e999", math.inf),
        (b"9" * 5_000, math.inf),
        (b"-" + b"9" * 5_000, -math.inf),
    ],
)
def test_one_meaning(body: bytes, value: object) -> None:
    assert read(body)[1] == value


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"{} {}", "not JSON"),
        (b"{'a': 1}", "not JSON"),
        (b'"\x01"', "not JSON"),
        (b"\xef\xbb\xbf\xef\xbb\xbf{}", "not JSON"),
        ("{}".encode("utf-16"), "not UTF-8"),
        (b'"\xed\xa0\x80"', "not UTF-8"),
        (b"NaN", "NaN is not JSON"),
        (b'{"a": [-Infinity]}', "-Infinity is not JSON"),
        (b'{"a": 1, "a": 1}', "a key occurs twice"),
        (b'[{"b": [{"a": 1, "\\u0061": 2}]}]', "a key occurs twice"),
        (b'"\\ud800"', "lone surrogate"),
        (b'{"a": ["\\udc00\\ud800"]}', "lone surrogate"),
        (b'[[{"\\udfff": 1}]]', "lone surrogate"),
        (b"[" * 31 + b'"\\ud800"' + b"]" * 31, "lone surrogate"),
        (b"[" * 32 + b'"\\ud800"' + b"]" * 32, "lone surrogate"),
        (b"[" * 33 + b"]" * 33, "nested deeper than 32"),
        (b'{"a":' * 33 + b"1" + b"}" * 33, "nested deeper than 32"),
        (b"[" * 100_000, "nested deeper than 32"),
    ],
)
def test_none_or_several_meanings(body: bytes, reason: str) -> None:
    with pytest.raises(NotStrictError, match=reason):
        read(body)


def test_depth_32_is_deep_enough() -> None:
    assert read(b"[" * 32 + b"1" + b"]" * 32)
    assert read(b"[" * 32 + b"]" * 32)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON_VALUES)
def test_what_json_means_is_read(value: object) -> None:
    assert read(json.dumps(value).encode())[1] == value


@given(st.binary())
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with contextlib.suppress(NotStrictError):
        read(body)


@pytest.mark.parametrize(
    ("json_text", "whole"),
    [
        (r'"plain"', r'"plain"'),
        (r'"a\ud83d"', r'"a\ufffd"'),
        (r'"\uDE00a"', r'"\ufffda"'),
        (r'"\ud83d\ude00"', r'"\ud83d\ude00"'),
        (r'"\ud83d\ud83d\ude00"', r'"\ufffd\ud83d\ude00"'),
        (r'"\\ud83d"', r'"\\ud83d"'),
        (r'"\\\ud83d"', r'"\\\ufffd"'),
        ('"\ud83d"', '"\ufffd"'),
        (r'"\u00e9\n"', r'"\u00e9\n"'),
    ],
)
def test_halves_of_characters_are_replaced_in_any_json_text(json_text: str, whole: str) -> None:
    assert whole_characters(json_text) == whole


@given(st.text(alphabet=st.characters(categories=["Cs", "L", "N", "P"])))
def test_every_text_can_be_written_down_once_its_characters_are_whole(text: str) -> None:
    for json_text in (json.dumps(text), json.dumps(text, ensure_ascii=False)):
        value = json.loads(whole_characters(json_text))
        assert value.encode().decode() == value
