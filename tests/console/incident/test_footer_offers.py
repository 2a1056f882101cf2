from app.console.incident.footer import close_refusal, hold_refusal
from app.console.shortcuts.actions import Action
from app.console.widgets.buttons import Button
from app.domain.callflow.outcome import OutcomeReason, Unknown
from app.domain.incident.commands import HoldIncident, Refused
from tests.console.conftest import Open
from tests.console.incident.test_pane import button, pane_of
from tests.domain.incident.handlers.deciding import decided
from tests.shots import scenes
from tests.shots.scenes import NOW
from tests.shots.trigger_seat import sent


def test_a_hold_is_offered_exactly_when_the_station_would_take_it() -> None:
    watch = scenes.flood().done()
    offered = {one.number: not hold_refusal(one, "M. Okafor") for one in watch.book.open_incidents}
    for incident in watch.book.open_incidents:
        command = HoldIncident(id="x", incident=incident.number, for_ms=120_000, session="s")
        taken = not isinstance(decided(command, incident, "M. Okafor", now=NOW), Refused)
        if not incident.unacknowledged:
            assert offered[incident.number] is taken


def test_another_ones_incident_says_why_it_can_not_be_held(opened: Open) -> None:
    pane = pane_of(opened, scenes.flood(), 1043)
    hold = button(pane, "Hold…")
    assert not hold.isEnabled()
    assert "R. Keller has this incident" in hold.accessibleDescription()
    assert "R. Keller has this incident" in hold.toolTip()


def test_the_key_says_it_too_and_opens_no_dialog(opened: Open) -> None:
    window = opened(scenes.flood())
    window.queue.view.select(1042)
    hold = button(window.centre.incident, "Hold…")
    assert isinstance(hold, Button)
    assert hold.isEnabled()
    assert hold.accessibleDescription() == ""
    assert window.theme.keys.shown(Action.HOLD) in hold.toolTip()


def test_closing_is_offered_when_nothing_is_open_in_it() -> None:
    scene = scenes.flood()
    sent(scene, Unknown(why=OutcomeReason.CUT), number=1042)
    watch = scene.done()
    reasons = {number: watch.incident(number) for number in (1042, 1044, 1047)}
    said = {number: close_refusal(one) for number, one in reasons.items() if one is not None}
    assert said[1044] == ""
    assert "Acknowledge it first" in said[1047]
    assert said[1042]
