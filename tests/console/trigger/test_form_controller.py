import json

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.console.station.commands import UnsureRefusalError
from app.console.trigger.form_controller import FormController
from app.console.trigger.hold_to_send import HOLD_MS, HoldState
from app.domain.callflow.outcome import OutcomeReason, Refused, Unknown
from app.domain.incident.commands import ConfirmTrigger, DiscardForm, SaveForm
from app.domain.incident.events import FormSaved, TriggerConfirmed
from tests.console.trigger.conftest import Sit
from tests.shots import scenes
from tests.shots.drawing import settle
from tests.shots.trigger_seat import OPERATOR, PHONE, TriggerSeat, confirmed, sent

PHONE_KEY = "/caller_info/phone_number"
PLACE_KEY = "/location/latitude"


@pytest.fixture
def seat(sit: Sit) -> TriggerSeat:
    """A form of incident 1044 that could be sent."""
    there = sit()
    there.triggering.open_form(1044)
    there.fill()
    settle()
    return there


def state(seat: TriggerSeat) -> HoldState:
    return seat.drawer.form.footer.hold.state


def hold(seat: TriggerSeat) -> None:
    control = seat.drawer.form.footer.hold
    QTest.mousePress(control, Qt.MouseButton.LeftButton)
    control.advance(HOLD_MS)
    QTest.mouseRelease(control, Qt.MouseButton.LeftButton)


def test_problems_or_a_request_never_both(seat: TriggerSeat) -> None:
    footer = seat.drawer.form.footer
    assert state(seat) is HoldState.READY
    seat.type(PHONE_KEY, "217555014")
    assert state(seat) is HoldState.BLOCKED
    assert footer.hold.words == "Fix 1 field to send"
    hold(seat)
    assert seat.desk.confirmations == []
    problem = seat.drawer.form.form.boxes[PHONE_KEY].editor.accessibleDescription()
    assert problem == "10 digits needed, this has 9"


def test_the_bytes_shown_are_the_bytes_confirmed(seat: TriggerSeat) -> None:
    shown = json.loads(seat.drawer.form.review.lines.whole_text)
    hold(seat)
    (command,) = seat.desk.confirmations
    assert json.loads(command.request) == shown
    assert command.incident == 1044
    assert command.definition == "vehicle_crash"


def test_one_hold_is_one_command_and_locks(seat: TriggerSeat) -> None:
    hold(seat)
    hold(seat)
    assert len(seat.desk.confirmations) == 1
    assert state(seat) is HoldState.BLOCKED
    assert not seat.drawer.form.form.boxes[PHONE_KEY].editor.isEnabled()


def test_the_place_enters_only_by_the_operators_own_act(sit: Sit) -> None:
    seat = sit()
    seat.triggering.open_form(1044)
    seat.choose("vehicle_crash")
    box = seat.drawer.form.form.boxes[PLACE_KEY].editor
    assert isinstance(box, QLineEdit)
    assert box.text() == ""
    QTest.mouseClick(seat.drawer.form.form.use_location, Qt.MouseButton.LeftButton)
    assert box.text() == "39.806413, -89.629874"


def test_an_unanswered_confirmation_is_asked_again_as_the_same_one(seat: TriggerSeat) -> None:
    seat.desk.silent = True
    hold(seat)
    assert seat.drawer.form.footer.hold.words == "Hold 1.5 s to ask again"
    hold(seat)
    first, second = seat.desk.confirmations
    assert first == second


def test_a_refusal_is_shown_and_the_next_hold_is_another_confirmation(seat: TriggerSeat) -> None:
    seat.desk.refusal = "There is no usable callflow vehicle_crash. Nothing was sent."
    hold(seat)
    assert state(seat) is HoldState.READY
    seat.desk.refusal = ""
    hold(seat)
    first, second = seat.desk.confirmations
    assert first.id != second.id


def test_a_confirmation_tells_when_the_hold_ended_and_what_was_read(seat: TriggerSeat) -> None:
    hold(seat)
    (command,) = seat.desk.confirmations
    watch = seat.scene.watch
    assert (command.held_at, command.read_to) == (watch.boot_ms(), watch.book.last_seq)


def test_a_refused_repetition_is_looked_up_before_another_one_can_be_held(seat: TriggerSeat) -> None:
    footer, watch = seat.drawer.form.footer, seat.scene.watch
    seat.desk.answers = [UnsureRefusalError("You are not signed on.")]
    hold(seat)
    assert (state(seat), footer.hold.words) == (HoldState.BLOCKED, "Looking whether it was sent…")
    watch.take([], seat.scene.pulse(), caught_up=True)
    seat.window.ticker.second.emit()
    watch.pulsed.emit()
    assert state(seat) is HoldState.BLOCKED
    watch.take([], seat.scene.pulse(), caught_up=True)
    watch.pulsed.emit()
    assert state(seat) is HoldState.READY
    hold(seat)
    first, second = seat.desk.confirmations
    assert first.id != second.id


