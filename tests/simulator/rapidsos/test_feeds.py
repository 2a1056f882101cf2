import asyncio

import msgspec
import pytest

from app.simulator import scenario as simulator_scenario
from app.simulator.scenario import AnswerWindow, Location, Scenario
from tests.simulator.moved_clock import T0
from tests.simulator.pretend_rapidsos import pretend_rapidsos

RIDER = "12175550143"


def calm_with(**changed: object) -> Scenario:
    """The calm scenario, its one call changed."""
    calm = simulator_scenario.load("calm")
    return msgspec.structs.replace(calm, calls=[msgspec.structs.replace(calm.calls[0], **changed)])


def test_moving_caller_moves_and_is_seen_ever_more_exactly() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            rapidsos.shared("ride-downtown")
            first = (await rapidsos.location()).json()
            rapidsos.clock.seconds = 20.0
            second = (await rapidsos.location()).json()
            assert first["caller_id"] == RIDER
            assert (first["latitude"], first["longitude"]) != (second["latitude"], second["longitude"])
            assert second["uncertainty_radius"] < first["uncertainty_radius"]
            assert second["location_time"] - first["location_time"] == 20_000
            assert first["location_time"] == T0

    asyncio.run(scenario())


def test_still_caller_repeats_the_same_record() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos("evening") as rapidsos:
            rapidsos.shared("kitchen-fall")
            rapidsos.clock.seconds = 110.0
            first = (await rapidsos.location(caller_id="14105550112")).json()
            rapidsos.clock.seconds = 200.0
            assert (await rapidsos.location(caller_id="14105550112")).json() == first
            assert first["location"]["civic"]["street_1"] == "1200 Example Parkway"

    asyncio.run(scenario())


def test_history_is_ascending_and_after_start() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            rapidsos.shared("ride-downtown")
            rapidsos.clock.seconds = 60.0
            oldest = (await rapidsos.location(limit=3)).json()["locations"]
            times = [record["location_time"] for record in oldest]
            assert times == [T0 - 25_000, T0 - 20_000, T0 - 15_000]
            later = (await rapidsos.location(start=T0 + 40_000, limit=100)).json()["locations"]
            assert [record["location_time"] - T0 for record in later] == [45_000, 50_000, 55_000, 60_000]
            assert len((await rapidsos.location(start=1)).json()["locations"]) == 10
            assert (await rapidsos.location(start=T0 + 90_000)).status_code == 404

    asyncio.run(scenario())


@pytest.mark.parametrize("ignored", [-5, 0, "soon", None])
def test_a_start_that_is_no_positive_number_is_ignored(ignored: object) -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            rapidsos.shared("ride-downtown")
            records = (await rapidsos.location(start=ignored, limit=1)).json()["locations"]
            assert records[0]["location_time"] == T0 - 25_000

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("shape", "path"),
    [
        ("flat", ["latitude"]),
        ("wrapped", ["location", "latitude"]),
        ("list", [0, "latitude"]),
        ("results", ["results", 0, "latitude"]),
        ("geodetic", ["geodetic", "latitude"]),
    ],
)
def test_every_container_of_the_contract(shape: str, path: list[str | int]) -> None:
    async def scenario() -> None:
        lei = msgspec.convert({"shape": shape}, Location)
        async with pretend_rapidsos(calm_with(lei=lei)) as rapidsos:
            rapidsos.shared("ride-downtown")
            found = (await rapidsos.location()).json()
            for step in path:
                found = found[step]
            assert isinstance(found, float)

    asyncio.run(scenario())


