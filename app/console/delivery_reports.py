"""Tells the station what this console painted and sounded, a batch a second: the delivery proof outlives a restart."""

import collections.abc
import logging

from PySide6.QtCore import QObject

from app.console.station.commands import CommandSender, StationClient
from app.console.store import Store
from app.core.tasks import Tasks
from app.domain.incident.commands import DeliveryMark, MarkHeard, MarkShown, new_id
from app.domain.incident.handlers.links_and_handover import MOST_MARKS
from app.domain.incident.model import DeliveryState, Incident

log = logging.getLogger(__name__)

AGAIN_MS = 30_000
"""What was reported and did not come back as an event is reported once more after this long."""


class DeliveryReports(QObject):
    """Reports in the background; a refusal or a silent station costs the report and nothing else."""

    def __init__(self, parent: QObject, watch: Store, tasks: Tasks, client: StationClient) -> None:
        super().__init__(parent)
        self._watch = watch
        self._tasks = tasks
        self._sender = CommandSender(watch, tasks, client)
        self._reported: dict[tuple[str, int], int] = {}
        self._heard: dict[int, tuple[int, str]] = {}

    def heard(self, rings: collections.abc.Iterable[int], device: str) -> None:
        """A device really rendered the alarm for these rings (seqs)."""
        for ring in rings:
            self._heard.setdefault(ring, (self._watch.now(), device))

    def tick(self) -> None:
        """A second has passed."""
        if self._watch.operator is None or not self._watch.caught_up:
            return
        ringing = [one for one in self._watch.book.open_incidents if one.unacknowledged]
        self._heard = {one.ring_seq: self._heard[one.ring_seq] for one in ringing if one.ring_seq in self._heard}
        shown_at = self._watch.shown_at
        shown = [
            self._mark(one, shown_at[one.ring_seq]) for one in ringing if self._due("shown", one, one.shown, shown_at)
        ]
        if shown:
            self._report(MarkShown(id=new_id(), marks=tuple(shown[:MOST_MARKS])), "shown")
        heard = [one for one in ringing if self._due("heard", one, one.heard, self._heard)][:MOST_MARKS]
        if heard:
            marks = tuple(self._mark(one, self._heard[one.ring_seq][0]) for one in heard)
            self._report(MarkHeard(id=new_id(), marks=marks, device=self._heard[heard[0].ring_seq][1]), "heard")

    def _due(
        self, what: str, one: Incident, reported: tuple[DeliveryState, ...], here: collections.abc.Container[int]
    ) -> bool:
        """Whether this console has something to report that nobody reported before, and that is not on its way."""
        reported_at = self._reported.get((what, one.ring_seq))
        on_its_way = reported_at is not None and self._watch.now() - reported_at < AGAIN_MS
        return one.ring_seq in here and not on_its_way and all(some.through != one.ring_seq for some in reported)

    def _mark(self, one: Incident, at: int) -> DeliveryMark:
        return DeliveryMark(incident=one.number, through=one.ring_seq, at=at)

    def _report(self, command: MarkShown | MarkHeard, what: str) -> None:
        now = self._watch.now()
        self._reported = {key: at for key, at in self._reported.items() if now - at < AGAIN_MS}
        self._reported |= {(what, mark.through): now for mark in command.marks}
        self._tasks.start("delivery report", self._send(command))

    async def _send(self, command: MarkShown | MarkHeard) -> None:
        if problem := await self._sender.deliver(command, "The station did not answer."):
            log.info("A delivery report was not taken: %s", problem)
