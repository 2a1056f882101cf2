"""The place of a form says how old it is now, and a newer one elsewhere is said before anything is sent."""

import json

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.console.trigger.form_state import FormContent
from app.console.trigger.hold_to_send import HOLD_MS, HoldState
from app.domain.callflow.outcome import OutcomeReason, Refused
from app.domain.incident.commands import SaveForm
from app.domain.incident.events import FormSaved, TriggerConfirmed, TriggerRefused, TriggerSent
from tests.console.trigger.conftest import Sit
from tests.shots import scenes
from tests.shots.drawing import settle
from tests.shots.scenes import NOW
from tests.shots.trigger_seat import EVENT, OPERATOR, TriggerSeat, confirmed

PLACE_KEY = "/location/latitude"
HOUR_MS = 3_600_000


@pytest.fixture
def seat(sit: Sit) -> TriggerSeat:
    """A form of incident 1044 that could be sent, with the incident's own place."""
    there = sit()
    there.triggering.open_form(1044)
    there.fill()
    settle()
    return there


def state(seat: TriggerSeat) -> HoldState:
    return seat.drawer.form.footer.hold.state


def says(seat: TriggerSeat) -> str:
    """Everything that stands at the field of the place."""
    return " ".join(label.text() for label in seat.drawer.form.form.boxes[PLACE_KEY].findChildren(QLabel))


def weighs(seat: TriggerSeat) -> list[str]:
    return [words for words in seat.drawer.form.review.cautions.words if "newer location" in words]


def arm(seat: TriggerSeat) -> None:
    seat.drawer.form.footer.digits.setFocus()
    QTest.keyClicks(seat.drawer.form.footer.digits, "0143")
    assert state(seat) is HoldState.ARMED


def move_caller(seat: TriggerSeat, longitude: float = -89.44, ago: int = 0) -> None:
    fixed_at = seat.scene.watch.now() - ago
    more = {"uncertainty_m": 12.0, "source": "lei", "fixed_at": fixed_at}
    # Learned now, by the scene's own count of time, which does not go on with the console's clock.
    record = seat.scene.fix(1044, NOW - seat.scene.watch.now(), 39.806413, longitude, **more)
    seat.scene.watch.take([record], seat.scene.pulse(), caught_up=True)
    settle()


def later(seat: TriggerSeat, milliseconds: int) -> None:
    seat.scene.pass_time(milliseconds)
    seat.window.ticker.second.emit()
    settle()


def filling(seat: TriggerSeat) -> FormContent:
    found = seat.triggering.form.filling
    assert found is not None
    return found


def test_the_age_that_is_shown_grows(seat: TriggerSeat) -> None:
    assert " s old" in says(seat)
    later(seat, HOUR_MS)
    assert "60 min old" in says(seat)


def test_a_newer_place_elsewhere_is_said_and_disarms(seat: TriggerSeat) -> None:
    arm(seat)
    move_caller(seat)
    assert len(weighs(seat)) == 1
    assert state(seat) is HoldState.READY
    assert seat.drawer.form.footer.digits.text() == ""
    seat.triggering.form.use_location()
    assert weighs(seat) == []


def test_it_lets_a_hold_go(seat: TriggerSeat) -> None:
    hold = seat.drawer.form.footer.hold
    QTest.mousePress(hold, Qt.MouseButton.LeftButton)
    hold.advance(HOLD_MS - 1)
    move_caller(seat)
    hold.advance(1)
    assert seat.desk.confirmations == []


def test_who_has_read_it_can_send_and_the_next_fix_takes_no_digits_back(seat: TriggerSeat) -> None:
    move_caller(seat)
    arm(seat)
    move_caller(seat, -89.43)
    assert state(seat) is HoldState.ARMED
    QTest.keyClick(seat.drawer.form.footer.hold, Qt.Key.Key_Space)
    assert len(seat.desk.confirmations) == 1


def test_a_newer_place_within_the_radius_is_the_same_one(seat: TriggerSeat) -> None:
    arm(seat)
    move_caller(seat, -89.629873)
    assert weighs(seat) == []
    assert state(seat) is HoldState.ARMED


def test_an_older_place_that_is_learned_later_says_nothing(seat: TriggerSeat) -> None:
    arm(seat)
    move_caller(seat, ago=HOUR_MS)
    assert weighs(seat) == []
    assert state(seat) is HoldState.ARMED


def test_a_typed_place_is_weighed_against_what_comes_after_it(seat: TriggerSeat) -> None:
    seat.type(PLACE_KEY, "39.801, -89.63")
    assert weighs(seat) == []
    later(seat, 1_000)
    move_caller(seat)
    assert len(weighs(seat)) == 1


def test_a_draft_of_an_hour_ago_says_the_age_of_its_place(seat: TriggerSeat) -> None:
    seat.triggering.leave()
    (kept,) = [one for one in seat.desk.commands if isinstance(one, SaveForm)]
    seat.triggering.form.finish()
    seat.tell(1044, FormSaved(definition=kept.definition, answers=kept.answers), operator=OPERATOR)
    later(seat, HOUR_MS)
    move_caller(seat)
    seat.triggering.open_form(1044)
    assert "60 min old" in says(seat)
    assert len(weighs(seat)) == 1
    labels = [label.text() for label in seat.drawer.form.form.findChildren(QLabel)]
    assert "Your draft is back as you left it 1:00:00 ago." in labels


def test_a_draft_of_an_earlier_version_claims_no_age(sit: Sit) -> None:
    scene = scenes.flood()
    place = {"text": "39.70, -89.60", "origin": "incident", "source": "lei", "age_ms": 12_000}
    scene.event(1044, HOUR_MS, FormSaved(definition="vehicle_crash", answers=json.dumps({PLACE_KEY: place})), OPERATOR)
    seat = sit(scene)
    seat.triggering.open_form(1044)
    assert "from the incident, lei, age not stated" in says(seat)


def test_send_again_says_how_old_the_place_is_and_that_there_is_a_newer_one(seat: TriggerSeat) -> None:
    seat.drawer.form.footer.meant.emit()
    (command,) = seat.desk.confirmations
    before = TriggerConfirmed(confirmed=msgspec.structs.replace(confirmed(), request=command.request))
    seat.triggering.form.finish()
    seat.tell(1044, before, operator=OPERATOR)
    seat.tell(1044, TriggerSent(trigger=EVENT))
    seat.tell(1044, TriggerRefused(trigger=EVENT, outcome=Refused(why=OutcomeReason.VALIDATION)))
    later(seat, HOUR_MS)
    move_caller(seat)
    seat.triggering.open_for_incident()
    QTest.mouseClick(seat.drawer.progress.again_card.button, Qt.MouseButton.LeftButton)
    assert "lei, 60 min old" in says(seat)
    assert len(weighs(seat)) == 1
    assert state(seat) is HoldState.READY


def test_the_event_time_is_that_of_sending(sit: Sit) -> None:
    seat = sit()
    seat.triggering.open_form(1044)
    seat.fill()
    seat.choose("data_connect_monitoring")
    filled_at = seat.scene.watch.now()
    seat.type("/emergency/type", "Crash")
    assert filling(seat).problems == ()
    seat.scene.pass_time(90_000)
    seat.drawer.form.footer.meant.emit()
    (command,) = seat.desk.confirmations
    assert json.loads(command.request)["variables"]["event"]["time"] == (filled_at + 90_000) // 1000
    assert json.loads(seat.drawer.form.review.lines.whole_text) == json.loads(command.request)
