import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.console.queue.row import reason
from app.console.shortcuts.actions import Action
from app.console.trigger.stepper import StepperLine
from app.console.widgets.dialogs import Question
from app.domain.callflow.outcome import Accepted, OutcomeReason, Refused, Unknown
from app.domain.callflow.progress import NodeMark
from app.domain.incident.alarms import needs_someone
from app.domain.incident.commands import AssignStatus, SettleTrigger
from tests.console.trigger.conftest import Sit
from tests.shots import scenes
from tests.shots.drawing import settle
from tests.shots.scenes import Scene
from tests.shots.trigger_seat import EVENT, FLOW, OPERATOR, sent, settled, status

STARTED = Accepted(alert_id=FLOW, untrusted_message="Workflow started")
LEFT = Qt.MouseButton.LeftButton


def after(outcome: Accepted | Refused | Unknown) -> Scene:
    scene = scenes.flood()
    sent(scene, outcome)
    return scene


def titles(line: StepperLine) -> list[tuple[str, NodeMark]]:
    return [(node.title, node.mark) for node in line.nodes]


def test_f4_opens_a_form_and_esc_leaves_it(sit: Sit) -> None:
    seat = sit()
    seat.window.actions_.at(Action.NEW_TRIGGER).trigger()
    assert seat.window.panes.drawer_open
    assert seat.drawer.shows_form
    QTest.keyClick(seat.drawer.form.form.picker, Qt.Key.Key_Escape)
    assert not seat.window.panes.drawer_open


def test_the_drawer_lies_under_incident_and_map_and_never_under_the_queue(sit: Sit) -> None:
    seat = sit()
    seat.triggering.open_form(1044)
    settle()
    drawer = seat.drawer.mapTo(seat.window, seat.drawer.rect().topLeft())
    assert drawer.x() >= seat.window.queue.width()
    assert seat.window.centre.height() >= 280
    assert seat.window.queue.height() > seat.window.centre.height() + 300


def test_accepted_shows_the_id_and_what_is_expected(sit: Sit) -> None:
    seat = sit(after(STARTED))
    seat.triggering.open_for_incident()
    line = seat.drawer.progress.line
    assert [mark for _, mark in titles(line)][:3] == [NodeMark.DONE] * 3
    assert titles(line)[3] == ("Flow starting", NodeMark.EXPECTED)
    assert not seat.drawer.progress.bar.isVisible()
    copy = seat.drawer.progress.ids
    copy.copied.emit(FLOW)
    assert QGuiApplication.clipboard().text() == FLOW


def test_a_verified_message_moves_the_line_and_an_unverified_one_does_not(sit: Sit) -> None:
    seat = sit(after(STARTED))
    seat.triggering.open_for_incident()
    seat.tell(1044, status("flow_started", "It starts", 30_000))
    seat.tell(1044, status("user_contacted", "Anybody said so", 20_000, verified=False))
    line, messages = seat.drawer.progress.line, seat.drawer.progress.messages
    assert ("Flow starting", NodeMark.RUNNING) in titles(line)
    assert ("Caller contacted", NodeMark.EXPECTED) in titles(line)
    assert [row.right for row in messages.rows] == ["UNVERIFIED, moves nothing", "signature verified", "accepted"]


def test_unknown_stays_until_a_person_settles_it(sit: Sit) -> None:
    seat = sit(after(Unknown(why=OutcomeReason.CUT)))
    seat.triggering.open_for_incident()
    page = seat.drawer.progress
    assert page.bar.isVisible()
    assert not page.again_card.button.isEnabled()
    assert "+1 (217) 555-0160" in " ".join(page.steps.words)
    assert seat.window.queue.model.numbers[0] == 1044
    QTest.mouseClick(page.settle.did_not, LEFT)
    QTest.mouseClick(page.settle.started, LEFT)
    QTest.mouseClick(page.settle.did_not, LEFT)
    assert page.settle.did_not.text() == "Yes, it did not start"
    assert page.settle.started.text() == "It started"
    seat.window.ticker.second.emit()
    assert not [command for command in seat.desk.commands if isinstance(command, SettleTrigger)]
    QTest.mouseClick(page.settle.did_not, LEFT)
    assert page.settle.did_not.text() == "It did not start"
    (wish,) = [wish for wish in seat.desk.commands if isinstance(wish, SettleTrigger)]
    assert (wish.trigger, wish.started) == (EVENT, False)
    assert not page.again_card.button.isEnabled()
    seat.tell(1044, settled(started=False), operator=OPERATOR)
    assert page.again_card.button.isEnabled()


