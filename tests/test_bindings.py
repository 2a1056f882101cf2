"""Guards the pin on PySide6: releases that lose references of True or None abort a console within minutes."""

import sys

from PySide6.QtCore import QObject, Signal

CALLS = 100
DRIFT = CALLS // 2
"""A sound binding drifts by a handful at most; PySide6 6.12.0 on Python 3.11 loses one at every call."""


class _Emitter(QObject):
    happened = Signal()


def test_emitting_a_signal_keeps_the_references_of_true() -> None:
    emitter, before = _Emitter(), sys.getrefcount(True)
    for _ in range(CALLS):
        emitter.happened.emit()
    assert sys.getrefcount(True) - before > -DRIFT


def test_a_call_without_result_keeps_the_references_of_none() -> None:
    emitter, before = _Emitter(), sys.getrefcount(None)
    for _ in range(CALLS):
        emitter.setObjectName("x")
        emitter.property("absent")
    assert sys.getrefcount(None) - before > -DRIFT
