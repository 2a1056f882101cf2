"""A report as a table for spreadsheets, with the same numbers as the window and the PDF."""

import csv
import io

from app.domain.reporting.answering import Answering
from app.domain.reporting.report import Report
from app.export import plain, times

_SECOND_MS = 1_000
_FIXED = ("group", "name", "shares", "answered", "missed", "waiting", "untimed", "median_s", "p90_s", "worst_s")
_RATES = ("alarms_per_10_min", "alarms_per_hour", "alarms_per_day")


def as_csv(report: Report) -> bytes:
    """The table, UTF-8 with a byte-order mark; an empty cell was not measured."""
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    period = report.period
    writer.writerow(("report", "answering times and alarm rate"))
    writer.writerow(("from_utc", times.utc(period.since)))
    writer.writerow(("until_utc", times.utc(period.until)))
    writer.writerow(("made_utc", times.utc(report.made_at)))
    writer.writerow(("profile", report.profile.name, "a 9-1-1 call-answering profile that this center measures by"))
    writer.writerow(())
    writer.writerow((*_FIXED, *(f"percent_within_{one.within_ms // _SECOND_MS}_s" for one in report.profile.targets)))
    writer.writerow(_row("all", report.whole))
    for group, lines in (("day", report.days), ("operator", report.operators), ("ecc", report.eccs)):
        writer.writerows(_row(group, line) for line in lines)
    writer.writerow(())
    writer.writerows(_alarms(report))
    return page.getvalue().encode("utf-8-sig", errors="backslashreplace")


def _row(group: str, line: Answering) -> list[object]:
    counts = (line.calls, line.answered, line.missed, line.waiting, line.untimed)
    spans = (_seconds(one) for one in (line.median_ms, line.ninetieth_ms, line.worst_ms))
    percents = (None if one.percent is None else round(one.percent, 1) for one in line.targets)
    return [group, plain.cell(line.label), *counts, *spans, *percents]


def _alarms(report: Report) -> list[tuple[object, ...]]:
    rate = report.alarms
    rows: list[tuple[object, ...]] = [
        (name, None if one.value is None else round(one.value, 2), one.level.value)
        for name, one in zip(_RATES, rate.rates, strict=True)
    ]
    rows += [
        ("alarms", rate.alarms),
        ("alarms_while_nobody_was_signed_on", rate.unattended),
        ("most_in_any_10_min", rate.worst_window),
        ("flood_windows", rate.flood_windows, "of", rate.windows),
        ("clock_steps", report.steps),
        ("opened_by_this_center", report.own),
    ]
    return rows


def _seconds(ms: int | None) -> float | None:
    return None if ms is None else ms / _SECOND_MS
