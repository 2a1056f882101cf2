"""The lamps of RapidSOS: each from what was seen, and each with a next step when there is one."""

import asyncio
import collections.abc
import pathlib

import msgspec
import pytest

from app.domain.data_share.feed import Kind
from app.domain.incident.pulse import Lamp, LampState
from app.station import rapidsos_lamps as lamps
from app.station.duties.service_seen import ServiceSeen
from app.station.rapidsos.oauth import Observation, Standing
from tests.fake_clock import T0
from tests.station.rapidsos.answering import Said, answering
from tests.station.running import PLAY, running

KEY = ("share-1", Kind.LEI)
OTHER = ("share-2", Kind.LEI)


def failing(**changes: object) -> ServiceSeen:
    fields: dict[str, object] = {"failed_at": T0 - 1, "problem": "HTTP 503", "failing": {KEY}, **changes}
    return ServiceSeen("LEI", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lamp", "state", "words"),
    [
        (lamps.lei(ServiceSeen("LEI"), T0), LampState.NOT_PROVEN, "was not asked for locations since"),
        (lamps.lei(ServiceSeen("LEI", answered_at=T0, data_at=T0), T0), LampState.SEEN, "answered a question"),
        (lamps.lei(ServiceSeen("LEI", answered_at=T0), T0), LampState.NOT_PROVEN, "had no locations for any call"),
        (lamps.lei(ServiceSeen("LEI", answered_at=T0 - 700_000), T0), LampState.NOT_PROVEN, "lately"),
        (lamps.lei(failing(), T0), LampState.DOWN, "fails for 1 call: HTTP 503"),
        (lamps.rad_e(failing(answered_at=T0), T0), LampState.WARNING, "additional data fails"),
        (lamps.rad_e(failing(failing={KEY, OTHER}), T0), LampState.DOWN, "fails for 2 calls"),
        (lamps.credentials(Observation()), LampState.NOT_PROVEN, "No token was asked for"),
        (lamps.credentials(Observation(standing=Standing.ACCEPTED)), LampState.SEEN, "gave a token"),
        (
            lamps.credentials(Observation(standing=Standing.ACCEPTED, skew_ms=-3_600_000)),
            LampState.WARNING,
            "-3600 s off",
        ),
        (
            lamps.credentials(Observation(standing=Standing.REJECTED, problem="RapidSOS rejected them")),
            LampState.DOWN,
            "RapidSOS rejected them.",
        ),
        (
            lamps.credentials(Observation(standing=Standing.MISSING, problem="no client id")),
            LampState.WARNING,
            "No client id.",
        ),
        (
            lamps.credentials(Observation(standing=Standing.UNREACHABLE, problem="no connection")),
            LampState.DOWN,
            "No token came: no connection.",
        ),
        (
            lamps.credentials(Observation(standing=Standing.UNREACHABLE, accepted_at=T0)),
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
