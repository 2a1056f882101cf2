"""New inputs from samples: values swapped for nasty ones, then bytes broken; the same seed gives the same input."""

import copy
import json
import random

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

NASTY: tuple[Json, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1e308,
    -0.0,
    10**400,
    float("nan"),
    float("inf"),
    "",
    " ",
    "\x00",
    "\ud800",
    "\u202egnp.exe",
    "a" * 5_000,
    "1" * 400,
    "+1 (217) 555-0143",
    "12175550143",
    "alert-00000000-0000-4000-8000-000000000000",
    "2026-13-45T99:99:99Z",
    "1795305600",
    "91",
    "-181",
    "{{phone}}",
    "../../etc/passwd",
    "javascript:alert(1)",
    [],
    {},
    [[[[]]]],
    {"": {"": {"": None}}},
    [None] * 300,
)
BYTES = (
    b"\xff",
    b"\x00",
    b'"',
    b"{",
    b"}",
    b"[",
    b",",
    b"\\",
    b"\\ud800",
    b"NaN",
    b"1e999",
    b"\xef\xbb\xbf",
    b"\xc0\x80",
)
DEEP = 60


def mutated(chance: random.Random, samples: list[bytes]) -> bytes:
    """One input: a sample, changed once to a few times."""
    sample = chance.choice(samples)
    if chance.random() < 0.8:
        sample = _with_other_values(chance, sample)
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        sample = _with_other_bytes(chance, sample)
    return sample


def _with_other_values(chance: random.Random, sample: bytes) -> bytes:
    try:
        value = json.loads(sample)
    except (ValueError, RecursionError):
        return sample
    for _ in range(chance.randint(1, 4)):
        value = _changed(chance, value)
    text = json.dumps(value, ensure_ascii=chance.random() < 0.5)
    return text.encode("utf-8", "surrogatepass")


def _changed(chance: random.Random, value: Json) -> Json:
    if isinstance(value, dict) and value and chance.random() < 0.85:
        return _changed_object(chance, dict(value))
    if isinstance(value, list) and value and chance.random() < 0.85:
        items = list(value)
        place = chance.randrange(len(items))
        items[place] = _changed(chance, items[place])
        return items * chance.choice((1, 1, 1, 2))
    if chance.random() < 0.05:
        for _ in range(chance.randint(1, DEEP)):
            value = [value] if chance.random() < 0.5 else {"a": value}
        return value
    return copy.copy(chance.choice(NASTY))


def _changed_object(chance: random.Random, value: dict[str, Json]) -> Json:
    name = chance.choice(list(value))
    match chance.randrange(5):
        case 0:
            del value[name]
        case 1:
            value[chance.choice((name.upper(), name + " ", "", "__proto__", "id"))] = value.pop(name)
        case _:
            value[name] = _changed(chance, value[name])
    return value


def _with_other_bytes(chance: random.Random, sample: bytes) -> bytes:
    place = chance.randint(0, len(sample))
    match chance.randrange(4):
        case 0:
            return sample[:place]
        case 1:
            return sample[:place] + chance.choice(BYTES) + sample[place:]
        case 2:
            return sample[:place] + chance.randbytes(chance.randint(1, 4)) + sample[place + 1 :]
        case _:
            other = chance.randint(0, len(sample))
            first, last = sorted((place, other))
            return sample[:last] + sample[first:last] + sample[last:]
