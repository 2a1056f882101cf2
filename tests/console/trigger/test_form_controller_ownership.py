"""A form belongs to one operator and one incident, and what was armed doesn't outlive who armed it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.console.lock import LockController
from app.console.state_file import StateFile
from app.console.trigger.hold_to_send import HOLD_MS, HoldState
from app.domain.incident.commands import DiscardForm, SaveForm
from tests.console.trigger.conftest import Sit
from tests.shots.drawing import settle
from tests.shots.trigger_seat import OPERATOR, TriggerSeat

PHONE_KEY = "/caller_info/phone_number"


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


def arm(seat: TriggerSeat) -> None:
    seat.drawer.form.footer.digits.setFocus()
    QTest.keyClicks(seat.drawer.form.footer.digits, "0143")
    assert state(seat) is HoldState.ARMED


def press_space(seat: TriggerSeat) -> None:
    QTest.keyClick(seat.drawer.form.footer.hold, Qt.Key.Key_Space)


def lock(seat: TriggerSeat) -> LockController:
    locking = LockController(seat.window, seat.window.theme, seat.scene.watch, StateFile(seat.data_dir))
    locking.changed.connect(lambda locked: seat.triggering.form.lock(locked=locked))
    locking.other.connect(lambda _name: seat.triggering.form.meet_stranger())
    locking.lock()
    return locking


def unlock(locking: LockController, name: str) -> None:
    assert locking.dialog is not None
    locking.dialog.named.emit(name)
    settle()


def hide_drawer(seat: TriggerSeat) -> None:
    seat.triggering.leave()
    seat.triggering.open_form(1044)


def hide_window(seat: TriggerSeat) -> None:
    seat.window.hide()
    seat.window.show()


def lock_and_come_back(seat: TriggerSeat) -> None:
    unlock(lock(seat), OPERATOR)


def wait_half_a_minute(seat: TriggerSeat) -> None:
    seat.scene.pass_time(30_000)
    seat.window.ticker.second.emit()


def clock_went_back(seat: TriggerSeat) -> None:
    seat.scene.pass_time(-1)
    seat.window.ticker.second.emit()


AWAY = [hide_drawer, hide_window, lock_and_come_back, wait_half_a_minute, clock_went_back]


@pytest.mark.parametrize("away", AWAY)
def test_what_was_armed_is_disarmed_by(seat: TriggerSeat, away: Callable[[TriggerSeat], None]) -> None:
    arm(seat)
    away(seat)
    settle()
    press_space(seat)
    assert seat.desk.confirmations == []
    assert state(seat) is HoldState.READY
    assert seat.drawer.form.footer.digits.text() == ""
    arm(seat)
    press_space(seat)
    assert len(seat.desk.confirmations) == 1


def test_digits_typed_before_a_sleep_send_nothing_at_the_first_key(seat: TriggerSeat) -> None:
    arm(seat)
    seat.scene.pass_time(30_000)
    press_space(seat)
    assert seat.desk.confirmations == []
    assert state(seat) is HoldState.READY


def test_half_a_hold_does_not_outlive_the_lock(seat: TriggerSeat) -> None:
    control = seat.drawer.form.footer.hold
    QTest.mousePress(control, Qt.MouseButton.LeftButton)
    control.advance(HOLD_MS - 1)
    unlock(lock(seat), OPERATOR)
    control.advance(1)
    assert seat.desk.confirmations == []


def test_the_lock_keeps_the_draft_for_its_operator_at_once(seat: TriggerSeat) -> None:
    unlock(lock(seat), OPERATOR)
    assert [type(one) for one in seat.desk.commands] == [SaveForm]


def test_another_operator_never_sends_the_form_of_the_one_before(seat: TriggerSeat) -> None:
    arm(seat)
    unlock(lock(seat), "T. Brandt")
    press_space(seat)
    hold(seat)
    assert state(seat) is HoldState.BLOCKED
    seat.scene.watch.sign_on("T. Brandt")
    press_space(seat)
    hold(seat)
    assert seat.desk.confirmations == []
    assert state(seat) is HoldState.BLOCKED
    assert seat.drawer.form.footer.hold.words == "Take the form over to send"
    assert not seat.drawer.form.form.boxes[PHONE_KEY].editor.isEnabled()
    seat.triggering.form.use_location()
    seat.triggering.form.keep()
    assert [one for one in seat.desk.commands if not isinstance(one, SaveForm)] == []


def test_another_operator_takes_a_form_over_as_their_own_and_it_is_not_armed(seat: TriggerSeat) -> None:
    before = seat.triggering.form.filling
    assert before is not None
    event_id = before.event_id
    arm(seat)
    seat.scene.watch.sign_on("T. Brandt")
    QTest.mouseClick(seat.drawer.form.form.take_over, Qt.MouseButton.LeftButton)
    assert state(seat) is HoldState.READY
    assert before.event_id != event_id
    assert seat.drawer.form.form.boxes[PHONE_KEY].editor.isEnabled()
    assert not seat.drawer.form.form.take_over.isVisible()
    press_space(seat)
    assert seat.desk.confirmations == []
    hold(seat)
    assert len(seat.desk.confirmations) == 1


def test_a_form_left_by_another_operator_is_not_the_one_that_f4_opens(seat: TriggerSeat) -> None:
    seat.triggering.leave()
    seat.scene.watch.sign_on("T. Brandt")
    seat.triggering.open_form(1044)
    filling = seat.triggering.form.filling
    assert filling is not None
    assert (filling.operator, filling.touched) == ("T. Brandt", False)
    assert state(seat) is HoldState.BLOCKED


def test_discarding_anothers_form_leaves_their_draft_on_the_station(seat: TriggerSeat) -> None:
    seat.scene.watch.sign_on("T. Brandt")
    seat.triggering.form.discard()
    assert seat.triggering.form.filling is None
    assert [one for one in seat.desk.commands if isinstance(one, DiscardForm)] == []


def test_the_next_operator_cannot_ask_again_for_the_one_before(seat: TriggerSeat) -> None:
    seat.desk.silent = True
    hold(seat)
    seat.scene.watch.sign_on("T. Brandt")
    hold(seat)
    assert len(seat.desk.confirmations) == 1
    assert seat.drawer.form.footer.hold.words == f"Held by {OPERATOR}"
    seat.scene.watch.sign_on(OPERATOR)
    seat.triggering.form.take_over()
    assert state(seat) is HoldState.BLOCKED


def test_an_operator_who_signs_on_again_has_their_form_back_unarmed(seat: TriggerSeat) -> None:
    arm(seat)
    seat.scene.watch.sign_on(None)
    assert seat.drawer.form.footer.hold.words == "Sign on to send"
    seat.triggering.form.take_over()
    seat.scene.watch.sign_on(OPERATOR)
    press_space(seat)
    assert state(seat) is HoldState.READY
    assert seat.desk.confirmations == []
