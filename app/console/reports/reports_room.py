"""The reports' window with the desk behind it: facts are fetched page by page, and measured in a thread."""

import asyncio
import collections.abc
import datetime as dt
import pathlib
import typing

import msgspec
from PySide6.QtCore import QBuffer, QObject
from PySide6.QtWidgets import QFileDialog

from app.console.reports import words
from app.console.reports.reports_window import ReportsWindow
from app.console.reports.words import By
from app.console.strip.plate import PRODUCTION
from app.console.times import local
from app.console.watch import Watch
from app.domain.reporting import profile, report
from app.domain.reporting.fact import Fact, Facts
from app.domain.reporting.report import LEAD_MS, Period, Report
from app.export import reporting
from app.ground.tasks import Tasks

USUAL_DAYS = 30
T = typing.TypeVar("T")


class Desk(typing.Protocol):
    """Who answers questions; raises TimeoutError when nobody does."""

    async def answer(self, path: str, kind: type[T], question: msgspec.Struct | None = None) -> T:
        """What the desk answers at a path."""


class ReportsRoom(QObject):
    """Opens the window, measures, and writes files."""

    def __init__(self, window: ReportsWindow, watch: Watch, tasks: Tasks, desk: Desk, zone: dt.tzinfo) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._tasks = tasks
        self._desk = desk
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
            facts, told = await self._facts(period)
        except TimeoutError:
            self._window.say("The station did not answer. Measure again.")
            return
        chosen = profile.of(code or told.profile)
        made = await asyncio.to_thread(report.make, facts, period, chosen, told.now)
        if asked == self._asked:
            self._window.show_report(made)

    async def _facts(self, period: Period) -> tuple[list[Fact], Facts]:
        span = f"since={max(period.since - LEAD_MS, 0)}&until={period.until + LEAD_MS}"
        found: list[Fact] = []
        after: int | None = 0
        while True:
            told = await self._desk.answer(f"/facts?{span}&after={after}", Facts)
            found += told.facts
            after = told.next
            if after is None:
                return found, told

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
            content = lambda: reporting.as_csv(made)  # noqa: E731 work for the thread
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
        tables = tuple((words.columns(made, by), words.lines(made, by), by) for by in By)
        environment = "" if self._watch.environment in ("", PRODUCTION) else self._watch.environment

        def write() -> bytes:
            from app.export.pdf.reporting import Sheets, Table, as_pdf  # noqa: PLC0415 see above

            return as_pdf(
                Sheets(
                    title="Answering times and alarm rate",
                    quiet=f"{words.span(made)}. {words.profile_words(made.profile)}",
                    environment=environment.upper(),
                    sentences=_sentences(made),
                    picture=picture,
                    tables=tuple(
                        Table(
                            title=head[0],
                            head=head,
                            rows=tuple(words.cells(one, words.label(one, by)) for one in lines),
                        )
                        for head, lines, by in tables
                        if lines
                    ),
                    notes=words.notes(made),
                    made_at=made.made_at,
                )
            )

        return write

    def _midnight(self, day: dt.date) -> int:
        return round(dt.datetime.combine(day, dt.time(), self._zone).timestamp() * 1000)


def _sentences(made: Report) -> tuple[str, ...]:
    targets = (words.met(one) for one in made.whole.targets)
    return tuple(filter(None, (words.headline(made), *targets, words.alarms(made.alarms), words.floods(made.alarms))))
