"""Fails a test that leaves a thread running, and names the thread."""

import threading
import time
from collections.abc import Iterator

import pytest

GRACE_S = 1.0
"""Seconds a thread gets to end after its test did; one that ends at once costs nothing."""


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + GRACE_S
    for thread in _since(before):
        thread.join(max(0.0, deadline - time.monotonic()))
    if left := _since(before):
        pytest.fail(f"threads left running: {[thread.name for thread in left]}", pytrace=False)


def _since(before: set[threading.Thread]) -> list[threading.Thread]:
    """Threads that run now and did not then; those that Python did not start it can't wait for, either."""
    # A _DummyThread stands for a thread of Qt's that once called into Python; Qt ends it, not the test.
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
