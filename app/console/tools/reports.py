"""Reports: facts are fetched from the station page by page, measured in a thread, shown and exported."""

import asyncio
import collections.abc
import datetime as dt
import pathlib
import typing

from PySide6.QtCore import QBuffer, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.console.station.commands import StationClient
from app.console.store import Store
from app.console.theme.text import PlainLabel, local
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, BODY_STRONG, CAPTION, CAPTION_STRONG, FIGURE
from app.console.tools import reports_view
from app.console.tools.reports_view import Bar, By, Chart
from app.console.widgets.buttons import Button, ButtonKind, Chip
from app.console.widgets.containers import Aside, FlowLayout, ScrollColumn
from app.console.window.badges import PRODUCTION, Stripe
from app.core.tasks import Tasks
from app.domain import reports
from app.domain.reports import LEAD_MS, PROFILES, Fact, FactsPage, Period, Report
from app.export import sheets

ROW = 28
MOST_ROWS = 400
MOST_TARGETS = max(len(profile.targets) for profile in PROFILES.values())
_DATE_WIDTH = 130


class ReportsWindow(Aside):
    """Shows the report that it is given.

    Signals:
        wanted: a report is wanted: first day, last day (``datetime.date``), and a profile's code or "".
        export_wanted: the report shall go into a file: ``csv``, ``png`` or ``pdf``.
    """

    wanted = Signal(object, object, str)
    export_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._by = By.DAY
        self.report: Report | None = None
        self.stripe = Stripe(theme)
        self._first, self._last = QLineEdit(), QLineEdit()
        self._profile = QComboBox()
        self._make = Button(theme, "Measure", ButtonKind.PRIMARY)
        self._chips = {by: Chip(theme, name) for by, name in self._names().items()}
        self._exports = {kind: Button(theme, name).small() for kind, name in self._files().items()}
        self._problem = PlainLabel(theme, BODY, "p2", wraps=True)
        self._standard = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._headline = PlainLabel(theme, FIGURE, wraps=True)
        self._targets = tuple(PlainLabel(theme, BODY_STRONG, wraps=True) for _ in range(MOST_TARGETS))
        self._alarms = PlainLabel(theme, BODY, wraps=True)
        self._notes = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._caption = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self.chart = Chart(theme)
        self._table = QTableWidget()
        self.setWindowTitle("Reports")
        self._lay_out()
        self._connect()
        self.say("")
        self._refresh()

    @property
    def by(self) -> By:
        """How the lines are grouped."""
        return self._by

    def show_days(self, first: dt.date, last: dt.date) -> None:
        """Offer a period."""
        self._first.setText(first.isoformat())
        self._last.setText(last.isoformat())

    def show_report(self, report: Report) -> None:
        """Show a report."""
        self.report = report
        self._profile.setCurrentIndex(max(self._profile.findData(report.profile.code), 0))
        self.say("")
        self._refresh()

    def say(self, problem: str) -> None:
        """Why there is nothing to show, or what became of a file; nothing when all is well."""
        self._problem.show_text(problem)
        self._problem.setVisible(bool(problem))

    def ask(self) -> None:
        """Ask for what stands in the fields, or say what is wrong with them."""
        days = [_day(field.text()) for field in (self._first, self._last)]
        if days[0] is None or days[1] is None:
            self.say("A day is written like 2026-11-03.")
        elif days[0] > days[1]:
            self.say("The first day lies after the last one.")
        else:
            self.say("Measuring…")
            self.wanted.emit(days[0], days[1], self._profile.currentData() or "")

    def rows(self) -> list[list[str]]:
        """The table as text, row by row."""
        model, columns = self._table.model(), range(self._table.columnCount())
        return [[str(model.index(row, one).data()) for one in columns] for row in range(self._table.rowCount())]

    def _refresh(self) -> None:
        report = self.report
        for by, chip in self._chips.items():
            chip.setChecked(by is self._by)
            chip.count(len(reports_view.lines(report, by)) if report else 0)
        for button in self._exports.values():
            button.setEnabled(report is not None)
        words_ = (self._standard, self._headline, *self._targets, self._alarms, self._notes, self._caption)
        for part in (*words_, self.chart, self._table):
            part.setVisible(report is not None)
        if report is not None:
            self._say(report)
            self._draw(report)
            self._fill(report)

    def _say(self, report: Report) -> None:
        self._standard.show_text(f"{reports_view.span(report)} · {reports_view.profile_words(report.profile)}")
        self._headline.show_text(reports_view.headline(report))
        for place, label in enumerate(self._targets):
            one = report.whole.targets[place] if place < len(report.whole.targets) else None
            label.show_text(reports_view.met(one) if one else "")
            label.set_tone("p2" if one and one.met is False else "text")
            label.setVisible(one is not None)
        self._caption.show_text(reports_view.caption(report))
        self._alarms.show_text(
            "\n".join(filter(None, (reports_view.alarms(report.alarms), reports_view.floods(report.alarms))))
        )
        self._notes.show_text("\n".join(reports_view.notes(report)))

    def _draw(self, report: Report) -> None:
        lines = reports_view.lines(report, self._by)
        bars = tuple(Bar(reports_view.short(one, self._by), one.targets[0].percent, one.calls) for one in lines)
        spoken = "; ".join(f"{bar.label}: {'-' if bar.percent is None else f'{bar.percent:.0f} %'}" for bar in bars)
        self.chart.show_bars(bars, report.profile.targets[0].percent, spoken or reports_view.headline(report))
        for part in (self.chart, self._caption):
            part.setVisible(bool(bars))

    def _fill(self, report: Report) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        lines = reports_view.lines(report, self._by)[-MOST_ROWS:]
        heads = reports_view.columns(report, self._by)
        self._table.setRowCount(len(lines))
        self._table.setColumnCount(len(heads))
        for column, name in enumerate(heads):
            head = QTableWidgetItem(name)
            head.setTextAlignment(right if column else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self._table.setHorizontalHeaderItem(column, head)
        for row, line in enumerate(lines):
            for column, text in enumerate(reports_view.cells(line, reports_view.label(line, self._by))):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(right)
                self._table.setItem(row, column, item)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.setVisible(bool(lines))
        self._size_table()

    def _size_table(self) -> None:
        """As high as its rows: the window scrolls, and no table in it."""
        self._table.verticalHeader().setDefaultSectionSize(self._theme.px(ROW))
        self._table.setFixedHeight(self._theme.px(ROW) * (self._table.rowCount() + 1) + 8)

    def group(self, by: By) -> None:
        """Group the lines in another way."""
        self._by = by
        self._refresh()

    def _connect(self) -> None:
        for by, chip in self._chips.items():
            chip.clicked.connect(lambda _checked=False, by=by: self.group(by))
        for kind, button in self._exports.items():
            button.clicked.connect(lambda _checked=False, kind=kind: self.export_wanted.emit(kind))
        self._make.clicked.connect(self.ask)
        for field in (self._first, self._last):
            field.returnPressed.connect(self.ask)
        self._profile.activated.connect(lambda _place: self.ask())
        self._theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._table.setFont(self._theme.font(CAPTION))
        self._table.horizontalHeader().setFont(self._theme.font(CAPTION_STRONG))
        for field in (self._first, self._last):
            field.setFixedWidth(self._theme.px(_DATE_WIDTH))
        self._size_table()

    def _names(self) -> dict[By, str]:
        return {By.DAY: "By day", By.OPERATOR: "By operator", By.ECC: "By ECC"}

    def _files(self) -> dict[str, str]:
        return {"csv": "Table (CSV)…", "png": "Picture (PNG)…", "pdf": "Report (PDF)…"}

    def _lay_out(self) -> None:
        self._first.setAccessibleName("First day")
        self._last.setAccessibleName("Last day")
        self._profile.setAccessibleName("Standard")
        for code, profile in PROFILES.items():
            self._profile.addItem(profile.name, code)
        self._table.setAccessibleName("Answering times")
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.setShowGrid(False)
        self._table.verticalHeader().hide()
        ask = FlowLayout(spacing=8)
        until = PlainLabel(self._theme, BODY, "muted")
        until.show_text("to")
        for widget in (self._first, until, self._last, self._profile, self._make):
            ask.addWidget(widget)
        acts = FlowLayout(spacing=6)
        for button in (*self._chips.values(), *self._exports.values()):
            acts.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stripe)
        column.addWidget(self._scrolling(ask, acts), 1)
        self.resize(self._theme.px(900), self._theme.px(760))

    def _scrolling(self, ask: FlowLayout, acts: FlowLayout) -> QWidget:
        scroll = ScrollColumn(self._theme)
        scroll.setAccessibleName("Report")
        scroll.column.addLayout(ask)
        page = (self._problem, self._standard, self._headline, *self._targets, self._alarms)
        shown: tuple[QWidget, ...] = (self._caption, self.chart, self._table, self._notes)
        for label in page:
            scroll.column.addWidget(label)
        scroll.column.addLayout(acts)
        for part in shown:
            scroll.column.addWidget(part)
        scroll.column.addStretch(1)
        return scroll


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None


