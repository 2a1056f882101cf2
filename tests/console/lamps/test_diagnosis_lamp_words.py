import pytest

from app.console.lamps.diagnosis import SHAPES, evidence, meaning, name, state_words
from app.domain.lamp import Lamp, LampState

KNOWN = (
    "listener",
    "lei",
    "rad_e",
    "credentials",
    "disk",
    "clock",
    "keyring",
    "signature",
    "sound",
    "map",
    "station",
    "watch",
    "path",
)


@pytest.mark.parametrize("known", KNOWN)
def test_every_lamp_has_a_name_and_a_meaning(known: str) -> None:
    lamp = Lamp(name=known, state=LampState.SEEN, evidence="", observed_at=None)
    assert name(lamp) != known
    assert meaning(lamp)


@pytest.mark.parametrize("state", list(LampState))
def test_every_state_has_a_shape_and_words_and_none_says_ok(state: LampState) -> None:
    lamp = Lamp(name="listener", state=state, evidence="A request arrived.", observed_at=0)
    assert state in SHAPES
    assert state_words(lamp).lower() not in ("ok", "online", "connected")


def test_evidence_carries_its_age() -> None:
    lamp = Lamp(name="newer\u202e", state=LampState.SEEN, evidence="A request arrived.", observed_at=0)
    assert evidence(lamp, 42_000) == "A request arrived, 0:42 ago"
    assert name(lamp) == "newer⟨U+202E⟩"
    assert evidence(Lamp(name="x", state=LampState.NOT_PROVEN, evidence="", observed_at=None), 0) == "not proven"
