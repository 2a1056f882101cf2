"""Lamps that sound: since when, until whom, and what is the same trouble."""

from app.domain.incident.alarm_sound import AGAIN_MS, SAME_MS, AlarmSounding, LampAlarms, ToneRequest, Tones
from app.domain.incident.alarms import Priority
from app.domain.lamp import Lamp, LampState

T0 = 1_000_000


def lamp(name: str, state: LampState, at: int = T0) -> Lamp:
    return Lamp(name=name, state=state, evidence="It was seen.", observed_at=at)


BAD = lamp("signature", LampState.WARNING)
NO_TOKEN = lamp("credentials", LampState.DOWN)
GOOD = lamp("signature", LampState.SEEN)


def test_it_sounds_once_and_once_again_however_often_it_is_seen() -> None:
    alarms, sounding = LampAlarms(), AlarmSounding()
    played = []
    for second in range(300):
        now = T0 + second * 1000
        alarms.observe([lamp("signature", LampState.WARNING, now), lamp("lei", LampState.DOWN)], now)
        call = sounding.due(alarms.unanswered(), now)
        if call is not None:
            played.append((second, call))
    assert played == [(0, ToneRequest(Tones.P2)), (AGAIN_MS // 1000, ToneRequest(Tones.P2))]


def test_one_after_the_other_is_told_and_seen() -> None:
    alarms = LampAlarms()
    alarms.observe([NO_TOKEN, BAD], T0)
    assert [(one.reason, one.priority, one.since) for one in alarms.unanswered()] == [
        ("signature", Priority.P2, T0),
        ("credentials", Priority.P2, T0),
    ]
    assert alarms.first() is BAD
    alarms.see()
    assert alarms.first() is NO_TOKEN
    alarms.see()
    assert alarms.first() is None
    assert alarms.unanswered() == ()
    alarms.see()


def test_what_comes_back_soon_stays_seen_and_later_is_new() -> None:
    alarms = LampAlarms()
    alarms.observe([BAD], T0)
    alarms.see()
    alarms.observe([GOOD], T0 + 1_000)
    alarms.observe([BAD], T0 + 2_000)
    assert alarms.first() is None
    alarms.observe([], T0 + 2_000 + SAME_MS - 1)
    alarms.observe([], T0 + 2_000 + SAME_MS)
    assert alarms.first() is None
    alarms.observe([BAD], T0 + 90_000)
    assert [one.since for one in alarms.unanswered()] == [T0 + 90_000]
