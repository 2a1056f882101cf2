"""The lamps of RapidSOS: each from what was seen, and each with a next step when there is one."""

import asyncio
import collections.abc
import pathlib

import msgspec
import pytest

from app.domain.data_share.feed import FeedKind
from app.domain.lamp import Lamp, LampState
from app.station.rapidsos.oauth import CredentialState, Observation
from app.station.services import rapidsos_lamps
from app.station.services.polling.queue import FeedHealth
from tests.fake_clock import T0
from tests.station.rapidsos.answering import Said, answering
from tests.station.running import PLAY, running

KEY = ("share-1", FeedKind.LEI)
OTHER = ("share-2", FeedKind.LEI)


def failing(**changes: object) -> FeedHealth:
    fields: dict[str, object] = {"failed_at": T0 - 1, "problem": "HTTP 503", "failing": {KEY}, **changes}
    return FeedHealth("LEI", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lamp", "state", "words"),
    [
        (rapidsos_lamps.lei(FeedHealth("LEI"), T0), LampState.NOT_PROVEN, "was not asked for locations since"),
        (rapidsos_lamps.lei(FeedHealth("LEI", answered_at=T0, data_at=T0), T0), LampState.SEEN, "answered a question"),
        (
            rapidsos_lamps.lei(FeedHealth("LEI", answered_at=T0), T0),
            LampState.NOT_PROVEN,
            "had no locations for any call",
        ),
        (rapidsos_lamps.lei(FeedHealth("LEI", answered_at=T0 - 700_000), T0), LampState.NOT_PROVEN, "lately"),
        (rapidsos_lamps.lei(failing(), T0), LampState.DOWN, "fails for 1 call: HTTP 503"),
        (rapidsos_lamps.rad_e(failing(answered_at=T0), T0), LampState.WARNING, "additional data fails"),
        (rapidsos_lamps.rad_e(failing(failing={KEY, OTHER}), T0), LampState.DOWN, "fails for 2 calls"),
        (rapidsos_lamps.credentials(Observation()), LampState.NOT_PROVEN, "No token was asked for"),
        (rapidsos_lamps.credentials(Observation(standing=CredentialState.ACCEPTED)), LampState.SEEN, "gave a token"),
        (
            rapidsos_lamps.credentials(Observation(standing=CredentialState.ACCEPTED, skew_ms=-3_600_000)),
            LampState.WARNING,
            "-3600 s off",
        ),
        (
            rapidsos_lamps.credentials(
                Observation(standing=CredentialState.REJECTED, problem="RapidSOS rejected them")
            ),
            LampState.DOWN,
            "RapidSOS rejected them.",
        ),
        (
            rapidsos_lamps.credentials(Observation(standing=CredentialState.MISSING, problem="no client id")),
            LampState.WARNING,
            "No client id.",
        ),
        (
            rapidsos_lamps.credentials(
                Observation(standing=CredentialState.UNREACHABLE, failures=2, problem="no connection")
            ),
            LampState.NOT_PROVEN,
            "No token came: no connection.",
        ),
        (
            rapidsos_lamps.credentials(
                Observation(standing=CredentialState.UNREACHABLE, failures=3, problem="no connection")
            ),
            LampState.DOWN,
            "No token came: no connection.",
        ),
        (
            rapidsos_lamps.credentials(Observation(standing=CredentialState.UNREACHABLE, accepted_at=T0)),
            LampState.WARNING,
            "No token came",
        ),
    ],
)
def test_each_lamp_tells_what_was_seen(lamp: Lamp, state: LampState, words: str) -> None:
    assert lamp.state is state
    assert words in lamp.evidence
    if state in {LampState.DOWN, LampState.WARNING}:
        assert lamp.next_step


async def test_rejected_credentials_turn_red(
    tmp_path: pathlib.Path, expect_log: collections.abc.Callable[[str], None]
) -> None:
    expect_log("rejected the client credentials")
    async with answering() as rapidsos:
        rapidsos.says("/oauth/token", Said(status=401))
        settings = msgspec.structs.replace(PLAY, rapidsos_url=rapidsos.url)
        async with running(tmp_path, settings) as station, asyncio.timeout(10):
            while (await station.lamps())["credentials"] != "down":
                continue  # each question is a round trip
