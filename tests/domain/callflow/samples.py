"""Example traffic of the callflow room, one file a message (tests/samples)."""

import json
import pathlib
import typing

SAMPLES = pathlib.Path(__file__).parents[2] / "samples"
FLOW = "c0ffee00-0000-4000-8000-000000000127"
EVENT = "0b6e0127-0000-4000-8000-0000000000e1"


def raw(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def content(name: str) -> dict[str, typing.Any]:
    return dict(json.loads(raw(name)))