def test_send_again_opens_a_form_as_it_was_and_sends_nothing(sit: Sit) -> None:
    seat = sit(after(Refused(why=OutcomeReason.VALIDATION, untrusted_said="Field: <phone_number>")))
    seat.triggering.open_for_incident()
    QTest.mouseClick(seat.drawer.progress.again_card.button, LEFT)
    filling = seat.triggering.form.filling
    assert seat.drawer.shows_form
    assert filling is not None
    assert filling.answers["/caller_info/full_name"].text == "Rowan Testwell"
    assert filling.answers["/location/latitude"].text == "39.80195, -89.63482"
    assert filling.event_id != EVENT
    assert seat.desk.confirmations == []


def test_refused_says_rapidsos_words_and_whom_to_call(sit: Sit) -> None:
    seat = sit(after(Refused(why=OutcomeReason.VALIDATION, untrusted_said="Field: <b>phone_number</b>")))
    seat.triggering.open_for_incident()
    assert "Field: <b>phone_number</b>" in seat.drawer.progress.bar.accessibleName()
    assert seat.drawer.progress.steps.words[0].startswith("1   Phone Sample County 911, +1 (217) 555-0160")
    assert not seat.drawer.progress.settle.isVisible()


def test_an_unmatched_message_is_assigned_by_a_person(sit: Sit) -> None:
    scene = after(STARTED)
    record = scene.event(None, 8_000, status("routing_911", "Routing", 8_000, known=False))
    seat = sit(scene)
    seat.triggering.open_for_incident()
    assert seat.drawer.progress.unmatched.seqs == (record.seq,)
    seat.drawer.progress.unmatched.assigned.emit(record.seq)
    assert isinstance(seat.desk.commands[-1], AssignStatus)
    assert seat.desk.commands[-1].status == record.seq


def test_a_trigger_that_was_found_to_have_started_loses_cross_and_p1(sit: Sit) -> None:
    seat = sit(after(Unknown(why=OutcomeReason.SERVER_ERROR, untrusted_said="<html>Busy</html>", http_status=503)))
    seat.triggering.open_for_incident()
    page = seat.drawer.progress
    assert "HTTP 503, a page, no code" in page.bar.accessibleName()
    assert "RapidSOS says" not in page.bar.accessibleName()
    assert ("OUTCOME UNKNOWN", NodeMark.UNKNOWN) in titles(page.line)
    seat.tell(1044, settled(started=True), operator=OPERATOR)
    assert ("OUTCOME UNKNOWN", NodeMark.DONE) in titles(page.line)
    assert not page.bar.alarming
    incident = seat.scene.watch.incident(1044)
    assert incident is not None
    assert not needs_someone(incident)


def test_a_flow_that_is_over_without_911_is_said_on_the_row_and_the_line(sit: Sit) -> None:
    scene = after(STARTED)
    scene.event(1044, 9_000, status("user_declined", "User declined help", 9_000))
    seat = sit(scene)
    seat.triggering.open_for_incident()
    assert titles(seat.drawer.progress.line)[-1] == ("Flow over: 9-1-1 was not reached", NodeMark.REFUSED)
    incident = seat.scene.watch.incident(1044)
    assert incident is not None
    assert reason(incident, scenes.NOW) == "9-1-1 not reached: User declined help"


@pytest.mark.parametrize(
    ("why", "words"), [(OutcomeReason.NEVER_SENT, "Callflow not sent"), (OutcomeReason.VALIDATION, "Callflow refused")]
)
def test_a_refused_callflow_is_said_on_the_row(sit: Sit, why: OutcomeReason, words: str) -> None:
    seat = sit(after(Refused(why=why)))
    incident = seat.scene.watch.incident(1044)
    assert incident is not None
    assert reason(incident, scenes.NOW) == words


