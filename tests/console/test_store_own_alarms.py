import msgspec

from app.console.store import Store, own_alarm, station_lamp, unanswered_own
from app.domain.incident.alarms import Priority
from app.domain.lamp import Lamp, LampState
from tests.shots import scenes


def test_all_is_well() -> None:
    watch = scenes.empty().done()
    assert own_alarm(watch) == ("", "")
    assert station_lamp(watch) is None


def test_lost_refused_and_not_recording_each_say_what_to_do() -> None:
    scene = scenes.empty()
    watch = scene.done()
    watch.take([], msgspec.structs.replace(scene.pulse(), recording=False), caught_up=True)
    assert own_alarm(watch)[0].startswith("NOT RECORDED.")
    scene.pass_time(8_000)
    headline, fact = own_alarm(watch)
    assert headline.startswith("STATION LOST.")
    assert "0:08 old" in fact
    lamp = station_lamp(watch)
    assert lamp is not None
    assert lamp.observed_at == scenes.NOW
    refused = Store(lambda: 0)
    refused.refuse("The port is in use.")
    assert own_alarm(refused) == ("NO STATION. Shares may not be received.", "The port is in use.")
    refused_lamp = station_lamp(refused)
    assert refused_lamp is not None
    assert refused_lamp.evidence == "The port is in use."


def test_a_listener_that_is_down_is_this_centers_own_alarm() -> None:
    scene = scenes.empty()
    down = Lamp(
        name="listener", state=LampState.DOWN, evidence="It does not answer.", observed_at=None, next_step="Restart it."
    )
    watch = scene.done((down,))
    headline, fact = own_alarm(watch)
    assert headline.startswith("LISTENER DOWN")
    assert fact == "It does not answer. Restart it."
    (alarm,) = unanswered_own(watch)
    assert (alarm.priority, alarm.since) == (Priority.P1, scenes.NOW)
    watch.own_answered = True
    assert unanswered_own(watch) == ()
    watch.take([], scene.pulse(), caught_up=True)
    assert unanswered_own(watch) == ()
    assert not watch.own_answered


def test_a_first_start_that_lacks_a_key_is_said_and_does_not_ring() -> None:
    store = Store(lambda: 0)
    store.refuse("There is no sealing key yet.", is_first_start=True)
    assert own_alarm(store) == ("NOT SET UP YET. Shares may not be received.", "There is no sealing key yet.")
    assert unanswered_own(store) == ()
    lamp = station_lamp(store)
    assert lamp is not None
    assert "phone your ECCs" not in lamp.next_step
    store.refuse("The port is in use.")
    assert [alarm.priority for alarm in unanswered_own(store)] == [Priority.P1]
