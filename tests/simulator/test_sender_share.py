import asyncio
import json
from pathlib import Path

import pytest

from app.simulator import scenario as simulator_scenario
from app.simulator import sender
from app.simulator.sender import Portal
from tests.simulator.pretend_station import pretend_station


def test_bodies_are_of_different_callers_with_tokens_of_their_own() -> None:
    made = [json.loads(body) for body in sender.bodies("flood", simulator_scenario.load("flood"), 230)]
    assert len(made) == 230
    assert len({body["access_token"] for body in made}) == 230
    numbers = {json.dumps(body["query"]) for body in made}
    assert len(numbers) > 200
    assert all("55501" in number for number in numbers)


def test_an_open_loop_waits_for_no_answer(capsys: pytest.CaptureFixture[str]) -> None:
    async def scenario() -> bool:
        async with pretend_station() as station, Portal("s") as portal:
            return await sender.send(
                portal, station.url, sender.bodies("calm", simulator_scenario.load("calm"), 20), 400.0
            )

    assert asyncio.run(scenario())
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["status"] for line in lines] == [200] * 20
    assert len({line["request_sha256"] for line in lines}) == 20


def test_one_answer_that_is_not_200_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = tmp_path / "body.json"
    body.write_bytes(b"\xff not json")

    async def scenario() -> bool:
        async with pretend_station() as station, Portal("s") as portal:
            station.status = 400
            good = await sender.send(portal, station.url, sender.same_body(body, 3), None)
            assert [post.body for post in station.posts] == [b"\xff not json"] * 3
            return good

    assert not asyncio.run(scenario())
    assert capsys.readouterr().out.count('"status":400') == 3
