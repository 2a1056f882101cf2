"""What sounds, when, and how: against a clock that the test moves."""

from app.domain.incident.alarm_sound import AlarmSounding, ToneRequest, Tones, newest_update
from app.domain.incident.alarms import Alarm, Priority
from app.domain.incident.events import AdditionalDataReceived
from tests.domain.incident.journalled import Journal, share
from tests.domain.incident.test_alarms import SHARE, fixed
from tests.domain.incident.test_projection import folded

T0 = 1_795_305_600_000
P1, P2 = Priority.P1, Priority.P2


def alarm(priority: Priority = P1, since: int = T0, incident: int = 1001) -> Alarm:
    return Alarm(priority=priority, reason="unacknowledged", since=since, incident=incident)


def heard(sounding: AlarmSounding, alarms: list[Alarm], seconds: int, *, flood: bool = False) -> dict[int, ToneRequest]:
    """What sounds in each second from T0 on while these alarms stand, each from its own beginning."""
    calls = {}
    for second in range(seconds):
        now = T0 + second * 1000
        call = sounding.due([one for one in alarms if one.since <= now], now, flood=flood)
        if call is not None:
            calls[second] = call
    return calls


def test_p1_repeats_every_ten_seconds_louder_and_then_on_the_second_device() -> None:
    assert heard(AlarmSounding(), [alarm()], 41) == {
        0: ToneRequest(Tones.P1),
        10: ToneRequest(Tones.P1),
        20: ToneRequest(Tones.P1, louder=True, everywhere=True),
        30: ToneRequest(Tones.P1, louder=True, everywhere=True),
        40: ToneRequest(Tones.P1, louder=True, everywhere=True),
    }
    assert AlarmSounding().due([alarm()], T0 + 15_000) == ToneRequest(Tones.P1, louder=True)


def test_a_newer_p1_sounds_at_once_though_others_are_open() -> None:
    calls = heard(AlarmSounding(), [alarm(), alarm(since=T0 + 3000, incident=1002)], 14)
    assert list(calls) == [0, 3, 13]


def test_acknowledging_stops_that_one_only() -> None:
    sounding = AlarmSounding()
    both = [alarm(), alarm(incident=1002)]
    assert sounding.due(both, T0) is not None
    assert sounding.due(both[1:], T0 + 10_000) is not None
    assert sounding.due([], T0 + 20_000) is None


def test_silence_lasts_a_minute_for_what_is_known_and_not_for_what_is_new() -> None:
    sounding = AlarmSounding()
    sounding.due([alarm()], T0)
    sounding.silence(T0 + 1000)
    assert sounding.due([alarm()], T0 + 60_999) is None
    newer = [alarm(), alarm(incident=1002, since=T0 + 2000)]
    assert sounding.due(newer, T0 + 60_999) == ToneRequest(Tones.P1, louder=True, everywhere=True)
    assert sounding.due(newer, T0 + 70_999) is not None
    sounding.silence(T0 + 71_000)
    sounding.due([], T0 + 72_000)
    assert sounding.silent_until == 0


def test_p2_sounds_once_and_once_again_after_a_minute() -> None:
    calls = heard(AlarmSounding(), [alarm(P2)], 180)
    assert calls == {0: ToneRequest(Tones.P2), 60: ToneRequest(Tones.P2)}


def test_p2_waits_for_the_end_of_a_silence_and_stays_quiet_under_p1() -> None:
    sounding = AlarmSounding()
    sounding.silence(T0)
    assert sounding.due([alarm(P2)], T0 + 1000) is None
    assert sounding.due([alarm(P2)], T0 + 60_000) == ToneRequest(Tones.P2)
    mixed = [alarm(since=T0 + 70_000, incident=1002), alarm(P2, incident=1003)]
    assert sounding.due(mixed, T0 + 70_000) == ToneRequest(Tones.P1)
    assert sounding.due(mixed, T0 + 71_000) is None
    assert sounding.due(mixed[1:], T0 + 72_000) is None
    assert sounding.due(mixed[1:], T0 + 131_000) == ToneRequest(Tones.P2)


def test_a_p2_that_was_raised_sounds_as_p1_even_in_silence() -> None:
    sounding = AlarmSounding()
    sounding.due([alarm(P2)], T0)
    sounding.silence(T0 + 1)
    assert sounding.due([alarm(P1, since=T0 + 30_000)], T0 + 30_000) == ToneRequest(Tones.P1)


def test_in_a_flood_everything_new_joins_one_sound_every_ten_seconds() -> None:
    many = [alarm(since=T0 + second * 1000, incident=1000 + second) for second in range(12)]
    assert list(heard(AlarmSounding(), many, 25, flood=True)) == [0, 10, 20]
    sounding = AlarmSounding()
    sounding.due(many[:1], T0, flood=True)
    sounding.silence(T0 + 1000)
    assert sounding.due(many[:2], T0 + 2000, flood=True) is None
    assert sounding.due(many[:2], T0 + 10_000, flood=True) is not None
    assert sounding.due(many[:2], T0 + 20_000, flood=True) is None


def test_news_sound_softly_where_wanted_and_never_at_a_start_or_over_p1() -> None:
    sounding = AlarmSounding()
    assert sounding.updates(7, T0) is None
    assert sounding.updates(7, T0) is None
    assert sounding.updates(8, T0) == ToneRequest(Tones.P3)
    assert sounding.updates(9, T0 + 9_999) is None
    assert sounding.updates(10, T0 + 10_000) == ToneRequest(Tones.P3)
    sounding.due([alarm()], T0 + 30_000)
    assert sounding.updates(11, T0 + 30_000) is None
    sounding.due([], T0 + 31_000)
    sounding.silence(T0 + 31_000)
    assert sounding.updates(12, T0 + 32_000) is None
    sounding.due([], T0 + 33_000)
    assert sounding.updates(13, T0 + 33_000) == ToneRequest(Tones.P3)


def test_a_restart_sounds_for_what_is_unanswered_and_for_nothing_else() -> None:
    old = T0 - 3_600_000
    assert AlarmSounding().due([alarm(since=old)], T0) == ToneRequest(Tones.P1, louder=True, everywhere=True)
    assert AlarmSounding().due([alarm(P2, since=old)], T0) == ToneRequest(Tones.P2)
    assert AlarmSounding().due([], T0) is None


def test_news_are_places_additional_data_and_messages() -> None:
    journal = Journal()
    assert newest_update(folded(journal)) == 0
    journal.add(share())
    assert newest_update(folded(journal)) == 0
    place = journal.add(fixed(39.8, 10.0, None))
    assert newest_update(folded(journal)) == place.seq
    known = journal.add(AdditionalDataReceived(share=SHARE, untrusted_answer="{}"))
    assert newest_update(folded(journal)) == known.seq
