"""What a tryout says while it runs: what was seen, and how long it took; what is not as it should be ends it."""

import time
from collections.abc import Callable


def expect(what: str, seen: object, wanted: object = True) -> None:
    """Print what was seen; end the run when it is not what was wanted."""
    if seen != wanted:
        raise SystemExit(f"NOT {what}: {seen!r}, wanted {wanted!r}")
    print(f"ok  {what}: {seen}", flush=True)


def step(words: str) -> None:
    """Begin a part of the transcript."""
    print(f"\n== {words}", flush=True)


def timed(words: str, begun: float) -> None:
    """Say how long something took."""
    print(f"    {words}: {time.monotonic() - begun:.1f} s", flush=True)


def until(what: str, seconds: float, holds: Callable[[], object]) -> object:
    """Ask until the answer is true, or end the run."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := holds():
            return found
        time.sleep(0.2)  # noqa: TID251 another program's progress; there is no clock of ours to wait on
    raise SystemExit(f"NOT {what} within {seconds:.0f} s")
