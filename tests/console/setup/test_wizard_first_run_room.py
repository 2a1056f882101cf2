"""The first run put to work: proofs are real answers, skipping keeps a step in sight, and calls stay in front."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.console.preferences.secret_actions import Recovery
from app.console.setup.drill import DrillScore
from app.console.setup.steps import STEPS, SetupStep
from app.console.shortcuts.actions import Action
from app.domain.incident.commands import ChangeSettings
from tests.console.setup.conftest import Sit
from tests.console.setup.seat import Seat
from tests.shots import scenes, settings
from tests.shots.scenes import NOW


@pytest.mark.parametrize(
    ("step", "verb", "kind"),
    [
        (SetupStep.CREDENTIALS, "Fetch a token now", "token"),
        (SetupStep.PATH, "Run the self-test", "path"),
        (SetupStep.SECRET, "Send a signed sample", "signature"),
        (SetupStep.UNWATCHED, "Call for help, as a test", "help"),
    ],
)
def test_a_proof_is_the_stations_answer(seated: Sit, step: SetupStep, verb: str, kind: str) -> None:
    async def test(seat: Seat) -> None:
        await seat.at(step)
        assert seat.stands(step) == "not proven"
        await seat.press(verb)
        assert seat.desk.asked == [kind]
        (row,) = seat.window.page.proofs.shown
        assert (row.what, row.figure) == ("It works", "200")
        assert seat.stands(step).startswith("proven ")

    seated(test)


def test_a_failed_proof_and_a_silent_station_are_said(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        await seat.at(SetupStep.SECRET)
        seat.desk.good = False
        await seat.press("Send a signed sample")
        assert seat.stands(SetupStep.SECRET) == "not proven"
        seat.desk.silent = True
        await seat.press("Send a signed sample")
        assert "did not answer" in seat.window.page.said

    seated(test)


def test_nobody_signed_on_proves_and_changes_nothing(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        await seat.at(SetupStep.PATH)
        await seat.press("Run the self-test")
        assert "Sign on first" in seat.window.page.said
        type_address(seat, "https://other.example.org")
        await seat.press("Apply")
        assert "Sign on first" in seat.window.page.said
        assert (seat.desk.asked, seat.desk.commands) == ([], [])

    seated(test, operator=None)


def type_address(seat: Seat, address: str) -> None:
    row = seat.pages.settings[SetupStep.PATH].fields.row("station.public_url")
    assert row is not None
    assert isinstance(row.editor, QLineEdit)
    row.editor.clear()
    QTest.keyClicks(row.editor, address)


def test_settings_are_wished_for_and_what_they_proved_counts_no_more(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        await seat.at(SetupStep.PATH)
        await seat.press("Run the self-test")
        type_address(seat, "https://other.example.org")
        await seat.press("Apply")
        (wish,) = seat.desk.commands
        assert isinstance(wish, ChangeSettings)
        assert wish.values == {"public_url": "https://other.example.org"}
        assert seat.stands(SetupStep.PATH) == "not proven"
        assert "Changed" in seat.window.page.said

    seated(test)


@pytest.mark.parametrize("silent", [True, False])
def test_a_refused_change_is_said(seated: Sit, silent: bool) -> None:
    async def test(seat: Seat) -> None:
        await seat.at(SetupStep.PATH)
        type_address(seat, "https://other.example.org")
        seat.desk.refusal, seat.desk.silent = "That won't do.", silent
        await seat.press("Apply")
        assert seat.window.page.said == (
            "The station did not answer. What counts shows here when it is back." if silent else "That won't do."
        )

    seated(test)


def test_a_wrong_address_can_not_be_applied_and_a_reset_is_typed(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        await seat.at(SetupStep.PATH)
        type_address(seat, "http://other.example.org")
        row = seat.pages.settings[SetupStep.PATH].fields.row("station.public_url")
        assert row is not None
        assert "https://" in row.problem
        seat.pages.settings[SetupStep.PATH].fields.reset.emit("station.public_url")
        assert row.text() == ""

    seated(test)


def test_a_skipped_step_stays_in_sight_over_a_restart(seated: Sit) -> None:
    async def first(seat: Seat) -> None:
        seat.room.begin()
        await seat.at(SetupStep.RECOVERY)
        await seat.press("Skip, leave as not proven")
        assert seat.window.step is SetupStep.AGENCIES
        assert seat.stands(SetupStep.RECOVERY) == "skipped, not proven"

    async def again(seat: Seat) -> None:
        seat.room.begin()
        assert SetupStep.RECOVERY in seat.open_steps[-1]
        await seat.at(SetupStep.RECOVERY)
        assert seat.stands(SetupStep.RECOVERY) == "skipped, not proven"

    seated(first, scenes.flood("production"))
    seated(again, scenes.flood("production"))


def test_what_was_proven_is_still_so_after_a_restart(seated: Sit) -> None:
    async def first(seat: Seat) -> None:
        await seat.at(SetupStep.SECRET)
        await seat.press("Send a signed sample")

    async def again(seat: Seat) -> None:
        await seat.at(SetupStep.SECRET)
        assert seat.stands(SetupStep.SECRET).startswith("proven ")

    seated(first)
    seated(again)


def test_the_keyring_tells_and_another_secret_is_proven_anew(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        seat.keyring.recovery = Recovery(shown_at=NOW, checked_at=NOW)
        await seat.at(SetupStep.SECRET)
        assert seat.stands(SetupStep.RECOVERY).startswith("proven ")
        await seat.press("Send a signed sample")
        seat.keyring.kept.add("shared-secret")
        seat.secrets_room.open()
        await seat.settle()
        assert seat.stands(SetupStep.SECRET) == "not proven"

    seated(test)


def test_a_fresh_secret_is_gone_when_the_page_is_turned(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        await seat.at(SetupStep.SECRET)
        await seat.press("Make one")
        assert seat.secrets.shown_once.isVisible()
        await seat.press("Continue")
        await seat.press("Back")
        assert not seat.secrets.shown_once.isVisible()

    seated(test)


def test_the_rest_of_the_console_does_what_it_does_already(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        for step, verb in (
            (SetupStep.AGENCIES, "Import the agency list…"),
            (SetupStep.MAP, "Choose and test a base map…"),
            (SetupStep.OPERATORS, "Sign on as…"),
        ):
            await seat.at(step)
            await seat.press(verb)
        assert seat.actions == [Action.IMPORT_AGENCIES, Action.BASE_MAP, Action.SIGN_ON]
        seat.agencies = 6_812
        await seat.at(SetupStep.AGENCIES)
        assert "6,812" in seat.window.page.proofs.shown[0].seen

    seated(test)


def test_it_opens_by_itself_once_and_closing_blocks_nothing(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        seat.room.begin()
        assert not seat.window.isVisible()
        seat.watch.sign_on("M. Okafor")
        assert seat.window.isVisible()
        await seat.settle()
        QTest.keyClick(seat.window, Qt.Key.Key_Escape)
        seat.watch.sign_on("M. Okafor")
        assert not seat.window.isVisible()
        assert seat.kept.was_shown

    seated(test, scenes.flood("production"), None)


def test_a_play_is_never_led_through_it(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        seat.room.begin()
        assert not seat.window.isVisible()
        assert seat.open_steps == [()]

    seated(test)


def test_a_call_that_rings_stands_over_it(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        seat.room.begin()
        await seat.at(SetupStep.MAP)
        assert not seat.window.alarm.isVisible()
        seat.watch.take([seat.scene.share(1, "+12175550142", ago=0)], seat.scene.pulse(), caught_up=True)
        assert seat.window.alarm.isVisible()
        await seat.press("Go to it")
        assert not seat.window.isVisible()

    seated(test)


def test_keys_lead_through_all_steps(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        await seat.at(STEPS[0])
        shown = [seat.window.step]
        for _ in STEPS[1:]:
            QTest.keyClick(seat.window, Qt.Key.Key_Return)
            shown.append(seat.window.step)
        assert shown == list(STEPS)
        seat.window.list.buttons[SetupStep.PATH].setFocus()
        QTest.keyClick(seat.window, Qt.Key.Key_Return)
        assert seat.window.step is SetupStep.PATH
        seat.window.list.buttons[SetupStep.DRILL].click()
        await seat.press("Finish")
        assert not seat.window.isVisible()
        assert not any(seat.kept.skipped(step) for step in STEPS)

    seated(test)


def test_a_drills_score_is_kept_and_shown(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        await seat.at(SetupStep.DRILL)
        seat.drilling.running.emit(True)
        assert seat.window.page.verb.accessibleName() == "End the drill now"
        seat.drilling.scored.emit(DrillScore(at=NOW, shared=2, answered_ms=(6_400,), notes=1))
        seat.drilling.running.emit(False)
        answered, noted, closed = seat.window.page.proofs.shown
        assert (answered.what, answered.figure) == ("Answered 1 of 2", "6.4 s")
        assert noted.next_step == ""
        assert "F8" in closed.next_step
        seat.drilling.scored.emit(DrillScore(at=NOW, shared=1, answered_ms=(6_400,), notes=1, closed=1))
        assert seat.stands(SetupStep.DRILL).startswith("proven ")

    seated(test)


def test_a_real_call_keeps_the_drill_from_beginning(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        await seat.at(SetupStep.DRILL)
        await seat.press("Start the drill")
        assert "Answer it first" in seat.window.page.said

    seated(test, scenes.flood())


def test_without_a_way_to_call_somebody_an_earlier_test_counts_no_more(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        seat.kept.prove(SetupStep.UNWATCHED, NOW)
        seat.desk.told = settings.told(escalate_command={"value": (), "in_force": ()})
        await seat.at(SetupStep.UNWATCHED)
        assert seat.stands(SetupStep.UNWATCHED) == "not proven"

    seated(test)
