"""Settings changed by an operator while a whole station runs."""

import asyncio
import hashlib
import json
import pathlib
import socket
import typing
import uuid

import pytest

from app.domain.data_share.signature import sign
from app.protocol.settings import SettingOrigin
from app.settings import Settings, SettingsSources
from app.station.journal.base import JournalUnavailableError
from app.station.journal.journal import Journal
from tests.station.given import SECRET, body
from tests.station.running import Running, running

FILE = "settings.toml"


async def wish(station: Running, values: dict[str, object], session: str | None = None, **more: str) -> typing.Any:  # noqa: ANN401 JSON
    session = session or (await station.command({"command": "SignOn", "name": "J. Tran"}))["session"]
    return await station.command({"command": "ChangeSettings", "session": session, "values": values, **more})


async def told(station: Running) -> dict[str, typing.Any]:
    answer = await station.ask("/settings")
    assert answer["problem"] == ""
    return {one["name"]: one for one in answer["settings"]}


async def test_a_change_is_written_recorded_and_in_force(tmp_path: pathlib.Path) -> None:
    (tmp_path / FILE).write_text("# ours since 2024\nretention_days = 30 # by the county's rule\n", encoding="utf-8")
    async with running(tmp_path) as station:
        assert "seq" in await wish(station, {"agencies": ["NY_0001"], "retention_days": 90, "lei_method": "GET"})
        text = (tmp_path / FILE).read_text(encoding="utf-8")
        assert "# ours since 2024\nretention_days = 90 # by the county's rule\n" in text
        assert 'agencies = ["NY_0001"]' in text
        found = await told(station)
        assert (found["retention_days"]["in_force"], found["retention_days"]["origin"]) == (90, "file")
        assert (found["lei_method"]["value"], found["lei_method"]["in_force"]) == ("GET", "POST")
        assert not found["lei_method"]["live"]
        content = body(account_id="NY_0161")
        assert await station.post(content, sign(content, SECRET)) == 200
        events = (await station.ask("/events?after=0"))["events"]
        (changed,) = [one for one in events if one["kind"] == "SettingsChanged"]
        assert changed["operator"] == "J. Tran"
        assert changed["body"]["names"] == ["agencies", "retention_days", "lei_method"]
        assert changed["body"]["before"]["retention_days"] == "30"
        assert changed["body"]["after"]["agencies"] == "NY_0001"
        (shared,) = [one for one in events if one["kind"] == "ShareReceived"]
        assert shared["body"]["warnings"] == ["ecc_not_listed"]


async def test_a_value_taken_out_is_the_default_again(tmp_path: pathlib.Path) -> None:
    (tmp_path / FILE).write_text("retention_days = 7\n", encoding="utf-8")
    async with running(tmp_path) as station:
        assert "seq" in await wish(station, {"retention_days": None})
        assert (await told(station))["retention_days"]["origin"] == "default"
    assert "retention_days" not in (tmp_path / FILE).read_text(encoding="utf-8")


async def test_what_may_carry_a_secret_stands_in_no_event(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        assert "seq" in await wish(station, {"escalate_url": "http://127.0.0.1:9/call?key=hush-hush"})
        events = await station.ask("/events?after=0")
        assert "hush-hush" not in json.dumps(events)
        assert "escalate_url" in json.dumps(events)
        digest = hashlib.sha256(b"http://127.0.0.1:9/call?key=hush-hush").hexdigest()
        assert f"SHA-256 {digest}" in json.dumps(events)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"retention_days": 0}, "0 won't do; it must be a number of days"),
        ({"retention": 9}, "no setting retention. Did you mean retention_days?"),
        ({"environment": "production"}, "this data directory was made for it"),
        ({"public_url": "https://shares.example.org"}, "calls nobody else"),
        ({"rapidsos_url": "https://api.rapidsos.com"}, "not on this computer"),
        ({"data_share_mapping": "/nowhere/mapping.toml"}, "remove the setting data_share_mapping"),
        ({"lei_aliases": "/nowhere/names.toml"}, "remove the setting lei_aliases"),
        ({"rapidsos_ca": "/nowhere/ca.pem"}, "the setting rapidsos_ca"),
        ({"tls_key": "key.pem"}, "belong together"),
        ({"tls_key": "/nowhere/k.pem", "tls_certificate": "/nowhere/c.pem"}, "nowhere"),
        ({"host": "203.0.113.77"}, "can't listen on 203.0.113.77"),
        ({"retention_days": 9, "trusted_proxies": ["proxy.example"]}, "no address and no network"),
        ({}, "Nothing was to be changed"),
    ],
)
async def test_what_will_not_do_changes_nothing(
    tmp_path: pathlib.Path, values: dict[str, object], sentence: str
) -> None:
    async with running(tmp_path) as station:
        assert sentence in (await wish(station, values))["refused"]
        assert not (tmp_path / FILE).exists()
        assert "SettingsChanged" not in await station.kinds()


