import asyncio
import hashlib

import httpx
import pytest

from app.simulator.process import Targets
from tests.simulator.pretend_rapidsos import SECRETS, Pretend, pretend_rapidsos
from tests.simulator.pretend_station import pretend_station

GOOD: dict[str, object] = {
    "callflow": "company_dataconnect_v1",
    "variables": {
        "caller_info": {"full_name": "Rowan Testwell", "phone_number": "2175550143"},
        "location": {"latitude": "39.798912", "longitude": "-89.644021", "uncertainty": "9"},
        "event_info": {"event_id": "evt-000143"},
    },
}


async def triggered(rapidsos: Pretend, body: object = GOOD) -> httpx.Response:
    """Trigger with a fresh token of the console's own."""
    headers = {"Authorization": f"Bearer {await rapidsos.own_token()}"}
    return await rapidsos.client.post("/v1/rem/trigger", json=body, headers=headers)


async def received(rapidsos: Pretend) -> list[dict[str, str]]:
    kept = (await rapidsos.client.get("/simulator/received")).json()
    assert len(kept["triggers"]) == kept["requests"].get("trigger", 0)
    triggers: list[dict[str, str]] = kept["triggers"]
    return triggers


def test_a_good_trigger_is_accepted_counted_and_kept_byte_for_byte() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            answer = await triggered(rapidsos)
            assert (answer.status_code, answer.json()["code"]) == (200, 0)
            (kept,) = await received(rapidsos)
            assert kept["request_sha256"] == hashlib.sha256(answer.request.content).hexdigest()
            assert kept["request"].encode() == answer.request.content
            assert (kept["answered"], kept["id"]) == ("0", answer.json()["id"])

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("variables", "missing"),
    [
        ({"caller_info": {"phone_number": "2175550143"}}, "caller_info.full_name"),
        ({"user": {"full_name": "Rowan Testwell"}}, "caller_info.phone_number"),
        ({"user_name": "Rowan Testwell", "user_phone": "911"}, "is not a phone number"),
        ({"user_name": "Rowan Testwell", "user_phone": "2175550143"}, "location"),
        (
            {"user_name": "Rowan", "user_phone": "2175550143", "location": {"latitude": "91", "longitude": 0}},
            "location.latitude",
        ),
        (
            {"user_name": "Rowan", "user_phone": "2175550143", "location": {"latitude": 1, "longitude": True}},
            "location.longitude",
        ),
        (
            {"user_name": "Rowan", "user_phone": "2175550143", "location": {"latitude": "N", "longitude": 1}},
            "location.latitude",
        ),
        ("text", "variables"),
    ],
)
def test_a_trigger_that_lacks_something_is_a_validation_error(variables: object, missing: str) -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            answer = await triggered(rapidsos, {"callflow": "x", "variables": variables})
            assert (answer.status_code, answer.json()["code"], answer.json()["id"]) == (400, -2, "")
            assert missing in answer.json()["message"]

    asyncio.run(scenario())


@pytest.mark.parametrize("body", [[], {"variables": {}}, {"callflow": "", "variables": {}}, "text"])
def test_a_trigger_that_is_none_is_a_validation_error(body: object) -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            assert (await triggered(rapidsos, body)).json()["code"] == -2

    asyncio.run(scenario())


def test_a_share_token_triggers_nothing_and_is_counted() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            rapidsos.shared("ride-downtown", "t-1")
            bearer = {"Authorization": "Bearer t-1"}
            answer = await rapidsos.client.post("/v1/rem/trigger", json=GOOD, headers=bearer)
            assert (answer.status_code, answer.json()) == (401, {"detail": "Unauthorized"})
            assert [kept["answered"] for kept in await received(rapidsos)] == ["401"]

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        ("server_error", 200, '{"code":-1,"id":"","message":"Server error"}'),
        ("validation_error", 400, '"code":-2'),
        ("no_code", 200, '"code":null'),
        ("504", 504, "<html>"),
        ("408", 408, "detail"),
        ("429", 429, "detail"),
        ("garbage", 200, "garbage"),
    ],
)
def test_answers_on_demand(answer: str, status: int, body: str) -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            await rapidsos.order(do="fail", feed="trigger", answer=answer, count=1)
            failed = await triggered(rapidsos)
            assert failed.status_code == status
            assert body.encode() in failed.content
            assert (await triggered(rapidsos)).json()["code"] == 0
            assert [kept["answered"] for kept in await received(rapidsos)] == [answer, "0"]

    asyncio.run(scenario())


@pytest.mark.parametrize("answer", ["lost", "cut", "reset", "server_error_with_id", "late"])
def test_a_flow_may_have_started_though_nobody_says_so(answer: str) -> None:
    async def scenario() -> None:
        async with pretend_station() as station:
            targets = Targets(status_url=station.url + "/callflow_status")
            async with pretend_rapidsos(targets=targets) as rapidsos:
                await rapidsos.order(do="fail", feed="trigger", answer=answer, delay_s=0.01)
                if answer in ("lost", "cut", "reset"):
                    with pytest.raises(httpx.RemoteProtocolError):
                        await triggered(rapidsos)
                else:
                    assert (await triggered(rapidsos)).json()["id"]
                (kept,) = await received(rapidsos)
                if answer == "reset":
                    assert kept["id"] is None
                else:
                    await station.has(1)
                    assert kept["id"].encode() in station.posts[0].body

    asyncio.run(scenario())


def test_trigger_failures_do_not_fit_other_feeds() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            order = {"do": "fail", "feed": "lei", "answer": "lost"}
            answer = await rapidsos.client.post("/simulator/control", json=order)
            assert (answer.status_code, "trigger only" in answer.text) == (400, True)

    asyncio.run(scenario())


def test_the_tokens_are_not_in_what_was_received() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            await triggered(rapidsos)
            text = (await rapidsos.client.get("/simulator/received")).text
            assert "sim-own" not in text
            assert (SECRETS.client_secret or "") not in text

    asyncio.run(scenario())