USUAL_DAYS = 30
T = typing.TypeVar("T")


class ReportsController(QObject):
    """Opens the window, measures, and writes files."""

    def __init__(
        self, window: ReportsWindow, watch: Store, tasks: Tasks, client: StationClient, zone: dt.tzinfo
    ) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._tasks = tasks
        self._client = client
        self._zone = zone
        self._asked = 0
        window.wanted.connect(self._measure)
        window.export_wanted.connect(self._ask_where)

    def open(self) -> None:
        """Show the window; the first time with the last thirty days, by the center's own standard."""
        self._window.stripe.setVisible(self._watch.environment not in ("", PRODUCTION))
        self._window.show()
        self._window.activateWindow()
        if self._window.report is None:
            today = local(self._watch.now(), self._zone).date()
            first = today - dt.timedelta(days=USUAL_DAYS - 1)
            self._window.show_days(first, today)
            self._measure(first, today, "")

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    def export(self, kind: str, file: pathlib.Path) -> None:
        """Write what is shown into a file: ``csv``, ``png`` or ``pdf``."""
        if self._window.report is not None:
            self._tasks.start("reports", self._write(kind, self._window.report, file))

    def _measure(self, first: dt.date, last: dt.date, code: str) -> None:
        self._asked += 1
        since, until = self._midnight(first), self._midnight(last + dt.timedelta(days=1))
        period = Period(since=since, until=until, zone=self._zone)
        self._tasks.start("reports", self._report(period, code, self._asked))

    async def _report(self, period: Period, code: str, asked: int) -> None:
        """Fetch and measure; an answer that was overtaken by a newer question shows nothing."""
        try:
            facts, page = await self._facts(period)
        except TimeoutError:
            self._window.say("The station did not answer. Measure again.")
            return
        chosen = reports.of(code or page.profile)
        made = await asyncio.to_thread(reports.make, facts, period, chosen, page.now)
        if asked == self._asked:
            self._window.show_report(made)

    async def _facts(self, period: Period) -> tuple[list[Fact], FactsPage]:
        span = f"since={max(period.since - LEAD_MS, 0)}&until={period.until + LEAD_MS}"
        found: list[Fact] = []
        after: int | None = 0
        while True:
            page = await self._client.answer(f"/facts?{span}&after={after}", FactsPage)
            found += page.facts
            after = page.next
            if after is None:
                return found, page

    def _ask_where(self, kind: str) -> None:
        dialog = QFileDialog(self._window, "Write the report")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(f"report.{kind}")
        dialog.fileSelected.connect(lambda name: self.export(kind, pathlib.Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    async def _write(self, kind: str, made: Report, file: pathlib.Path) -> None:
        content: collections.abc.Callable[[], bytes]
        if kind == "csv":
            content = lambda: sheets.as_csv(made)  # noqa: E731 work for the thread
        else:
            picture = self._png()
            content = (lambda: picture) if kind == "png" else self._pdf(made, picture)
        try:
            await asyncio.to_thread(lambda: file.write_bytes(content()))
        except OSError as error:
            sentence = "{file} can't be written ({reason}). Choose another place."
            self._window.say(sentence.format(file=file, reason=error.strerror or error))
            return
        self._window.say(f"Written to {file}.")

    def _png(self) -> bytes:
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        self._window.chart.as_drawn().save(buffer, "PNG")
        return bytes(buffer.data().data())

    def _pdf(self, made: Report, picture: bytes) -> collections.abc.Callable[[], bytes]:
        """What writes the PDF: fpdf takes 0.2 s to load, which only somebody who wants a PDF shall wait for."""
        tables = tuple((reports_view.columns(made, by), reports_view.lines(made, by), by) for by in By)
        environment = "" if self._watch.environment in ("", PRODUCTION) else self._watch.environment

        def write() -> bytes:
            from app.export.pdf.sheets import Sheets, Table, report_pdf  # noqa: PLC0415 see above

            return report_pdf(
                Sheets(
                    title="Answering times and alarm rate",
                    quiet=f"{reports_view.span(made)}. {reports_view.profile_words(made.profile)}",
                    environment=environment.upper(),
                    sentences=_sentences(made),
                    picture=picture,
                    tables=tuple(
                        Table(
                            title=head[0],
                            head=head,
                            rows=tuple(reports_view.cells(one, reports_view.label(one, by)) for one in lines),
                        )
                        for head, lines, by in tables
                        if lines
                    ),
                    notes=reports_view.notes(made),
                    made_at=made.made_at,
                )
            )

        return write

    def _midnight(self, day: dt.date) -> int:
        return round(dt.datetime.combine(day, dt.time(), self._zone).timestamp() * 1000)


def _sentences(made: Report) -> tuple[str, ...]:
    targets = (reports_view.met(one) for one in made.whole.targets)
    return tuple(
        filter(
            None,
            (reports_view.headline(made), *targets, reports_view.alarms(made.alarms), reports_view.floods(made.alarms)),
        )
    )
