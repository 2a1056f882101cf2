"""Fails a test that leaves a QTimer running, and names the line that started it."""

import sys
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from shiboken6 import isValid

_places: weakref.WeakKeyDictionary[QTimer, str] = weakref.WeakKeyDictionary()
"""Of every QTimer that Python code started, the line that did."""

_start = QTimer.start


def _start_and_remember(timer: QTimer, *interval: int) -> None:
    caller = sys._getframe(1)
    _places[timer] = f"{caller.f_code.co_filename}:{caller.f_lineno}"
    _start(timer, *interval)


@pytest.fixture(autouse=True, scope="session")
def _remembered_starts() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QTimer, "start", _start_and_remember)
        yield


@pytest.fixture(autouse=True)
def _no_timer_left() -> Iterator[None]:
    before = set(_running())
    yield
    if _running().keys() - before:
        # Closing a test's widgets asked for their deletion: their timers end with them.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [place for timer, place in _running().items() if timer not in before]
    if left:
        pytest.fail(f"QTimers left running, started at: {', '.join(left)}", pytrace=False)


def _running() -> dict[QTimer, str]:
    return {timer: place for timer, place in _places.items() if isValid(timer) and timer.isActive()}