def test_a_refused_repetition_of_what_was_sent_shows_what_was_sent(seat: TriggerSeat) -> None:
    seat.desk.answers = [UnsureRefusalError("You are not signed on.")]
    hold(seat)
    (command,) = seat.desk.confirmations
    seat.tell(1044, TriggerConfirmed(confirmed=confirmed(command.id)), operator=OPERATOR)
    for _ in range(3):
        seat.scene.watch.take([], seat.scene.pulse(), caught_up=True)
        seat.scene.watch.pulsed.emit()
    assert not seat.drawer.shows_form
    assert len(seat.desk.confirmations) == 1


@pytest.mark.parametrize("armed_by", ["hold", "digits"])
def test_a_caution_that_appears_takes_a_hold_or_digits_back(seat: TriggerSeat, armed_by: str) -> None:
    footer = seat.drawer.form.footer
    if armed_by == "hold":
        QTest.mousePress(footer.hold, Qt.MouseButton.LeftButton)
        footer.hold.advance(HOLD_MS - 1)
    else:
        QTest.keyClicks(footer.digits, "0143")
    others = msgspec.structs.replace(confirmed("of another"), phone=PHONE)
    seat.tell(1044, TriggerConfirmed(confirmed=others), operator="BEN")
    seat.triggering.form.refresh()
    footer.hold.advance(HOLD_MS)
    QTest.keyClick(footer.hold, Qt.Key.Key_Space)
    assert seat.desk.confirmations == []
    assert state(seat) is HoldState.READY
    hold(seat)
    assert len(seat.desk.confirmations) == 1


def test_a_trigger_that_shows_up_in_the_book_ends_the_form(seat: TriggerSeat) -> None:
    seat.desk.silent = True
    hold(seat)
    (command,) = seat.desk.confirmations
    seat.tell(1044, TriggerConfirmed(confirmed=confirmed(command.id)), operator=OPERATOR)
    assert not seat.drawer.shows_form
    assert seat.triggering.form.filling is None


def test_nobody_signed_on_sends_nothing(seat: TriggerSeat) -> None:
    seat.scene.watch.sign_on(None)
    hold(seat)
    assert seat.desk.confirmations == []
    assert seat.drawer.form.footer.hold.words == "Sign on to send"


def test_the_digits_then_space(seat: TriggerSeat) -> None:
    footer = seat.drawer.form.footer
    footer.digits.setFocus()
    QTest.keyClicks(footer.digits, "0144")
    assert state(seat) is HoldState.READY
    assert footer.digits.text() == ""
    QTest.keyClicks(footer.digits, "0143")
    assert state(seat) is HoldState.ARMED
    assert footer.hold.hasFocus()
    QTest.keyClick(footer.hold, Qt.Key.Key_Space)
    assert len(seat.desk.confirmations) == 1


def test_an_edit_after_the_digits_takes_them_back(seat: TriggerSeat) -> None:
    footer = seat.drawer.form.footer
    footer.digits.setFocus()
    QTest.keyClicks(footer.digits, "0143")
    seat.type("/caller_info/full_name", "Somebody Else")
    assert state(seat) is HoldState.READY
    assert footer.digits.text() == ""


def test_a_draft_is_kept_and_comes_back(seat: TriggerSeat) -> None:
    seat.triggering.leave()
    (kept,) = [wish for wish in seat.desk.commands if isinstance(wish, SaveForm)]
    assert kept.incident == 1044
    assert "draft kept" in seat.drawer.head.whom or seat.triggering.form.kept_at is not None
    seat.triggering.leave()
    assert len([wish for wish in seat.desk.commands if isinstance(wish, SaveForm)]) == 1


def test_a_kept_draft_is_restored(sit: Sit) -> None:
    scene = scenes.flood()
    answers = {PHONE_KEY: {"text": "(217) 555-0199"}, "/caller_info/full_name": {"text": "Kept Person"}}
    scene.event(1044, 5_000, FormSaved(definition="vehicle_crash", answers=json.dumps(answers)), OPERATOR)
    seat = sit(scene)
    seat.triggering.open_for_incident()
    filling = seat.triggering.form.filling
    assert filling is not None
    assert filling.definition.file == "vehicle_crash"
    assert filling.answers["/caller_info/full_name"].text == "Kept Person"


def test_a_draft_that_cannot_be_read_is_said(sit: Sit) -> None:
    scene = scenes.flood()
    scene.event(1044, 5_000, FormSaved(definition="gone", answers="{"), OPERATOR)
    seat = sit(scene)
    seat.triggering.open_form(1044)
    assert seat.triggering.form.filling is not None


