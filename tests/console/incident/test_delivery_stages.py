"""The delivery proof's stages: the journal's stamps first, this console's own where there is none."""

import datetime as dt

from app.console.incident.delivery import DeliveryStage, stages
from app.domain.incident.events import ShareReceived
from app.domain.incident.model import Incident
from tests.shots import scenes, work_scenes
from tests.shots.scenes import NOW, Scene


def proof(scene: Scene, shown_at: int | None = None) -> dict[str, DeliveryStage]:
    incident: Incident = scene.done().book.incidents[1044]
    record = incident.timeline[0]
    assert isinstance(record.event, ShareReceived)
    return {one.name: one for one in stages(incident, record, record.event, shown_at, dt.UTC)}


def test_stamps_of_the_journal_say_at_whose_console() -> None:
    found = proof(work_scenes.delivered(), NOW)
    assert list(found) == ["received", "signature", "stored", "shown MO", "heard MO", "acked"]
    assert found["shown MO"].stamp == "01:10:01.300"
    assert [one.short for one in found.values() if one.short] == ["01:10:00", "01:10:01", "01:10:03", "01:10:08"]
    assert found["stored"].took == "+300 ms"
    assert found["shown MO"].took == "+1.8 s"
    assert (found["heard MO"].stamp, found["heard MO"].took) == ("01:10:03.100", "+4.9 s")


def test_without_them_this_console_tells_what_it_knows() -> None:
    found = proof(scenes.one(acknowledged=True), NOW - 198_000)
    assert found["shown"].stamp == "01:10:02.000"
    assert found["heard"].stamp == ""
    assert proof(scenes.one())["shown"].stamp == "earlier"
