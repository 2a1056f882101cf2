import asyncio

import httpx
import pytest

from tests.simulator.pretend_rapidsos import pretend_rapidsos


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        ("400", 400, b"detail"),
        ("401", 401, b"Invalid authentication"),
        ("403", 403, b"Forbidden"),
        ("404", 404, b"Not found"),
        ("204", 204, b""),
        ("500", 500, b"detail"),
        ("503", 503, b"<html>"),
        ("empty_list", 200, b'{"locations": []}'),
        ("empty_object", 200, b"{}"),
        ("null", 200, b"null"),
        ("wrong_type", 200, b"seven"),
        ("garbage", 200, b"\xff"),
        ("html", 200, b"guest network"),
        ("truncated", 200, b'{"locations": ['),
        ("nan", 200, b"NaN"),
        ("deep", 200, b"[[[[[["),
        ("redirect", 307, b""),
    ],
)
def test_feeds_answer_wrongly_on_demand(answer: str, status: int, body: bytes) -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            rapidsos.shared("ride-downtown")
            await rapidsos.order(do="fail", feed="lei", answer=answer, count=1)
            failed = await rapidsos.location()
            assert failed.status_code == status
            assert body in failed.content
            assert (await rapidsos.location()).status_code == 200
            kept = (await rapidsos.client.get("/simulator/received")).json()
            assert kept["answers"] == {f"lei {answer}": 1, "lei 200": 1}

    asyncio.run(scenario())


def test_too_many_requests_says_when_to_come_back() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            await rapidsos.order(do="fail", feed="rad_e", answer="429", retry_after_s=20)
            assert (await rapidsos.rad_e(caller_id="1")).headers["Retry-After"] == "20"

    asyncio.run(scenario())


@pytest.mark.parametrize("answer", ["cut", "reset"])
def test_connections_break_in_the_middle(answer: str) -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            await rapidsos.order(do="fail", feed="lei", answer=answer)
            with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
                await rapidsos.location()

    asyncio.run(scenario())


@pytest.mark.parametrize("answer", ["timeout", "slow"])
def test_some_answers_never_come_and_hold_nobody_up(answer: str) -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            rapidsos.shared("ride-downtown")
            await rapidsos.order(do="fail", feed="lei", answer=answer, count=1)
            rapidsos.client.timeout = httpx.Timeout(0.1)
            with pytest.raises(httpx.ReadTimeout):
                await asyncio.wait_for(rapidsos.location(), 0.6)
            rapidsos.client.timeout = httpx.Timeout(5)
            assert (await rapidsos.location()).status_code == 200

    asyncio.run(scenario())


def test_an_answer_may_be_larger_than_anybody_should_read() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            await rapidsos.order(do="fail", feed="rad_e", answer="huge")
            async with rapidsos.client.stream("GET", "/rad-e") as answer:
                assert int(answer.headers["Content-Length"]) > 16 * 1024 * 1024

    asyncio.run(scenario())


def test_failures_end_by_the_clock_by_number_and_when_healed() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            rapidsos.shared("ride-downtown")
            await rapidsos.order(do="fail", feed="lei", answer="500", for_s=10)
            await rapidsos.order(do="fail", feed="lei", answer="403", caller_id="12175550199")
            assert (await rapidsos.location()).status_code == 500
            rapidsos.clock.seconds = 11.0
            assert (await rapidsos.location()).status_code == 200
            await rapidsos.order(do="fail", feed="lei", answer="403", caller_id="12175550143")
            assert (await rapidsos.location()).status_code == 403
            await rapidsos.order(do="heal")
            assert (await rapidsos.location()).status_code == 200

    asyncio.run(scenario())


def test_a_scenario_has_outages_that_begin_and_end() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos("outage") as rapidsos:
            rapidsos.shared("ride-downtown")
            statuses = []
            for second in (19.0, 21.0, 54.0, 56.0):
                rapidsos.clock.seconds = second
                statuses.append((await rapidsos.location()).status_code)
            assert statuses == [200, 503, 503, 200]
            rapidsos.clock.seconds = 21.0
            await rapidsos.order(do="heal")
            assert (await rapidsos.location()).status_code == 200

    asyncio.run(scenario())


def test_a_token_may_be_expired_on_arrival() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            await rapidsos.order(do="fail", feed="oauth", answer="already_expired", count=1)
            expired = await rapidsos.own_token()
            assert (await rapidsos.location(expired)).status_code == 401

    asyncio.run(scenario())


@pytest.mark.parametrize("order", [b"", b"[]", b'{"do": "nothing"}', b'{"do": "fail", "feed": "x", "answer": "500"}'])
def test_a_wrong_order_gets_a_reason(order: bytes) -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            answer = await rapidsos.client.post("/simulator/control", content=order)
            assert answer.status_code == 400
            assert answer.json()["detail"]

    asyncio.run(scenario())


def test_only_loopback_names_are_answered() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            rebound = await rapidsos.client.get("/simulator/received", headers={"Host": "rebound.example.com"})
            assert rebound.status_code == 403
            away = {"do": "target", "handler_url": "http://example.com/data_share_handler"}
            assert (await rapidsos.client.post("/simulator/control", json=away)).status_code == 400

    asyncio.run(scenario())
