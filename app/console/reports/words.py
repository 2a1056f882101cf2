"""A report in words: what was measured, what was not, and by which standard."""

import datetime as dt
import enum

from app.console.look.plain_text import one_line
from app.domain.reporting.alarm_rate import FLOOD_GOAL_PERCENT, JUDGED_FROM_DAYS, AlarmRate, Level, Rate
from app.domain.reporting.answering import Answering, Met
from app.domain.reporting.profile import Profile
from app.domain.reporting.report import Report

SECOND_MS = 1_000
DAY_MS = 86_400_000
NOTHING = "-"


class By(enum.Enum):
    """How the lines of a report are grouped."""

    DAY = "day"
    OPERATOR = "operator"
    ECC = "ecc"


def lines(report: Report, by: By) -> tuple[Answering, ...]:
    """The lines of a grouping."""
    return {By.DAY: report.days, By.OPERATOR: report.operators, By.ECC: report.eccs}[by]


def label(line: Answering, by: By) -> str:
    """Whose line it is."""
    if line.label:
        return one_line(line.label)
    if by is By.OPERATOR:
        return "nobody yet"
    return "ECC not stated"


def profile_words(profile: Profile) -> str:
    """The standard, and what it is made for."""
    words = "{name}, a 9-1-1 call-answering profile that this center measures itself by"
    return words.format(name=profile.name)


def met(one: Met) -> str:
    """``90 % within 15 s: 93.2 %, met``."""
    goal = f"{one.target.percent} % within {one.target.within_ms // SECOND_MS} s"
    if one.percent is None:
        return f"{goal}: nothing to measure"
    verdict = "met" if one.met else "NOT met"
    return f"{goal}: {one.percent:.1f} %, {verdict}"


def seconds(ms: int | None) -> str:
    """``12.4 s``."""
    return NOTHING if ms is None else f"{ms / SECOND_MS:.1f} s"


def headline(report: Report) -> str:
    """What a reader wants to know first."""
    whole = report.whole
    if not whole.calls:
        return "No share rang in this period: there is nothing to measure."
    words = "{calls} shares, {answered} answered, {missed} missed, median {median}, worst {worst}"
    return words.format(
        calls=whole.calls,
        answered=whole.answered,
        missed=whole.missed,
        median=seconds(whole.median_ms),
        worst=seconds(whole.worst_ms),
    )


def alarms(rate: AlarmRate) -> str:
    """The alarm rate against ISA-18.2."""
    if not rate.operator_ms:
        words = "{alarms} alarms while nobody was signed on: there is no rate for an operator."
        return words.format(alarms=rate.alarms)
    spans = (
        "in 10 min",
        "an hour",
        "a day",
    )
    said = ", ".join(_rate(one, span) for one, span in zip(rate.rates, spans, strict=True))
    words = "Alarms for one operator (ISA-18.2): {rates}. At most {worst} in any 10 min."
    return words.replace("{rates}", said).replace("{worst}", str(rate.worst_window))


def floods(rate: AlarmRate) -> str:
    """The share of windows that were a flood."""
    if rate.flood_percent is None:
        return ""
    words = "Floods, more than 10 for an operator in 10 min: {count} of {windows} windows, {percent} % ({goal})."
    under = rate.flood_percent < FLOOD_GOAL_PERCENT
    goal = "goal: under 1 %, met" if under else "goal: under 1 %, NOT met"
    return words.format(count=rate.flood_windows, windows=rate.windows, percent=f"{rate.flood_percent:.1f}", goal=goal)


def notes(report: Report) -> tuple[str, ...]:
    """Everything that a number alone would hide."""
    how = (
        "Measured from a share stored on disk to a person's acknowledgement; unanswered counts as missed "
        "after {seconds} s."
    )
    short = "Judge alarm rates on 30 days or more; this period is shorter."
    counted = (words.replace("{count}", str(count)) for count, words in _left_out(report) if count)
    judged = _days(report) >= JUDGED_FROM_DAYS
    return (
        how.format(seconds=report.profile.missed_after_ms // SECOND_MS),
        *counted,
        *(() if judged else (short,)),
    )


def _left_out(report: Report) -> tuple[tuple[int, str], ...]:
    """How many of each are not in the numbers, and why."""
    whole = report.whole
    return (
        (whole.waiting, "Still ringing within their time, not counted yet: {count}."),
        (
            whole.untimed,
            "Answered before they were stored by the recorded times, not measured: {count}.",
        ),
        (
            report.own,
            "Incidents that this center opened itself, left out: {count}.",
        ),
        (
            report.steps,
            "Steps of the computer's clock, which the station's own time did not follow: {count}.",
        ),
        (
            report.alarms.unattended,
            "Alarms while nobody was signed on, in no operator's rate: {count}.",
        ),
    )


def columns(report: Report, by: By) -> tuple[str, ...]:
    """The heads of the table."""
    first = {
        By.DAY: "Day",
        By.OPERATOR: "Answered by",
        By.ECC: "ECC",
    }[by]
    targets = (f"≤ {one.within_ms // SECOND_MS} s" for one in report.profile.targets)
    return (
        first,
        "Shares",
        "Answered",
        "Missed",
        "Median",
        "90 % in",
        "Worst",
        *targets,
    )


def cells(line: Answering, name: str) -> tuple[str, ...]:
    """One row of the table."""
    percents = (NOTHING if one.percent is None else f"{one.percent:.1f} %" for one in line.targets)
    return (
        name,
        str(line.calls),
        str(line.answered),
        str(line.missed),
        seconds(line.median_ms),
        seconds(line.ninetieth_ms),
        seconds(line.worst_ms),
        *percents,
    )


def caption(report: Report) -> str:
    """What the picture shows."""
    first = report.profile.targets[0]
    words = "Answered within {seconds} s, in percent. Dashed: the goal of {percent} %."
    return words.format(seconds=first.within_ms // SECOND_MS, percent=first.percent)


def short(line: Answering, by: By) -> str:
    """Whose line it is, for the picture: a day without its year."""
    return line.label[5:] if by is By.DAY else label(line, by)


def span(report: Report) -> str:
    """The period as the center's calendar has it, both days included."""
    zone = report.period.zone
    first = dt.datetime.fromtimestamp(report.period.since / 1000, tz=zone).date()
    last = dt.datetime.fromtimestamp(report.period.until / 1000 - 1, tz=zone).date()
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def _rate(rate: Rate, span_: str) -> str:
    level = {
        Level.TARGET: "within target",
        Level.MANAGEABLE: "manageable",
        Level.OVER: "OVER the manageable",
        Level.UNKNOWN: NOTHING,
    }[rate.level]
    value = 0.0 if rate.value is None else rate.value
    return f"{value:.2f} {span_} ({level}, {rate.target}/{rate.manageable})"


def _days(report: Report) -> float:
    return (report.period.until - report.period.since) / DAY_MS
