"""A report of two weeks of made-up answering; operators are fictional."""

import datetime as dt

from app.console.theme.theme import Theme
from app.console.tools.reports import ReportsWindow
from app.console.tools.reports_view import By
from app.domain import reports
from app.domain.reports import DAY_MS, HOUR_MS, Fact, Period, Report
from tests.shots.scenes import NOW

DAYS = 14
UNTIL = NOW - NOW % DAY_MS + DAY_MS
SINCE = UNTIL - DAYS * DAY_MS
NAMES = ("M. Okafor", "R. Keller", "J. Tran")
ECCS = ("IL_0142", "IL_0007", None)


def facts() -> list[Fact]:
    """Three operators, five shares a day, slower on two days, and one flood with nobody there."""
    told: list[Fact] = []

    def add(kind: str, at: int, **more: object) -> None:
        told.append(Fact(seq=len(told) + 1, at=at, kind=kind, **more))  # type: ignore[arg-type]

    add("StationStarted", SINCE - HOUR_MS)
    for name in NAMES:
        add("OperatorSignedOn", SINCE - HOUR_MS, operator=name)
    for day in range(DAYS):
        for share in range(5):
            at, number = SINCE + day * DAY_MS + share * 3 * HOUR_MS, 1000 + day * 10 + share
            slow = 30 if day in (4, 9) and share % 2 else 0
            add("ShareReceived", at, incident=number, ecc=ECCS[(day + share) % 3], rings=True)
            add("Acknowledged", at + (4 + share * 2 + slow) * 1000, incident=number, operator=NAMES[share % 3])
    add("ClockStepped", UNTIL - 3 * HOUR_MS)
    add("IncidentOpened", UNTIL - 2 * HOUR_MS, incident=2001)
    add("ShareReceived", UNTIL - HOUR_MS, incident=2002, ecc="IL_0142", rings=True)
    return told


def made(by: reports.Profile = reports.NENA) -> Report:
    """The report of these facts."""
    return reports.make(facts(), Period(since=SINCE, until=UNTIL, zone=dt.UTC), by, UNTIL)


def window(theme: Theme, *, by: By = By.DAY, empty: bool = False) -> ReportsWindow:
    """The window on that report, or on a period in which nothing rang."""
    shown = ReportsWindow(theme)
    shown.show_days(dt.date(2026, 11, 9), dt.date(2026, 11, 22))
    nothing = reports.make([], Period(since=SINCE, until=UNTIL, zone=dt.UTC), reports.NENA, UNTIL)
    shown.show_report(nothing if empty else made())
    shown.group(by)
    return shown
