"""What the row's bar and its last word say about the ten minutes (screens.md 3, contract 8)."""

import enum

import msgspec
from PySide6.QtCore import QCoreApplication

from app.console.times import span
from app.domain.incident.incident import Incident

NOMINAL_MS = 600_000
EXPIRING_MS = 120_000
AXIS_END_MS = 1_200_000

translate = QCoreApplication.translate


class Stage(enum.Enum):
    """Where an incident stands in its nominal ten minutes; nothing here claims that a call ended."""

    RUNNING = "running"
    EXPIRING = "expiring"
    PAST = "past"


class Availability(msgspec.Struct, frozen=True):
    """Time since receipt (ms), the stage, and whether an answer came after the nominal end."""

    passed_ms: int
    stage: Stage
    answering: bool = False

    @property
    def left_ms(self) -> int:
        """Nominal time left, never below zero."""
        return max(NOMINAL_MS - self.passed_ms, 0)


def at(incident: Incident, now: int, last_answered: int | None = None) -> Availability:
    """Where an incident stands at ``now``; ``last_answered`` is a feed's newest answer (UTC ms)."""
    passed = max(now - incident.received_at, 0)
    if passed >= NOMINAL_MS:
        answering = last_answered is not None and last_answered - incident.received_at >= NOMINAL_MS
        return Availability(passed, Stage.PAST, answering)
    stage = Stage.EXPIRING if NOMINAL_MS - passed < EXPIRING_MS else Stage.RUNNING
    return Availability(passed, stage)


def words(availability: Availability) -> str:
    """``≈ 6:41 nominal``, ``+3:12 answering`` or ``+3:12 past nominal``."""
    if availability.stage is not Stage.PAST:
        left = span(availability.left_ms + 999)
        return translate("Availability", "≈ {left} nominal").format(left=left)
    over = span(availability.passed_ms - NOMINAL_MS)
    if availability.answering:
        return translate("Availability", "+{over} answering").format(over=over)
    return translate("Availability", "+{over} past").format(over=over)
