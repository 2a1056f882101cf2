"""JSON read as strictly as docs/contract.md#3.5 asks: one meaning or none."""

import codecs
import collections.abc
import itertools
import json
import re
import typing

DEPTH_LIMIT = 32
"""The outer object is depth 1."""
_LONGEST_INTEGER = 400
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class NotStrictError(ValueError):
    """The body isn't JSON of one meaning; the message says why in plain words, without anything of the body."""


def read(untrusted_body: bytes) -> tuple[str, object]:
    """The body's text and its value; one leading byte-order mark is tolerated and dropped.

    Raises:
        NotStrictError: not UTF-8, not JSON, NaN, a duplicate key, a lone surrogate, nested deeper than 32.
    """
    text = _text(untrusted_body)
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise NotStrictError(f"not JSON at character {error.pos}") from None
    except RecursionError:
        raise NotStrictError(f"nested deeper than {DEPTH_LIMIT}") from None
    if _may_hide_something(text):
        _walk(value)
    return text, value


def _may_hide_something(text: str) -> bool:
    """Whether it can be nested too deep, or hold half a character: that takes an escape, for UTF-8 has none."""
    return "\\u" in text or text.count("{") + text.count("[") > DEPTH_LIMIT


def _text(untrusted_body: bytes) -> str:
    try:
        return untrusted_body.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotStrictError(f"not UTF-8 at byte {error.start}") from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStrictError("a key occurs twice in one object")
    return found


def _refuse_constant(name: str) -> typing.NoReturn:
    raise NotStrictError(f"{name} is not JSON")


def _integer(digits: str) -> int | float:
    """An integer, or infinity for one that is longer than any number here can be: no reason to lose a share."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float(digits)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse_constant, parse_int=_integer)


def _walk(value: object) -> None:
    """Look at every container and text, level by level; numbers and words have nothing to hide."""
    level = [value]
    for _ in range(DEPTH_LIMIT):
        _refuse_lone_surrogates(level)
        level = [child for parent in level for child in _children(parent)]
    if any(isinstance(value, dict | list) for value in level):
        raise NotStrictError(f"nested deeper than {DEPTH_LIMIT}")
    _refuse_lone_surrogates(level)


def _children(value: object) -> collections.abc.Iterable[object]:
    if isinstance(value, dict):
        return itertools.chain(value.keys(), value.values())
    return value if isinstance(value, list) else ()


def _refuse_lone_surrogates(level: collections.abc.Iterable[object]) -> None:
    for value in level:
        if isinstance(value, str) and not value.isascii() and _LONE_SURROGATE.search(value):
            raise NotStrictError("a text holds half a character (a lone surrogate)")
