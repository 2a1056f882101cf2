"""A whole station: what arrives is stored, told and survives; what is wrong is a lamp or a sentence."""

import asyncio
import collections.abc
import json
import pathlib
import socket
import time

import msgspec
import pytest

from app.core.clock import SystemClock
from app.core.errors import Exit, RefusedError
from app.core.logs import Redactor
from app.domain.data_share.signature import sign
from app.settings import Settings, SettingsSources
from app.station import startup
from app.station.api import auth, routes
from app.station.app import ReadyLine, Station
from app.station.journal.base import JOURNAL
from app.station.live_settings import SettingsInForce
from app.station.secrets.secrets import Secrets
from app.station.services import keyring_watch
from app.station.webhooks import listener
from tests.station.given import SECRET, body
from tests.station.running import PLAY, Running, running


async def _lamp(station: Running, name: str, state: str) -> None:
    async with asyncio.timeout(10):
        while (await station.lamps())[name] != state:
            continue  # each question is a round trip


async def test_a_share_is_stored_told_and_survives_a_restart(tmp_path: pathlib.Path) -> None:
    content = body()
    async with running(tmp_path) as station:
        assert await station.post(content, sign(content, SECRET)) == 200
        assert (await station.kinds())[-2:] == ["ShareReceived", "LocationFixed"]
        assert (await station.ask("/hello"))["handler_url"] == station.ready.handler_url
    assert auth.read(tmp_path) is None
    async with running(tmp_path) as station:
        assert await station.post(content, sign(content, SECRET)) == 200
        kinds = await station.kinds()
    assert kinds == [
        "StationStarted",
        "ChecklistsAdopted",
        "ShareReceived",
        "LocationFixed",
        "StationStopped",
        "StationStarted",
        "ShareRepeated",
    ]