def test_discarding_forgets_it_on_the_station_too(seat: TriggerSeat) -> None:
    seat.drawer.head.discarded.emit()
    assert isinstance(seat.desk.commands[-1], DiscardForm)
    assert seat.triggering.form.filling is None
    assert not seat.window.panes.drawer_open


def test_a_callflow_change_keeps_who_and_where(seat: TriggerSeat) -> None:
    seat.choose("data_connect_monitoring")
    filling = seat.triggering.form.filling
    assert filling is not None
    assert filling.answers["/caller_info/full_name"].text == "Rowan Testwell"
    assert filling.answers[PLACE_KEY].text == "39.806413, -89.629874"
    assert filling.event_id in seat.drawer.form.review.lines.whole_text


def test_the_last_request_marks_what_differs(sit: Sit) -> None:
    scene = scenes.flood()
    sent(scene, Refused(why=OutcomeReason.VALIDATION), 90_000)
    seat = sit(scene)
    seat.triggering.open_form(1044)
    seat.fill()
    differing = [line.text.strip() for line in seat.drawer.form.review.lines.lines if line.differs]
    assert '"model": "Sedan 3",' in differing
    assert '"make": "Fictional Motors",' not in differing


def test_cautions_are_said_and_stop_nothing(sit: Sit) -> None:
    scene = scenes.flood()
    sent(scene, Unknown(why=OutcomeReason.CUT), 90_000)
    seat = sit(scene)
    seat.triggering.open_form(1044)
    seat.fill()
    seat.type(PLACE_KEY, "39.9013, -89.62")
    words = " ".join(seat.drawer.form.review.cautions.words)
    assert "outside the ECC's jurisdiction" in words
    assert "Another trigger for this phone may be running" in words
    assert state(seat) is HoldState.READY


def test_a_doubtful_place_offers_what_may_be_taken(seat: TriggerSeat) -> None:
    seat.type(PLACE_KEY, "-89.629874, 39.806413")
    assert state(seat) is HoldState.BLOCKED
    box = seat.drawer.form.form.boxes[PLACE_KEY]
    buttons = [button for button in box.offers if not button.isHidden()]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert state(seat) is HoldState.READY
    seat.type(PLACE_KEY, "0, 0")
    assert state(seat) is HoldState.BLOCKED
    (confirm,) = [button for button in box.offers if not button.isHidden()]
    QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
    assert state(seat) is HoldState.READY


def test_masked_shows_no_person(seat: TriggerSeat) -> None:
    review = seat.drawer.form.review
    review.masked.click()
    assert "Rowan" not in review.lines.whole_text
    assert "2175550143" not in review.lines.whole_text
    assert "0143" in review.lines.whole_text


def test_ctrl_enter_leads_and_never_sends(seat: TriggerSeat) -> None:
    name = seat.drawer.form.form.boxes["/caller_info/full_name"].editor
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert seat.drawer.form.review.lines.hasFocus()
    seat.type(PHONE_KEY, "1")
    seat.triggering.form.go_to_preview()
    assert seat.drawer.form.form.boxes[PHONE_KEY].editor.hasFocus()
    assert seat.desk.confirmations == []


def test_a_line_leads_to_its_field(seat: TriggerSeat) -> None:
    seat.type(PHONE_KEY, "217555014")
    lines = seat.drawer.form.review.lines
    lines.setFocus()
    QTest.keyClick(lines, Qt.Key.Key_Return)
    assert seat.drawer.form.form.boxes[PHONE_KEY].editor.hasFocus()


def test_a_blank_form_belongs_to_no_incident(sit: Sit) -> None:
    seat = sit()
    seat.triggering.open_form(None)
    assert not seat.drawer.form.form.use_location.isEnabled()
    seat.choose("vehicle_crash")
    for key, text in {
        "/caller_info/full_name": "Avery Fictional",
        PHONE_KEY: "217-555-0177",
        PLACE_KEY: "16S BK 74867 09580",
        "/location/uncertainty": "10",
    }.items():
        seat.type(key, text)
    hold(seat)
    (command,) = seat.desk.confirmations
    assert command.incident is None


def test_a_form_that_is_on_its_way_is_not_saved_over(seat: TriggerSeat) -> None:
    hold(seat)
    before = len(seat.desk.commands)
    desk: FormController = seat.triggering.form
    desk.keep()
    desk.discard()
    assert len(seat.desk.commands) == before


def test_the_wire_carries_a_confirmation(seat: TriggerSeat) -> None:
    hold(seat)
    (command,) = seat.desk.confirmations
    assert isinstance(command, ConfirmTrigger)
    assert PHONE.removeprefix("+1") in msgspec.json.decode(command.request)["variables"]["caller_info"].values()
