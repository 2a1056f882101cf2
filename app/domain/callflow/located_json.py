"""Reading a JSON file that a person wrote: strictly, and with the line of every value to correct it by."""

import collections.abc
import json
import re
import typing

import msgspec

Path = tuple[str | int, ...]
"""Keys and list indexes from the root to a value."""

DEPTH_LIMIT: typing.Final = 32
SIZE_LIMIT: typing.Final = 256 * 1024
"""Characters; more is refused before it is read."""

_MARK = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]|[^\s{}\[\],:"]+|\n')
_FIRST_STEP: typing.Final[dict[str, tuple[str | int, ...]]] = {"{": ("",), "[": (0,)}


class NotStrictJson(ValueError):  # noqa: N818 - it names what the text is
    """The text is not JSON as we take it; ``line`` counts from 1 and the message says why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


class Located(msgspec.Struct, frozen=True):
    """A JSON value and the line on which each part of it begins."""

    value: object
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of ``path``, or of its nearest parent that is there."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]


def read_located(untrusted_text: str) -> Located:
    """The value and its lines, for a file that a person will correct.

    Raises:
        NotStrictJson: it is too long, too deep, not JSON, says a key twice, or holds NaN or half a surrogate pair.
    """
    value = _load(untrusted_text)
    lines: dict[Path, int] = {}
    for path, line in _lines(untrusted_text.removeprefix("\ufeff")):
        if path in lines:
            raise NotStrictJson(line, f"key {path[-1]!r} is there twice")
        lines[path] = line
    return Located(value, lines)


def pointer(path: Path) -> str:
    """The path as a JSON pointer (RFC 6901), the empty text for the root."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def _load(untrusted_text: str) -> object:
    if len(untrusted_text) > SIZE_LIMIT:
        raise NotStrictJson(1, f"longer than {SIZE_LIMIT:,} characters")
    text = untrusted_text.removeprefix("\ufeff")
    try:
        value: object = json.loads(text, parse_constant=_no_constant)
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise NotStrictJson(error.lineno, f"not JSON: {error.msg}") from None
    except UnicodeEncodeError:
        raise NotStrictJson(1, "half a surrogate pair in a text") from None
    except RecursionError:
        raise NotStrictJson(1, "nested too deeply") from None
    except ValueError as error:
        raise NotStrictJson(1, str(error)) from None
    if _levels(value) > DEPTH_LIMIT:
        raise NotStrictJson(1, f"nested deeper than {DEPTH_LIMIT} levels")
    return value


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _levels(value: object) -> int:
    """How many levels of values lie in each other, a scalar being one."""
    count, level = 0, [value]
    while level:
        count += 1
        level = [part for outer in level for part in _parts(outer)]
    return count


def _parts(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _lines(text: str) -> collections.abc.Iterator[tuple[Path, int]]:
    """Each part's path and line, in order; an object's member begins at its key. ``text`` is known to be JSON."""
    path: list[str | int] = []
    line, key_next = 1, False
    yield (), line
    for mark in _MARK.findall(text):
        if mark == "\n":
            line += 1
        elif mark in "}]":
            path.pop()
        elif mark == ",":
            key_next = isinstance(path[-1], str)
            path[-1] = path[-1] if isinstance(path[-1], str) else path[-1] + 1
        else:
            if key_next:
                path[-1] = json.loads(mark)
            if key_next or (path and isinstance(path[-1], int)):
                yield tuple(path), line
            key_next = mark == "{"
            path += _FIRST_STEP.get(mark, ())
