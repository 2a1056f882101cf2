"""The pulse crosses the wire."""

import msgspec

from app.domain.lamp import Lamp, LampState
from app.protocol.sync import Events, Pulse


def test_an_answer_comes_back_as_it_was() -> None:
    lamp = Lamp(name="listener", state=LampState.SEEN, evidence="last request answered", observed_at=5)
    answer = Events(events=(), next="7", caught_up=True, pulse=Pulse(now=9, last_seq=7, lamps=(lamp,)))
    assert msgspec.json.decode(msgspec.json.encode(answer), type=Events) == answer