async def test_the_lamps_of_a_healthy_station(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        await _lamp(station, "listener", "seen")
        assert await station.lamps() == {
            "listener": "seen",
            "disk": "seen",
            "clock": "seen",
            "keyring": "seen",
            "signature": "not_proven",
            "watch": "not_proven",
            "path": "not_proven",
            "lei": "not_proven",
            "rad_e": "not_proven",
            "credentials": "not_proven",
        }


async def test_the_desk_file_of_a_simulator_carries_its_throw_away_secret(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path):
        file = auth.read(tmp_path)
    assert file is not None
    assert (file.simulator or {})["WATCHFLOOR_SHARED_SECRET"] == SECRET


async def test_without_a_secret_it_runs_with_a_red_lamp_and_keeps_what_comes(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Secrets, "shared", lambda _: ())
    content = body()
    async with running(tmp_path) as station:
        assert await station.post(content, sign(content, SECRET)) == 401
        assert (await station.lamps())["signature"] == "down"
        assert (await station.kinds())[-1] == "BodyQuarantined"
    monkeypatch.undo()
    async with running(tmp_path) as station, asyncio.timeout(10):
        while "ShareReceived" not in await station.kinds():
            continue  # each question is a round trip


async def test_a_locked_keyring_costs_old_words_until_it_is_unlocked(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring_watch, "UNLOCK_EVERY_S", 0.01)
    async with running(tmp_path):
        pass
    locked = True
    keyed = Secrets.seal_key
    monkeypatch.setattr(Secrets, "seal_key", lambda self: None if locked else keyed(self))
    content = body()
    async with running(tmp_path) as station:
        assert (await station.lamps())["keyring"] == "down"
        assert await station.post(content, sign(content, SECRET)) == 200
        locked = False
        await _lamp(station, "keyring", "seen")


async def test_a_stop_by_command_is_recorded_once(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        file = auth.read(tmp_path)
        assert file is not None
        answer = await station.client.post(
            f"{file.url}/commands",
            json={"command": "StopStation", "id": "1"},
            headers={"Authorization": f"Bearer {file.token}"},
        )
        assert answer.status_code == 200
    async with running(tmp_path) as station:
        assert (await station.kinds()).count("StationStopped") == 1


async def test_a_listener_that_is_gone_turns_its_lamp_red(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "SELF_TEST_EVERY_S", 0.01)
    async with running(tmp_path) as station:
        await _lamp(station, "listener", "seen")
        monkeypatch.setattr(listener, "PATIENCE_S", 0)
        await _lamp(station, "listener", "down")


async def test_a_duty_that_fails_is_reported(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, expect_log: collections.abc.Callable[[str], None]
) -> None:
    async def broken(*_: object) -> None:
        raise ValueError("broken on purpose")

    expect_log("The duty self-test ended by a failure")
    monkeypatch.setattr(listener, "self_test", broken)
    content = body()
    async with running(tmp_path) as station:
        assert await station.post(content, sign(content, SECRET)) == 200


async def _refused(folder: pathlib.Path, settings: Settings, environ: dict[str, str]) -> RefusedError:
    place = startup.data_directory_for(folder, settings)
    station = Station(
        place,
        SettingsInForce(settings, SettingsSources(folder, {}, {})),
        SystemClock(),
        Secrets(place, environ, Redactor()),
        Redactor(),
    )
    with pytest.raises(RefusedError) as refused:
        await station.run(lambda _ready: None)
    return refused.value


async def test_a_port_in_use(tmp_path: pathlib.Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = await _refused(tmp_path, Settings(environment="simulator", port=taken.getsockname()[1]), {})
    assert refused.code is Exit.PORT
    assert auth.read(tmp_path) is None


async def test_a_first_start_without_a_key_to_seal_for(tmp_path: pathlib.Path) -> None:
    refused = await _refused(tmp_path, Settings(port=0), {"WATCHFLOOR_SHARED_SECRET": "s"})
    assert refused.code is Exit.JOURNAL
    assert "WATCHFLOOR_SEAL_KEY" in str(refused)


async def test_another_environment(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path):
        pass
    refused = await _refused(tmp_path, Settings(environment="production", port=0), {})
    assert refused.code is Exit.JOURNAL
    assert "was made for simulator, not for production" in str(refused)


async def test_a_disk_that_fails_from_the_start_is_a_lamp(
    tmp_path: pathlib.Path, expect_log: collections.abc.Callable[[str], None]
) -> None:
    expect_log("Nothing is recorded")
    expect_log("could not be recorded")
    expect_log("could not be stored")
    expect_log("could not be looked through")
    (tmp_path / JOURNAL).mkdir()
    content = body()
    async with running(tmp_path) as station:
        assert await station.post(content, sign(content, SECRET)) == 503
        pulse = (await station.ask("/events?after=open"))["pulse"]
    assert not pulse["recording"]
    assert {"name": "disk", "state": "down"}.items() <= next(
        lamp for lamp in pulse["lamps"] if lamp["name"] == "disk"
    ).items()


def test_the_ready_line() -> None:
    ready = ReadyLine(pid=7, handler_url="h", status_url="s", desk_url="d")
    line = msgspec.json.encode(ready)
    assert json.loads(line) == {"ready": True, "pid": 7, "handler_url": "h", "status_url": "s", "desk_url": "d"}
    assert PLAY.port == 0


async def test_a_secret_put_into_the_keyring_is_taken_over_at_once(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: tuple[str, ...] = ()
    monkeypatch.setattr(Secrets, "shared", lambda _: known)
    content = body()
    async with running(tmp_path) as station:
        assert await station.post(content, sign(content, SECRET)) == 401
        known = (SECRET,)
        file = auth.read(tmp_path)
        assert file is not None
        headers = {"Authorization": f"Bearer {file.token}"}
        answer = await station.client.post(file.url + routes.SECRETS_PATH, json={}, headers=headers)
        assert answer.json() == {"problem": None, "given": ["SHARED_SECRET"]}
        assert "ShareReceived" in await station.kinds()


async def test_a_clock_that_was_ahead_and_then_right_costs_no_ring_and_is_told(tmp_path: pathlib.Path) -> None:
    ahead, content = SystemClock(lambda: time.time_ns() + 3_600 * 10**9), body()
    async with running(tmp_path, clock=ahead) as station:
        assert await station.post(content, sign(content, SECRET)) == 200
    async with running(tmp_path) as station:
        assert (await station.lamps())["clock"] == "warning"
        assert await station.post(content, sign(content, SECRET)) == 200
        events = (await station.ask("/events?after=0"))["events"]
    [again] = [one["body"] for one in events if one["kind"] == "ShareRepeated"]
    assert not again["quiet"]
    assert [one["kind"] for one in events].count("ClockStepped") == 1


DUTIES = [
    "backup",
    "checklists",
    "credentials",
    "escalate",
    "forget",
    "public path",
    "poller",
    "self-test",
    "triggers",
    "unlock",
    "unwatched",
    "watch",
]


@pytest.mark.parametrize("duty", DUTIES)
async def test_a_duty_that_is_killed_comes_back_and_is_a_lamp_with_a_time(tmp_path: pathlib.Path, duty: str) -> None:
    settings = msgspec.structs.replace(PLAY, public_url="http://127.0.0.1:9")

    def running_now() -> list[asyncio.Task[object]]:
        return [one for one in asyncio.all_tasks() if one.get_name() == duty]

    async with running(tmp_path, settings) as station:
        [task] = running_now()
        task.cancel()
        await asyncio.wait([task])
        pulse = (await station.ask("/events?after=0"))["pulse"]
        [lamp] = [one for one in pulse["lamps"] if one["name"] == "duties"]
        assert duty in lamp["evidence"]
        assert abs(lamp["observed_at"] - pulse["now"]) < 60_000
        async with asyncio.timeout(10):
            while not running_now():  # noqa: ASYNC110 what is waited for is told by nobody
                await asyncio.sleep(0.01)
