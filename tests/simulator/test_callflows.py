import asyncio
import json

import pytest

from app.domain.callflow.status import HttpCallback, read_get, read_post
from app.settings import Settings
from app.simulator.callflows import CallflowRunner, Flow, Person, http_utility_body, query, solution_of
from app.simulator.process import Targets
from app.simulator.scenario import Callflows
from app.simulator.sender import Portal, Tally, sign
from tests.simulator.moved_clock import T0, MovedClock
from tests.simulator.pretend_station import PretendStation, pretend_station

ROWAN = Person("Rowan Testwell", "+12175550143", {"latitude": "39.8", "longitude": "-89.6", "uncertainty": "9"})


def verbs(station: PretendStation) -> list[str]:
    return [json.loads(post.body)["verb"] for post in station.posts]


def played(callflow: str, plan: Callflows, *, flows: int = 1, unsigned: bool = False) -> PretendStation:
    """What the station was told by that many flows, all time passed."""

    async def scenario() -> PretendStation:
        clock = MovedClock()
        clock.seconds = 1_000.0
        async with pretend_station() as station, Portal("status") as portal:
            runner = CallflowRunner(clock, portal, Tally(), plan)
            runner.unsigned = unsigned
            for number in range(flows):
                flow = Flow(f"flow-{number}", callflow, ROWAN, "evt-1")
                async with asyncio.TaskGroup() as group:
                    before = len(station.posts)
                    group.create_task(runner.run(flow, Targets(status_url=station.url)))
                    await station.has(before + 1)
                    await clock.move_to(clock.seconds + 100)
            return station

    return asyncio.run(scenario())


@pytest.mark.parametrize(
    ("callflow", "expected"),
    [
        ("company_connect_v1", ["flow_started", "data_connected", "call_ended_911"]),
        (
            "company_voice_v1",
            ["flow_started", "user_contacted", "user_confirmed", "routing_911", "call_ended_911"],
        ),
        (
            "sampleco_monitoring_v2",
            [
                "flow_started",
                "user_contacted",
                "user_confirmed",
                "monitoring_contacted",
                "routing_911",
                "call_ended_911",
            ],
        ),
    ],
)
def test_each_solution_reports_its_steps(callflow: str, expected: list[str]) -> None:
    assert verbs(played(callflow, Callflows())) == expected


def test_a_callback_is_signed_and_names_flow_and_event() -> None:
    post = played("company_voice_v1", Callflows()).posts[0]
    assert post.headers["X-RapidSOS-Signature"] == sign(post.body, "status")
    assert json.loads(post.body) == {
        "alert_id": "flow-0",
        "eventId": "evt-1",
        "verb": "flow_started",
        "message": "Trigger received, flow is starting",
        "timestamp": T0 // 1000 + 1_000,
    }


def test_callbacks_may_be_unsigned_doubled_disordered_and_in_milliseconds() -> None:
    plan = Callflows(duplicate=True, disorder=True, timestamps="milliseconds")
    station = played("company_voice_v1", plan, unsigned=True)
    assert verbs(station)[:6] == ["flow_started"] * 2 + ["user_confirmed"] * 2 + ["user_contacted"] * 2
    assert "X-RapidSOS-Signature" not in station.posts[0].headers
    times = [json.loads(post.body)["timestamp"] - T0 for post in station.posts[::2]]
    assert times == [1_000_000, 1_009_000, 1_003_000, 1_016_000, 1_045_000]


def test_people_decide_one_after_the_other() -> None:
    plan = Callflows(outcomes=("declined", "no_answer", "confirmed"))
    said = verbs(played("company_voice_v1", plan, flows=4))
    decisions = [verb for verb in said if verb in ("user_declined", "user_no_answer", "user_confirmed")]
    assert decisions == ["user_declined", "user_no_answer", "user_confirmed", "user_declined"]


def test_a_known_name_beats_the_guess() -> None:
    assert solution_of("company_dataconnect_v1", {}) == "data_connect"
    assert solution_of("company_dataconnect_v1", {"company_dataconnect_v1": "voice"}) == "voice"


def test_the_pauses_are_real() -> None:
    async def scenario() -> None:
        clock, received = MovedClock(), Tally()
        async with pretend_station() as station, Portal(None) as portal, asyncio.TaskGroup() as group:
            runner = CallflowRunner(clock, portal, received, Callflows())
            group.create_task(runner.run(Flow("f", "voice", ROWAN, user_id="sub-1"), Targets(status_url=station.url)))
            await station.has(1)
            await clock.move_to(2.9)
            assert len(station.posts) == 1
            await clock.move_to(3.0)
            await station.has(2)
            await clock.move_to(60.0)
            await station.has(5)
        assert [callback.status for callback in received.callbacks] == [200] * 5

    asyncio.run(scenario())


def test_the_http_utility_asks_by_get_and_tells_by_post() -> None:
    async def scenario() -> None:
        clock = MovedClock()
        async with pretend_station() as station, Portal("status") as portal, asyncio.TaskGroup() as group:
            runner = CallflowRunner(clock, portal, Tally(), Callflows())
            targets = Targets(status_url=station.url + "/callflow_status", http_url=station.url + "/callflow_http")
            group.create_task(runner.run(Flow("f", "voice", ROWAN), targets))
            await station.has(1)
            await clock.move_to(60.0)
            await station.has(7)
        asked, told = (post for post in station.posts if "/callflow_http" in post.path)
        assert asked.path == "/callflow_http?flow_id=f&event_id=f&status=user_contacted&user_phone=%2B12175550143"
        assert json.loads(told.body) == {
            "user_name": "Rowan Testwell",
            "user_phone": "+12175550143",
            "location": ROWAN.location,
            "status": "Call with 911 has ended",
            "flow_id": "f",
            "event_id": "f",
        }
        assert "X-RapidSOS-Signature" not in told.headers

    asyncio.run(scenario())


@pytest.mark.parametrize(("event_id", "named"), [("evt-1", "evt-1"), (None, "flow-1")])
def test_the_http_utility_names_the_flow_by_the_parameter_that_a_station_looks_for(
    event_id: str | None, named: str
) -> None:
    flow = Flow("flow-1", "voice", ROWAN, event_id)
    parameter = Settings().callflow_http_parameter
    posted = read_post(http_utility_body(flow, "ended"), parameter)
    assert isinstance(posted, HttpCallback)
    assert posted.flow == read_get(query(flow, "ended"), parameter).flow == named
