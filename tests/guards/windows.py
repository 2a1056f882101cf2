"""Fails a test that leaves windows behind: a new theme restyles all that live, and each makes the next test slower."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


@pytest.fixture(autouse=True)
def _no_window_left() -> Iterator[None]:
    before = _windows()
    yield
    if not _since(before):
        return
    # What a test asked to be deleted goes now, as in a loop; then what only a cycle still holds.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if _since(before):
        gc.collect()
    if left := _since(before):
        named = [f"{type(window).__name__} {window.windowTitle()!r}" for window in left]
        for window in left:
            window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        pytest.fail(f"windows left: {named}", pytrace=False)


def _windows() -> list[QWidget]:
    """Every widget that has no parent."""
    if QCoreApplication.instance() is None:
        return []
    return [window for window in QApplication.topLevelWidgets() if window.parent() is None]


def _since(before: list[QWidget]) -> list[QWidget]:
    return [window for window in _windows() if isValid(window) and window not in before]
