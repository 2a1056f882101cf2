"""What came to a real listener is told by the desk, and plays again without a trace."""

import json
import pathlib
import typing

import httpx
import pytest

from app.domain.data_share.signature import sign
from app.station.api import auth
from tests.station.given import SECRET, body
from tests.station.running import Running, running


async def listed(station: Running, query: str = "") -> list[dict[str, typing.Any]]:
    """The list without the station's own knocks, which come when they come."""
    answer = await station.ask(f"/requests{query}")
    return [one for one in answer["requests"] if one["outcome"] != "self_test"]


async def replay(station: Running, id_: str) -> httpx.Response:
    file = auth.read(station.folder)
    assert file is not None
    headers = {"Authorization": f"Bearer {file.token}", "Content-Type": "application/json"}
    return await station.client.post(f"{file.url}/requests/{id_}/replay", content=b"{}", headers=headers)


async def played(station: Running, id_: str) -> dict[str, typing.Any]:
    answer = await replay(station, id_)
    assert answer.status_code == 200
    return typing.cast("dict[str, typing.Any]", answer.json())


async def test_every_request_is_listed_with_what_became_of_it(tmp_path: pathlib.Path) -> None:
    good = body()
    async with running(tmp_path) as station:
        assert await station.post(good, sign(good, SECRET)) == 200
        assert await station.post(good, sign(good, SECRET)) == 200
        assert await station.post(body(), "0" * 40) == 401
        assert await station.post(b"{", sign(b"{", SECRET)) == 400
        assert (await station.client.get(station.ready.handler_url)).status_code == 405
        told = await listed(station)
        assert [(one["outcome"], one["status"], one["verdict"]) for one in told] == [
            ("refused", 405, ""),
            ("malformed", 400, "good"),
            ("refused", 401, "bad"),
            ("repeated", 200, "good"),
            ("accepted", 200, "good"),
        ]
        accepted = told[-1]
        assert (accepted["incident"], accepted["size"], accepted["durable"]) == (1001, len(good), True)
        assert accepted["took_ms"] > 0
        words = await station.ask(f"/requests/{accepted['id']}")
        stamps = [words["request"]["received_at"], words["verified_at"], words["stored_at"], words["answered_at"]]
        assert stamps == sorted(stamps)
        assert "token-of-a-fictional-share" not in json.dumps(words)
        assert words["answer"] == "{}"


async def test_only_what_is_new_is_told_again(tmp_path: pathlib.Path) -> None:
    async with running(tmp_path) as station:
        newest = (await station.ask("/requests"))["newest"]
        await station.client.get(station.ready.handler_url)
        assert [one["status"] for one in await listed(station, f"?since={newest}")] == [405]


async def test_a_replay_says_what_would_become_of_it_and_leaves_no_trace(tmp_path: pathlib.Path) -> None:
    good, malformed, unsigned = body(), b"{", body()
    async with running(tmp_path) as station:
        await station.post(good, sign(good, SECRET))
        await station.post(malformed, sign(malformed, SECRET))
        await station.post(unsigned, "0" * 40)
        before = await station.kinds()
        by_status = {one["status"]: one["id"] for one in await listed(station)}
        again = await played(station, by_status[200])
        assert (again["status"], again["decision"], again["incident"]) == (200, "repeats", 1001)
        assert again["judged_now"]
        assert ["phone", "+12125550123"] in again["untrusted_read"]
        assert "token-of-a-fictional-share" not in json.dumps(again)
        bad = await played(station, by_status[400])
        assert (bad["status"], bad["decision"], bad["verdict"]) == (400, "quarantines", "good")
        assert bad["problem"]
        stranger = await played(station, by_status[401])
        assert (stranger["status"], stranger["decision"], stranger["verdict"]) == (401, "quarantines", "bad")
        assert await station.kinds() == before
        assert len(await listed(station)) == 3


async def test_what_was_stored_by_an_earlier_run_is_listed_and_plays(tmp_path: pathlib.Path) -> None:
    good, other = body(), body(query={"caller_id": "12125550199"})
    async with running(tmp_path) as station:
        await station.post(good, sign(good, SECRET))
        await station.post(other, "0" * 40)
    async with running(tmp_path) as station:
        told = await listed(station)
        assert [(one["id"][0], one["outcome"], one["status"]) for one in told] == [
            ("q", "refused", 401),
            ("e", "accepted", 200),
        ]
        kept, stored = told
        assert "12125550199" in (await station.ask(f"/requests/{kept['id']}"))["untrusted_text"]
        assert "12125550123" in (await station.ask(f"/requests/{stored['id']}"))["untrusted_text"]
        again = await played(station, stored["id"])
        assert (again["status"], again["decision"], again["judged_now"]) == (200, "repeats", False)
        assert (await played(station, kept["id"]))["status"] == 401
        assert await listed(station, f"?before={stored['id'][1:]}") == []


@pytest.mark.parametrize("id_", ["r999999", "e1", "q999"])
async def test_what_is_not_there(tmp_path: pathlib.Path, id_: str) -> None:
    async with running(tmp_path) as station:
        assert (await replay(station, id_)).status_code == 404
