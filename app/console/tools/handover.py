"""The handover sheet of a shift: shown, signed by a command to the station, and saved as PDF or text."""

import asyncio
import collections.abc
import datetime as dt
import pathlib

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QVBoxLayout

from app.console.station.commands import CommandSender, StationClient
from app.console.store import Store
from app.console.theme.text import PlainLabel, both, one_line, visible
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, BODY_STRONG, CAPTION, CODE, TITLE
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import Aside, FlowLayout
from app.core.tasks import Tasks
from app.domain.handover import Seat, make_sheet
from app.domain.incident.commands import SignHandover, new_id
from app.domain.incident.model import SignedSheet
from app.export import sheets as export_sheets


class HandoverWindow(Aside):
    """Shows what it is given; it asks for everything by signals.

    Signals:
        renewed: make the sheet of this moment.
        signed: the operator signs the text that is shown.
        saved: write it to a file.
        left: sign off, and say to whom open incidents go.
    """

    renewed = Signal()
    signed = Signal()
    saved = Signal()
    left = Signal()

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme)
        self._theme = theme
        self._zone = zone
        self._remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._text = QPlainTextEdit()
        self._signatures = PlainLabel(theme, BODY_STRONG, wraps=True)
        self._problem = PlainLabel(theme, BODY, "p2", wraps=True)
        self._sign = Button(theme, "Sign this sheet", ButtonKind.PRIMARY)
        self._renew = Button(theme, "Make it anew")
        self._save = Button(theme, "Save…")
        self._leave = Button(theme, "Sign off…")
        self.setWindowTitle("Handover")
        self._lay_out()
        for button, signal in (
            (self._sign, self.signed),
            (self._renew, self.renewed),
            (self._save, self.saved),
            (self._leave, self.left),
        ):
            button.clicked.connect(signal)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.say("")

    def show_sheet(self, text: str, sheet: SignedSheet | None, operator: str | None) -> None:
        """Show a sheet's text, and who signed exactly this one."""
        if self._text.toPlainText() != visible(text):
            self._text.setPlainText(visible(text))
        names = [one.operator for one in sheet.signatures] if sheet is not None else []
        told = [f"{one_line(one.operator)}, {both(one.at, self._zone)}" for one in (sheet.signatures if sheet else ())]
        nobody = "Nobody has signed this sheet yet. Who goes and who comes both sign it."
        self._signatures.show_text("Signed: {names}".replace("{names}", "; ".join(told)) if told else nobody)
        self._sign.setEnabled(bool(text) and operator is not None and operator not in names)
        who = f"Sign as {operator}" if operator else "Sign this sheet"
        self._sign.say(who)
        self._leave.setEnabled(operator is not None)

    def say(self, problem: str) -> None:
        """Why something was not done, or what was; nothing when there is nothing to say."""
        self._problem.show_text(problem)
        self._problem.setVisible(bool(problem))

    def _restyle(self) -> None:
        self._text.setFont(self._theme.font(CODE))

    def _lay_out(self) -> None:
        title = PlainLabel(self._theme, TITLE)
        title.show_text("Handover sheet")
        self._remark.show_text(
            "It names incidents and operators, and no caller. The signature is under exactly these words."
        )
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName("Handover sheet")
        foot = FlowLayout(spacing=8)
        for button in (self._sign, self._renew, self._save, self._leave):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self._remark)
        column.addWidget(self._text, 1)
        for widget in (self._signatures, self._problem):
            column.addWidget(widget)
        column.addLayout(foot)
        self.resize(self._theme.px(760), self._theme.px(680))


SeatNow = collections.abc.Callable[[], Seat]
"""Who sits here now, with this console's own lamps."""


class HandoverWindowController(QObject):
    """Opens the window; a sheet that somebody else signed is shown to be signed too.

    Signals:
        leaving: the operator wants to sign off.
    """

    leaving = Signal()

    def __init__(
        self, window: HandoverWindow, watch: Store, tasks: Tasks, client: StationClient, seat: SeatNow, zone: dt.tzinfo
    ) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._tasks = tasks
        self._client = client
        self._sender = CommandSender(watch, tasks, client)
        self._seat = seat
        self._zone = zone
        self._text = ""
        window.renewed.connect(lambda: tasks.start("handover", self._make()))
        window.signed.connect(lambda: tasks.start("handover", self._sign()))
        window.saved.connect(self._ask_where)
        window.left.connect(self.leaving)
        watch.pulsed.connect(self._refresh)

    def open(self) -> None:
        """Show the sheet that waits for this operator's signature, else the one of this moment."""
        self._window.say("")
        self._window.show()
        self._window.activateWindow()
        waiting = self._watch.book.handover
        mine = waiting is not None and self._watch.operator in {one.operator for one in waiting.signatures}
        if waiting is not None and len(waiting.signatures) == 1 and not mine:
            self._text = waiting.text
            self._refresh()
        else:
            self._tasks.start("handover", self._make())

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    def save(self, file: pathlib.Path) -> None:
        """Write the sheet and its signatures: a PDF, or text for any other ending."""
        self._tasks.start("handover", self._save(file))

    def _signed(self) -> SignedSheet | None:
        """The signatures under exactly the sheet that is shown."""
        last = self._watch.book.handover
        return last if last is not None and last.text == self._text else None

    def _refresh(self) -> None:
        if self._window.isVisible():
            self._window.show_sheet(self._text, self._signed(), self._watch.operator)

    async def _make(self) -> None:
        try:
            facts = await self._client.handover()
        except TimeoutError:
            self._window.say("The station did not answer. The sheet that is shown may be old.")
            return
        sheet = make_sheet(self._watch.book, facts, self._seat(), self._watch.now())
        self._text = export_sheets.handover_text(sheet, self._zone)
        self._window.say("")
        self._refresh()

    async def _sign(self) -> None:
        command = SignHandover(id=new_id(), sheet=self._text, sheet_sha256=export_sheets.sha256(self._text))
        unanswered = "The station did not answer. Whether you signed shows when it is back."
        self._window.say(await self._sender.deliver(command, unanswered))
        self._refresh()

    def _ask_where(self) -> None:
        dialog = QFileDialog(self._window, "Save the handover sheet")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["PDF (*.pdf)", "Text (*.txt)"])
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda chosen: self.save(pathlib.Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    async def _save(self, file: pathlib.Path) -> None:
        try:
            await asyncio.to_thread(self._write, file, self._text, self._signed(), self._watch.now())
        except OSError as problem:
            said = "It could not be saved ({problem}). Choose another place."
            self._window.say(said.replace("{problem}", problem.strerror or type(problem).__name__))
        else:
            self._window.say(f"Saved as {file.name}.")

    def _write(self, file: pathlib.Path, text: str, signed: SignedSheet | None, now: int) -> None:
        """Blocks; fpdf takes 0.2 s to load, so only here."""
        if file.suffix.lower() == ".pdf":
            from app.export.pdf import sheets  # noqa: PLC0415 see above

            file.write_bytes(sheets.content(text, signed, self._zone, now))
            return
        signatures = export_sheets.signatures(signed, self._zone) or [
            f"NOT SIGNED. SHA-256 {export_sheets.sha256(text)}"
        ]
        file.write_text("\n".join([text, *signatures, ""]), encoding="utf-8")
