"""What this console painted and sounded is told once, in batches, and only while somebody sits there."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.console.delivery_reports import AGAIN_MS, DeliveryReports
from app.core.tasks import Tasks
from app.domain.incident.commands import MarkHeard, MarkShown
from app.domain.incident.events import IncidentHeard, IncidentShown
from tests.console import loop
from tests.console.fake_client import FakeStationClient
from tests.shots import scenes


def client() -> FakeStationClient:
    made = FakeStationClient()
    made.refusal = "Nothing of this is new: it was marked before."
    return made


def test_a_ring_is_told_when_it_was_painted_and_when_it_was_rendered(qapp: QApplication) -> None:
    async def work() -> None:
        scene = scenes.flood()
        watch = scene.done()
        owner, desk, tasks = QObject(), client(), Tasks(loop.no_failure)
        stamping = DeliveryReports(owner, watch, tasks, desk)
        ring = watch.book.incidents[1047].ring_seq
        stamping.tick()
        assert desk.commands == []
        watch.painted(ring)
        stamping.heard((ring, 1), "Speaker")
        for _ in range(2):
            stamping.tick()
            await loop.until(lambda: not tasks.names)
        shown, heard = desk.commands
        assert isinstance(shown, MarkShown)
        assert isinstance(heard, MarkHeard)
        assert [(one.incident, one.through) for one in (*shown.marks, *heard.marks)] == [(1047, ring)] * 2
        assert heard.device == "Speaker"
        desk.silent = True
        scene.pass_time(AGAIN_MS)
        stamping.tick()
        await loop.until(lambda: not tasks.names)
        assert len(desk.commands) == 4
        stamps = (
            IncidentShown(through=ring, shown_at=scenes.NOW, console="J. Tran"),
            IncidentHeard(through=ring, heard_at=scenes.NOW, console="J. Tran", device="Speaker"),
        )
        records = [scene.event(1047, 0, event) for event in stamps]
        watch.take(records, scene.pulse(), caught_up=True)
        scene.pass_time(AGAIN_MS)
        stamping.tick()
        assert len(desk.commands) == 4

    loop.run(qapp, work())


def test_nobody_there_stamps_nothing(qapp: QApplication) -> None:
    scene = scenes.flood()
    watch = scene.done()
    watch.sign_on(None)
    desk = client()
    owner = QObject()
    watch.painted(watch.book.incidents[1047].ring_seq)
    DeliveryReports(owner, watch, Tasks(loop.no_failure), desk).tick()
    assert desk.commands == []
