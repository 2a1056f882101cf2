"""The handover window with the desk behind it: the sheet is made, signed by a wish, and saved as PDF or text."""

import asyncio
import collections.abc
import datetime as dt
import pathlib
import typing

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app.console.acts import new_id
from app.console.handover.handover_window import HandoverWindow
from app.console.watch import Watch
from app.domain.handover.facts import Facts
from app.domain.handover.sheet import Seat, made
from app.domain.incident.commands import Answer, Command, Refused, SignHandover
from app.domain.incident.signed_sheet import SignedSheet
from app.export import handover
from app.ground.tasks import Tasks

SeatNow = collections.abc.Callable[[], Seat]
"""Who sits here now, with this console's own lamps."""


class Desk(typing.Protocol):
    """Who answers about the shift and carries wishes; each may raise TimeoutError."""

    async def handover(self) -> Facts:
        """What only the station knows."""

    async def wish(self, command: Command) -> Answer:
        """Carry a wish until it is answered."""


class HandoverRoom(QObject):
    """Opens the window; a sheet that somebody else signed is shown to be signed too.

    Signals:
        leaving: the operator wants to sign off.
    """

    leaving = Signal()

    def __init__(
        self, window: HandoverWindow, watch: Watch, tasks: Tasks, desk: Desk, seat: SeatNow, zone: dt.tzinfo
    ) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._tasks = tasks
        self._desk = desk
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
            facts = await self._desk.handover()
        except TimeoutError:
            self._window.say("The station did not answer. The sheet that is shown may be old.")
            return
        sheet = made(self._watch.book, facts, self._seat(), self._watch.now())
        self._text = handover.as_text(sheet, self._zone)
        self._window.say("")
        self._refresh()

    async def _sign(self) -> None:
        wish = SignHandover(id=new_id(), sheet=self._text, sheet_sha256=handover.sha256(self._text))
        try:
            answer = await self._desk.wish(wish)
        except TimeoutError:
            self._window.say("The station did not answer. Whether you signed shows when it is back.")
            return
        self._window.say(answer.refused if isinstance(answer, Refused) else "")
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
            from app.export.pdf import handover as paper  # noqa: PLC0415 see above

            file.write_bytes(paper.content(text, signed, self._zone, now))
            return
        signatures = handover.signatures(signed, self._zone) or [f"NOT SIGNED. SHA-256 {handover.sha256(text)}"]
        file.write_text("\n".join([text, *signatures, ""]), encoding="utf-8")