async def test_a_port_that_is_taken_is_refused_before_it_is_written(tmp_path: pathlib.Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        async with running(tmp_path) as station:
            assert "can't listen" in (await wish(station, {"port": taken.getsockname()[1]}))["refused"]


async def test_nobody_signed_on_changes_nothing(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        assert "not signed on" in (await wish(station, {"retention_days": 9}, session="nobody"))["refused"]


async def test_the_same_wish_twice_is_one_change(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        session = (await station.command({"command": "SignOn", "name": "J. Tran"}))["session"]
        number = str(uuid.uuid4())
        first = await wish(station, {"retention_days": 9}, session, id=number)
        assert await wish(station, {"retention_days": 9}, session, id=number) == first
        assert (await station.kinds()).count("SettingsChanged") == 1


async def test_a_change_that_can_not_be_recorded_is_taken_back(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as station:
        session = (await station.command({"command": "SignOn", "name": "J. Tran"}))["session"]

        async def fails(*_: object, **_more: object) -> None:
            raise JournalUnavailableError("full")

        with monkeypatch.context() as broken:
            broken.setattr(Journal, "decide", fails)
            assert (await wish(station, {"retention_days": 9}, session)) is None
        assert not (tmp_path / FILE).exists()
        assert (await told(station))["retention_days"]["in_force"] == 30


async def test_an_unreadable_file_is_told(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        (tmp_path / FILE).write_text("port = \n", encoding="utf-8")
        answer = await station.ask("/settings")
        assert "is not a settings file" in answer["problem"]
        assert "is not a settings file" in (await wish(station, {"retention_days": 9}))["refused"]
        assert (tmp_path / FILE).read_text(encoding="utf-8") == "port = \n"


async def test_what_the_start_was_given_and_what_is_locked_stay(tmp_path: pathlib.Path) -> None:
    lock = tmp_path / "administrator.toml"
    lock.write_text('environment = "simulator"\nretention_days = 14\n', encoding="utf-8")
    folder = tmp_path / "data"
    folder.mkdir()
    sources = SettingsSources(folder, {"port": "0"}, {"WATCHFLOOR_REFUSE_WHEN_UNWATCHED": "true"}, lock)
    async with running(folder, Settings(environment="simulator", port=0), sources) as station:
        found = await told(station)
        assert [found[name]["origin"] for name in ("retention_days", "port", "refuse_when_unwatched")] == [
            SettingOrigin.LOCK.value,
            SettingOrigin.COMMAND_LINE.value,
            SettingOrigin.ENVIRONMENT.value,
        ]
        assert "locked by this computer's administrator" in (await wish(station, {"retention_days": 9}))["refused"]
        assert "when it started (command line, --port)" in (await wish(station, {"port": 9}))["refused"]
        refused = (await wish(station, {"refuse_when_unwatched": False}))["refused"]
        assert "environment, WATCHFLOOR_REFUSE_WHEN_UNWATCHED" in refused


async def test_who_is_called_and_whom_the_listener_believes_change_at_once(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        lamps = {one["name"]: one for one in (await station.ask("/events?after=0"))["pulse"]["lamps"]}
        before = lamps["path"]["state"]
        changes: dict[str, object] = {
            "public_url": station.ready.handler_url.removesuffix("/data_share_handler"),
            "escalate_command": ["/bin/true"],
            "trusted_proxies": ["127.0.0.1"],
            "callflow_http_answer": "thanks",
        }
        assert "seq" in await wish(station, changes)
        async with asyncio.timeout(10):
            while (await station.lamps())["path"] != "seen":  # noqa: ASYNC110 the station's own state
                await asyncio.sleep(0.02)
        assert before == "not_proven"
        address = station.ready.handler_url.replace("data_share_handler", "callflow_http")
        assert (await station.client.get(address, params={"event_id": "e"})).text == "thanks"
        assert "seq" in await wish(station, {"public_url": None})
        async with asyncio.timeout(10):
            while (await station.lamps())["path"] != before:  # noqa: ASYNC110 the station's own state
                await asyncio.sleep(0.02)
