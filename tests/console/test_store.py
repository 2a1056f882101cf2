import msgspec

from app.console.store import PULSE_EVERY_MS, Change, Link, Store
from app.domain.incident.envelope import Record
from app.domain.incident.events import GapFound, LocationFixed
from app.domain.lamp import LampState
from tests.shots import scenes
from tests.shots.scenes import LAMPS, NOW, hello


def test_the_stations_time_goes_on_between_pulses() -> None:
    scene = scenes.one()
    watch = scene.done()
    assert watch.now() == NOW
    scene.pass_time(3_000)
    assert watch.now() == NOW + 3_000


def test_five_seconds_without_an_answer_are_a_lost_station() -> None:
    scene = scenes.one()
    watch = scene.done()
    links: list[Link] = []
    watch.link_changed.connect(lambda: links.append(watch.link))
    scene.pass_time(4_999)
    assert links == []
    scene.pass_time(1)
    watch.take([], scene.pulse(), caught_up=True)
    assert links == [Link.LOST, Link.LIVE]


def test_it_tells_which_incidents_changed() -> None:
    scene = scenes.one()
    watch = scene.done()
    changed: list[Change] = []
    watch.changed.connect(changed.append)
    watch.take([scene.note(1044, 0, "M. Okafor", "hello")], scene.pulse(), caught_up=True)
    watch.take([], scene.pulse(), caught_up=True)
    assert changed == [Change(incidents=frozenset({1044}))]


def test_a_journal_that_is_behind_ours_is_another_one() -> None:
    watch = scenes.one().done()
    watch.greet(hello())
    assert watch.book.incidents
    watch.greet(hello(last_seq=3))
    assert not watch.book.incidents
    assert not watch.caught_up


def test_a_refusal_stays_until_the_station_answers() -> None:
    watch = Store(lambda: 0)
    watch.refuse("The port is in use.")
    watch.check_silence()
    assert (watch.link, watch.problem) == (Link.REFUSED, "The port is in use.")
    watch.greet(hello())
    assert watch.link is Link.LIVE


def test_a_ring_is_shown_once() -> None:
    scene = scenes.one()
    watch = scene.done()
    watch.painted(20_401)
    scene.pass_time(1_000)
    watch.painted(20_401)
    assert watch.shown_at == {20_401: NOW}


def test_what_could_not_be_recorded_is_shown_until_it_is_on_disk() -> None:
    scene = scenes.one()
    watch = scene.done()
    before = watch.incident(1044)
    assert before is not None
    fix = LocationFixed(latitude=12.5, longitude=-70.25, source="lei", share=before.shares[0].share)
    record = Record(
        seq=0, at=NOW, kind="LocationFixed", version=1, incident=1044, body=msgspec.Raw(msgspec.json.encode(fix))
    )
    changed: list[Change] = []
    watch.changed.connect(changed.append)
    failing = msgspec.structs.replace(scene.pulse(), recording=False, unrecorded=(record,))
    watch.take([], failing, caught_up=True)
    watch.take([], failing, caught_up=True)
    now = watch.incident(1044)
    assert now is not None
    assert [(one.fix.latitude, one.seq) for one in now.sightings[len(before.sightings) :]] == [(12.5, -1)]
    watch.take([], scene.pulse(), caught_up=True)
    assert watch.incident(1044) == before
    assert changed == [Change(incidents=frozenset({1044}))] * 2


def test_what_belongs_to_no_incident_is_published_at_once_and_a_pulse_like_the_last_one_once_a_second() -> None:
    scene = scenes.one()
    watch = scene.done()
    pulsed: list[int] = []
    watch.pulsed.connect(lambda: pulsed.append(watch.now()))
    older = tuple(msgspec.structs.replace(one, observed_at=NOW - 1) for one in LAMPS)
    for pulse in (scene.pulse(), scene.pulse(older)):
        watch.take([scene.note(1044, 0, "M. Okafor", "hello")], pulse, caught_up=True)
    assert pulsed == []
    watch.take([scene.event(None, 0, GapFound(since=NOW - 9, until=NOW, cause="restart"))], pulse, caught_up=True)
    assert len(pulsed) == 1
    dark = (msgspec.structs.replace(LAMPS[0], state=LampState.DOWN), *LAMPS[1:])
    watch.take([], scene.pulse(dark), caught_up=True)
    assert len(pulsed) == 2
    scene.pass_time(PULSE_EVERY_MS)
    watch.take([], scene.pulse(dark), caught_up=True)
    assert len(pulsed) == 3