def test_numbers_may_come_as_text() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos(calm_with(lei=Location(shape="text"))) as rapidsos:
            rapidsos.shared("ride-downtown")
            record = (await rapidsos.location()).json()
            assert float(record["latitude"]) == pytest.approx(39.80, abs=0.02)
            assert record["location_time"] == str(T0)

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("how", "status", "body"),
    [("404", 404, b"No location"), ("204", 204, b""), ("empty_list", 200, b"[]"), ("empty_object", 200, b"{}")],
)
def test_every_way_to_know_nothing(how: str, status: int, body: bytes) -> None:
    async def scenario() -> None:
        lei = msgspec.convert({"known": False, "no_data": how}, Location)
        async with pretend_rapidsos(calm_with(lei=lei)) as rapidsos:
            rapidsos.shared("ride-downtown")
            answer = await rapidsos.location()
            assert answer.status_code == status
            assert body in answer.content

    asyncio.run(scenario())


@pytest.mark.parametrize(("ends_with", "status"), [("no_data", 404), ("refused", 401)])
def test_answers_end_some_time_after_a_call_whose_end_is_never_told(ends_with: str, status: int) -> None:
    async def scenario() -> None:
        window = msgspec.convert(
            {"call_lasts_s": 100, "answers_after_call_s": 600, "ends_with": ends_with}, AnswerWindow
        )
        async with pretend_rapidsos(calm_with(window=window)) as rapidsos:
            rapidsos.shared("ride-downtown")
            rapidsos.clock.seconds = 699.0
            answer = await rapidsos.location()
            assert answer.status_code == 200
            assert b"end" not in answer.content
            rapidsos.clock.seconds = 701.0
            assert (await rapidsos.location()).status_code == status

    asyncio.run(scenario())


def test_a_call_ends_on_demand() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            rapidsos.shared("ride-downtown")
            await rapidsos.order(do="end", caller_id=RIDER, how="refused")
            assert (await rapidsos.location()).status_code == 401
            unknown = {"do": "end", "caller_id": "12175550199"}
            assert (await rapidsos.client.post("/simulator/control", json=unknown)).status_code == 404

    asyncio.run(scenario())


@pytest.mark.parametrize("number", ["", "+12175550143", "١٢٣٤٥٦٧٨٩٠", "nobody"])
def test_a_number_without_its_digits_is_a_400(number: str) -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            assert (await rapidsos.location(caller_id=number)).status_code == 400

    asyncio.run(scenario())


def test_tokens_decide_what_may_be_asked() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            rapidsos.shared("ride-downtown")
            assert (await rapidsos.location(caller_id="14105550112")).status_code == 404
            assert (await rapidsos.location("refused-by-hand")).status_code == 401
            assert (await rapidsos.location("forbidden-by-hand")).status_code == 403
            assert (await rapidsos.location("sim-own-never-issued")).status_code == 401
            assert (await rapidsos.client.get("/location", params={"caller_id": RIDER})).status_code == 401

    asyncio.run(scenario())


def test_get_asks_the_same_as_post() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            rapidsos.shared("ride-downtown")
            by_post = (await rapidsos.location()).json()
            bearer = {"Authorization": "Bearer t-1"}
            by_get = await rapidsos.client.get("/location", params={"caller_id": RIDER}, headers=bearer)
            assert by_get.json() == by_post
            broken = await rapidsos.client.post("/location", content=b"[" * 100_000, headers=bearer)
            assert broken.status_code == 400

    asyncio.run(scenario())


def test_a_token_made_elsewhere_begins_a_call() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            written_by_hand = await rapidsos.location("share-tok-7f3a91c2d4", caller_id="12125550143")
            assert written_by_hand.json()["caller_id"] == "12125550143"
            by_a_simulator = await rapidsos.location("sim-share.calm.ride-downtown.7.00ff", caller_id="12025550107")
            assert by_a_simulator.json()["caller_id"] == "12025550107"
            reshared = await rapidsos.location("another", caller_id="12025550107")
            assert reshared.json() == by_a_simulator.json()

    asyncio.run(scenario())


def test_hostile_texts_leave_the_place_readable() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos("hostile") as rapidsos:
            rapidsos.shared("hostile-ride")
            record = (await rapidsos.location()).json()
            assert isinstance(record["latitude"], float)
            assert "<script>" in record["source"]

    asyncio.run(scenario())
