import typing

import pytest

from app.domain.data_share.signature import Signature
from app.domain.lamp import Lamp, LampState
from app.station import health
from app.station.health import SelfTest
from tests.fake_clock import T0

URL = "http://127.0.0.1:8911/data_share_handler"
GIB = 1024**3
DAY_MS = health.DAY_MS


@pytest.mark.parametrize(
    ("lamp", "state", "words"),
    [
        (health.listener(SelfTest(at=T0 - 9_000), URL, T0), LampState.SEEN, "answered the station itself"),
        (health.listener(SelfTest(), URL, T0), LampState.NOT_PROVEN, "was not tried"),
        (health.listener(SelfTest(at=T0 - 31_000), URL, T0), LampState.NOT_PROVEN, "was not tried lately"),
        (health.listener(SelfTest(at=T0, problem="refused"), URL, T0), LampState.DOWN, "does not answer: refused"),
        (health.certificate(T0 + 15 * DAY_MS, "", T0), LampState.SEEN, "good for 15 more days"),
        (health.certificate(T0 + 13 * DAY_MS, "", T0), LampState.WARNING, "good for 13 more days"),
        (health.certificate(T0 + 90 * DAY_MS, "Half a key.", T0), LampState.WARNING, "Half a key."),
        (health.certificate(T0, "Half a key.", T0), LampState.DOWN, "has ended"),
        (health.disk(None, 5 * GIB, T0), LampState.SEEN, "Recording; 5.0 GiB free"),
        (health.disk(None, GIB // 2, T0), LampState.WARNING, "only 0.5 GiB free"),
        (health.disk(None, None, T0), LampState.WARNING, "can't be told"),
        (health.disk("OSError: full", GIB, T0), LampState.DOWN, "Nothing is recorded: OSError: full"),
        (health.clock(-1_999, T0), LampState.SEEN, "-2.0 s off"),
        (health.clock(3_600_000, T0), LampState.WARNING, "was moved: it is +3600.0 s"),
        (health.keyring(locked=False, problem=None, now=T0), LampState.SEEN, "opens all records"),
        (health.keyring(locked=False, problem="No keyring.", now=T0), LampState.WARNING, "No keyring."),
        (health.keyring(locked=True, problem=None, now=T0), LampState.DOWN, "is not here"),
        (health.keyring(locked=True, problem="Locked.", now=T0), LampState.DOWN, "Locked."),
        (health.signature(has_secret=False, judged={}), LampState.DOWN, "There is no shared secret"),
        (health.signature(has_secret=True, judged={}), LampState.NOT_PROVEN, "no share came"),
        (health.signature(has_secret=True, judged={Signature.GOOD: T0}), LampState.SEEN, "good signature"),
        (
            health.signature(has_secret=True, judged={Signature.GOOD: T0, Signature.BAD: T0 + 1}),
            LampState.WARNING,
            "wrong signature",
        ),
        (
            health.signature(has_secret=True, judged={Signature.BAD: T0, Signature.GOOD: T0 + 1}),
            LampState.SEEN,
            "good signature",
        ),
    ],
)
def test_each_lamp_tells_what_was_seen(lamp: Lamp, state: LampState, words: str) -> None:
    assert lamp.state is state
    assert words in lamp.evidence


@pytest.mark.parametrize(
    "lamp",
    [
        health.listener(SelfTest(problem="refused"), URL, T0),
        health.disk("full", 0, T0),
        health.disk(None, 1, T0),
        health.clock(9_999, T0),
        health.keyring(locked=True, problem=None, now=T0),
        health.signature(has_secret=False, judged={}),
        health.signature(has_secret=True, judged={Signature.BAD: T0}),
    ],
)
def test_trouble_names_the_next_step(lamp: Lamp) -> None:
    assert lamp.next_step


@pytest.mark.parametrize(
    ("watching", "given", "state", "words"),
    [
        (("ANNA",), {}, LampState.SEEN, "ANNA watching"),
        ((), {}, LampState.NOT_PROVEN, "Nobody is signed on"),
        ((), {"since": T0}, LampState.DOWN, "UNWATCHED"),
        ((), {"since": T0, "ways": 1, "refuses": True}, LampState.DOWN, "refused with 503"),
        ((), {"since": T0, "ways": 1, "problems": ("HTTP 500",)}, LampState.DOWN, "failed: HTTP 500"),
    ],
)
def test_watch(watching: tuple[str, ...], given: dict[str, typing.Any], state: LampState, words: str) -> None:
    fields = {"since": None, "refuses": False, "ways": 0, "problems": (), **given}
    lamp = health.watch(watching, health.Watching(**fields), T0)
    assert lamp.state is state
    assert words in lamp.evidence
    assert ("Nobody is called" in lamp.next_step) == (state is LampState.DOWN and not fields["ways"])


@pytest.mark.parametrize(
    ("address", "at", "problem", "lost", "state"),
    [
        (None, None, "", False, LampState.NOT_PROVEN),
        ("https://shares.example.org", None, "", False, LampState.NOT_PROVEN),
        ("https://shares.example.org", None, "HTTP 502", False, LampState.NOT_PROVEN),
        ("https://shares.example.org", T0, "", False, LampState.SEEN),
        ("https://shares.example.org", T0, "HTTP 502", True, LampState.DOWN),
    ],
)
def test_path(address: str | None, at: int | None, problem: str, lost: bool, state: LampState) -> None:
    assert health.path(address, at, problem, lost=lost).state is state
