"""Collects cycles after each test, in the main thread and nowhere else; what they leave open is their own test's.

Python's collector runs in whichever thread allocates. A widget that dies in a thread beside Qt's takes the run with it,
and a socket that somebody forgot is complained about in a test that never saw it.
"""

import gc
from collections.abc import Iterator

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Set aside all that lives as long as the run: what each test adds is quickly looked through."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def _only_between_tests() -> Iterator[None]:
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _cycles_end_with_their_test() -> Iterator[None]:
    yield
    gc.collect()
