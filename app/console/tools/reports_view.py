"""The report's picture: one bar a line, how much was answered in the first target's time, and the goal across it."""

import datetime as dt
import enum
import typing

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy

from app.console.theme.text import TextPainter, one_line
from app.console.theme.theme import Theme
from app.console.theme.tokens import CAPTION, CAPTION_STRONG
from app.console.widgets.containers import Painted
from app.domain.reports import (
    FLOOD_GOAL_PERCENT,
    JUDGED_FROM_DAYS,
    AlarmRate,
    Answering,
    Level,
    Met,
    Profile,
    Rate,
    Report,
)

WIDEST_BAR = 44
GAP = 4
TALL = 190
_WHOLE = 100


class Bar(typing.NamedTuple):
    """One line of the report: whose, the percentage (None: nothing to measure), and of how many shares."""

    label: str
    percent: float | None
    shares: int


class Chart(Painted):
    """Grey bars; one that misses the goal has the warning's fill and edge, and its number says so too."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._goal = _WHOLE
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def show_bars(self, bars: tuple[Bar, ...], goal: int, spoken: str) -> None:
        """Show these, with the goal in percent; ``spoken`` is the picture for a screen reader."""
        self._bars = bars
        self._goal = goal
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(400, self._theme.px(TALL))

    def as_drawn(self) -> QPixmap:
        """What is shown, as sharp as the screen it is on."""
        return self.grab()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint."""
        px = self._theme.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.tokens.raised)
        field = QRectF(px(52), px(24), self.width() - px(52) - px(12), self.height() - px(24) - px(28))
        pen = TextPainter(painter, self._theme)
        self._paint_axis(pen, field)
        if self._bars and field.width() > 0:
            self._paint_bars(pen, field)
        self._paint_goal(pen, field)

    def _paint_axis(self, pen: TextPainter, field: QRectF) -> None:
        tokens = self._theme.tokens
        for percent in (0, 50, 100):
            y = self._y(field, percent)
            pen.painter.fillRect(QRectF(field.left(), round(y), field.width(), 1), tokens.hair)
            pen.right(field.left() - 8, y, f"{percent} %", CAPTION, tokens.muted)

    def _paint_bars(self, pen: TextPainter, field: QRectF) -> None:
        step = field.width() / len(self._bars)
        width = max(min(step - GAP, self._theme.px(WIDEST_BAR)), 1)
        middles = [field.left() + step * (place + 0.5) for place in range(len(self._bars))]
        for bar, middle in zip(self._bars, middles, strict=True):
            self._paint_bar(pen.painter, field, bar, middle, width)
        self._paint_names(pen, field, middles)
        self._paint_numbers(pen, middles)

    def _paint_bar(self, painter: QPainter, field: QRectF, bar: Bar, middle: float, width: float) -> None:
        tokens = self._theme.tokens
        if bar.percent is None:
            return
        top = self._y(field, bar.percent)
        box = QRectF(round(middle - width / 2), round(top), round(width), round(field.bottom() - top))
        missed = self._misses(bar)
        painter.fillRect(box, tokens.p2_fill if missed else tokens.bar)
        if missed:
            painter.setPen(QPen(tokens.p2_edge, 1))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_names(self, pen: TextPainter, field: QRectF, middles: list[float]) -> None:
        """Each name that has room beside the one before."""
        room = max(field.width() / len(self._bars) - GAP, self._theme.px(64))
        free = 0.0
        for bar, middle in zip(self._bars, middles, strict=True):
            name = pen.elided(bar.label, CAPTION, room)
            half = pen.width(name, CAPTION) / 2
            if middle - half >= free and middle + half <= self.width():
                pen.centred(middle, field.bottom() + self._theme.px(13), name, CAPTION, self._theme.tokens.muted)
                free = middle + half + self._theme.px(8)

    def _paint_numbers(self, pen: TextPainter, middles: list[float]) -> None:
        """In one row above all bars, where no line crosses them; those that miss the goal step aside for none."""
        taken: list[tuple[float, float]] = []
        for place in sorted(range(len(self._bars)), key=lambda one: not self._misses(self._bars[one])):
            bar, middle = self._bars[place], middles[place]
            said = "-" if bar.percent is None else f"{bar.percent:.0f} %"
            half = pen.width(said, CAPTION_STRONG) / 2
            if any(middle - half < right and left < middle + half for left, right in taken):
                continue
            taken.append((middle - half - 4, middle + half + 4))
            tone = self._theme.tokens.p2 if self._misses(bar) else self._theme.tokens.text
            pen.centred(middle, self._theme.px(12), said, CAPTION_STRONG, tone)

    def _misses(self, bar: Bar) -> bool:
        return bar.percent is not None and bar.percent < self._goal

    def _paint_goal(self, pen: TextPainter, field: QRectF) -> None:
        tokens = self._theme.tokens
        y = round(self._y(field, self._goal)) + 0.5
        pen.painter.setPen(QPen(tokens.text, 1, Qt.PenStyle.DashLine))
        pen.painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))

    def _y(self, field: QRectF, percent: float) -> float:
        return field.bottom() - field.height() * percent / _WHOLE


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
