"""A triggered flow tells how it goes: verified messages reach the incident that triggered it."""

import pathlib

from app.domain.callflow.progress import NodeMark, ReportedBy, Stepper, stepper
from app.domain.callflow.status import in_order
from app.domain.incident.envelope import received
from app.domain.incident.projection import IncidentProjection
from tests.journeys.flowing import CRASH, Desk, rapidsos, station_of
from tests.journeys.test_trigger_once import wait_for


def test_a_flow_reports_from_its_start_to_its_end(tmp_path: pathlib.Path) -> None:
    with rapidsos("--speed", "60") as pretend, station_of(tmp_path / "station", pretend) as station:
        pretend.order(do="target", status_url=station.ready["status_url"])
        desk = Desk(station)
        desk.confirm("press-1")
        desk.until("StatusReceived")
        wait_for(lambda: line_of(desk).ended_at is not None)
        line = line_of(desk)
        reported = [node for node in line.nodes if node.group is ReportedBy.REPORTED]
        assert len(reported) >= 3
        assert {node.mark for node in reported} == {NodeMark.DONE}
        assert line.seen_started
        assert [message.verified for message in line.messages] == [True] * len(line.messages)


def line_of(desk: Desk) -> Stepper:
    book = IncidentProjection()
    for record in desk.records():
        book.apply(received(record))
    (incident,) = book.open_incidents
    (trigger,) = incident.triggers
    return stepper(trigger, CRASH.milestones, in_order(one.report for one in incident.reports))
