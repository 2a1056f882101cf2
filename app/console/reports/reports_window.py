"""The reports' window: a period, a standard, a grouping; what they come to in words, as picture and as table."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.console.controls.aside import Aside
from app.console.controls.button import Button, Kind
from app.console.controls.chip import Chip
from app.console.controls.flow import FlowLayout
from app.console.controls.scroll_column import ScrollColumn
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, BODY_STRONG, CAPTION, CAPTION_STRONG, FIGURE
from app.console.reports import words
from app.console.reports.chart import Bar, Chart
from app.console.reports.words import By
from app.console.strip.stripe import Stripe
from app.domain.reporting.profile import PROFILES
from app.domain.reporting.report import Report

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
        self._make = Button(theme, "Measure", Kind.PRIMARY)
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
            chip.count(len(words.lines(report, by)) if report else 0)
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
        self._standard.show_text(f"{words.span(report)} · {words.profile_words(report.profile)}")
        self._headline.show_text(words.headline(report))
        for place, label in enumerate(self._targets):
            one = report.whole.targets[place] if place < len(report.whole.targets) else None
            label.show_text(words.met(one) if one else "")
            label.set_tone("p2" if one and one.met is False else "text")
            label.setVisible(one is not None)
        self._caption.show_text(words.caption(report))
        self._alarms.show_text("\n".join(filter(None, (words.alarms(report.alarms), words.floods(report.alarms)))))
        self._notes.show_text("\n".join(words.notes(report)))

    def _draw(self, report: Report) -> None:
        lines = words.lines(report, self._by)
        bars = tuple(Bar(words.short(one, self._by), one.targets[0].percent, one.calls) for one in lines)
        spoken = "; ".join(f"{bar.label}: {'-' if bar.percent is None else f'{bar.percent:.0f} %'}" for bar in bars)
        self.chart.show_bars(bars, report.profile.targets[0].percent, spoken or words.headline(report))
        for part in (self.chart, self._caption):
            part.setVisible(bool(bars))

    def _fill(self, report: Report) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        lines = words.lines(report, self._by)[-MOST_ROWS:]
        heads = words.columns(report, self._by)
        self._table.setRowCount(len(lines))
        self._table.setColumnCount(len(heads))
        for column, name in enumerate(heads):
            head = QTableWidgetItem(name)
            head.setTextAlignment(right if column else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self._table.setHorizontalHeaderItem(column, head)
        for row, line in enumerate(lines):
            for column, text in enumerate(words.cells(line, words.label(line, self._by))):
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
        told = (self._problem, self._standard, self._headline, *self._targets, self._alarms)
        shown: tuple[QWidget, ...] = (self._caption, self.chart, self._table, self._notes)
        for label in told:
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