def test_a_settling_that_is_refused_says_why(sit: Sit) -> None:
    seat = sit(after(Unknown(why=OutcomeReason.TIMEOUT)))
    seat.desk.refusal = "Somebody settled it already."
    seat.triggering.open_for_incident()
    for _ in range(2):
        QTest.mouseClick(seat.drawer.progress.settle.started, LEFT)
    assert seat.drawer.progress.settle.refusal == "Somebody settled it already."


def test_f4_again_opens_a_new_form_for_the_same_incident(sit: Sit) -> None:
    seat = sit(after(STARTED))
    seat.triggering.open_for_incident()
    assert not seat.drawer.shows_form
    seat.triggering.open_for_incident()
    assert seat.drawer.shows_form


def test_another_selection_never_leaves_a_form_open_for_the_incident_before(sit: Sit) -> None:
    seat = sit(after(STARTED))
    seat.triggering.open_form(1044)
    seat.window.queue.view.select(1042)
    assert not seat.window.panes.drawer_open
    seat.window.queue.view.select(1044)
    seat.triggering.open_for_incident()
    seat.window.queue.view.select(1042)
    assert not seat.window.panes.drawer_open


def test_an_agency_list_is_taken_whole_or_its_lines_are_named(sit: Sit, tmp_path: Path) -> None:
    seat = sit()
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    head = "ecc_id,name,phone,time_zone,authorised\n"
    good.write_text(f"{head}IL_0142,New Name,2175550161,America/Chicago,yes\n", encoding="utf-8")
    bad.write_text(f"{head}IL_0142,New Name,21755501,America/Chicago,yes\n", encoding="utf-8")
    seat.triggering.agencies.take(bad)
    seat.triggering.agencies.take(tmp_path / "gone.csv")
    kept = (tmp_path / "data" / "agencies.csv").read_text(encoding="utf-8")
    assert "Sample County 911" in kept
    seat.triggering.agencies.take(good)
    assert "New Name" in (tmp_path / "data" / "agencies.csv").read_text(encoding="utf-8")
    said = [dialog.windowTitle() for dialog in seat.window.findChildren(Question)]
    assert said == ["Nothing was imported", "Nothing was imported", "Agency list imported"]


def test_leaving_for_good_keeps_the_draft_first(sit: Sit) -> None:
    seat = sit()
    seat.triggering.open_form(1044)
    seat.fill()
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        runner.run(seat.triggering.leave_for_good())
    assert type(seat.desk.commands[-1]).__name__ == "SaveForm"


def test_without_a_callflow_it_says_where_to_put_one(sit: Sit, tmp_path: Path) -> None:
    scene = scenes.flood("production")
    seat = sit(scene)
    folder = tmp_path / "data" / "callflows"
    folder.mkdir()
    (folder / "broken.json").write_text('{\n "callflow": 1,\n "callflow": 2}', encoding="utf-8")
    seat.triggering.open_form(1044)
    assert not seat.window.panes.drawer_open
    (dialog,) = seat.window.findChildren(Question)
    assert "broken.json, line 3" in dialog.sentence


def test_a_broken_file_costs_only_itself(sit: Sit, tmp_path: Path) -> None:
    seat = sit()
    folder = tmp_path / "data" / "callflows"
    folder.mkdir()
    (folder / "broken.json").write_text("{", encoding="utf-8")
    (folder / "latin.json").write_bytes(b'{"title": "caf\xe9"}')
    seat.triggering.open_form(1044)
    form = seat.drawer.form.form
    assert form.picker.count() == 4
    assert "broken.json, line 1" in form._broken.whole_text()
    assert "latin.json, line 1" in form._broken.whole_text()


def test_the_small_window_hides_nothing_of_the_foot(sit: Sit) -> None:
    seat = sit(size=(1280, 800))
    seat.triggering.open_form(1044)
    settle()
    hold = seat.drawer.form.footer.hold
    corner = hold.mapTo(seat.window, hold.rect().bottomRight())
    assert corner.x() <= 1280
    assert corner.y() <= 800
