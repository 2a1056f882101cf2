"""Which inputs stay: the smallest that together walk every way through the code that the samples don't walk."""

import contextlib
import hashlib
import pathlib
import sys
from collections.abc import Callable, Iterable
from types import FrameType

APP = str(pathlib.Path(__file__).parents[2] / "app")
Way = tuple[str, int, int]
"""From one line to the next one of the same file."""


def smallest_together(read: Callable[[bytes], str], known: Iterable[bytes], found: Iterable[bytes]) -> dict[str, bytes]:
    """Those of the found that walk a way which neither the known ones nor a smaller one walks, by their digest."""
    walked: set[Way] = set()
    for body in known:
        walked |= ways(read, body)
    staying = {}
    for body in sorted(found, key=len):
        new = ways(read, body) - walked
        if new:
            walked |= new
            staying[hashlib.sha256(body).hexdigest()[:12]] = body
    return staying


def ways(read: Callable[[bytes], str], body: bytes) -> set[Way]:
    """The ways through the program's own code while it reads this input."""
    walked: set[Way] = set()

    def follow(frame: FrameType, event: str, argument: object) -> object:
        name = frame.f_code.co_filename
        if not name.startswith(APP):
            return None
        last = frame.f_lineno

        def step(frame: FrameType, event: str, argument: object) -> object:
            nonlocal last
            if event == "line":
                walked.add((name, last, frame.f_lineno))
                last = frame.f_lineno
            return step

        return step

    before = sys.gettrace()
    sys.settrace(follow)  # type: ignore[arg-type]  # a local trace function is one too
    try:
        with contextlib.suppress(Exception):
            read(body)
    finally:
        sys.settrace(before)
    return walked
