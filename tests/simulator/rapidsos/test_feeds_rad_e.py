import asyncio

import pytest

from tests.simulator.pretend_rapidsos import Pretend, pretend_rapidsos

RIDER = "12175550143"

SEVEN = {"911inform", "911secure", "cove", "emergency_health_profile", "medicalert", "siriusxm", "uber"}


async def everything_shared(rapidsos: Pretend) -> dict[str, object]:
    """What all calls of the scenario bring together."""
    found: dict[str, object] = {}
    for number, plan in enumerate(rapidsos.world.scenario.calls):
        rapidsos.shared(plan.id, f"t-{number}")
        answer = await rapidsos.rad_e(f"t-{number}", caller_id=plan.caller_id)
        if answer.status_code == 200:
            found |= answer.json()
    return found


def test_an_evening_brings_all_seven_sources() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos("evening") as rapidsos:
            assert set(await everything_shared(rapidsos)) == SEVEN

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("call", "source", "field"),
    [
        ("ride-downtown", "uber", "trip_status"),
        ("highway-crash", "siriusxm", "seat_belts"),
        ("back-door-alarm", "cove", "zone"),
        ("back-door-alarm", "911secure", "last_seen"),
        ("school-hall", "911inform", "lockdown"),
    ],
)
def test_values_change_while_the_call_lasts(call: str, source: str, field: str) -> None:
    async def scenario() -> None:
        async with pretend_rapidsos("evening") as rapidsos:
            number = rapidsos.shared(call).caller_id
            before = (await rapidsos.rad_e(caller_id=number)).json()[source]
            rapidsos.clock.seconds = 31.0
            after = (await rapidsos.rad_e(caller_id=number)).json()[source]
            assert before["data"][field] != after["data"][field]
            assert {key: before[key] for key in before if key != "data"} == {
                key: after[key] for key in after if key != "data"
            }

    asyncio.run(scenario())


def test_the_dialects_of_the_contract() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos("evening") as rapidsos:
            found = await everything_shared(rapidsos)
            profile = found["emergency_health_profile"]
            assert isinstance(profile, dict)
            assert profile["birthday"]["value"] == [-126_230_400_000]
            assert all(isinstance(field["value"], list) for field in profile.values())
            assert "properties" in str(found["uber"])
            assert "'fields': [" in str(found["siriusxm"])
            assert "schema" not in str(found["911secure"])

    asyncio.run(scenario())


def test_not_permitted_and_ended() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos("evening") as rapidsos:
            walker = rapidsos.shared("river-path")
            assert (await rapidsos.rad_e(caller_id=walker.caller_id)).status_code == 403
            rider = rapidsos.shared("ride-downtown")
            await rapidsos.order(do="end", caller_id=rider.caller_id)
            assert (await rapidsos.rad_e(caller_id=rider.caller_id)).json() == {}

    asyncio.run(scenario())


def test_alert_id_finds_the_call() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos("evening") as rapidsos:
            call = rapidsos.shared("back-door-alarm")
            assert set((await rapidsos.rad_e(alert_id=call.alert_id)).json()) == {"cove", "911secure"}
            own = await rapidsos.own_token()
            assert set((await rapidsos.rad_e(own, alert_id=call.alert_id)).json()) == {"cove", "911secure"}
            assert (await rapidsos.rad_e(own, alert_id="alert-of-nobody")).status_code == 404
            assert (await rapidsos.rad_e(own)).status_code == 400
            assert (await rapidsos.rad_e(own, caller_id="+1 217")).status_code == 400

    asyncio.run(scenario())


def test_another_center_has_other_sources() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos("evening") as rapidsos:
            call = rapidsos.shared("kitchen-fall")
            rapidsos.world.calls.share("t-2", call, ["cove"])
            assert set((await rapidsos.rad_e("t-1", caller_id=call.caller_id)).json()) != {"cove"}
            assert set((await rapidsos.rad_e("t-2", caller_id=call.caller_id)).json()) == {"cove"}

    asyncio.run(scenario())


def test_hostile_values_stand_in_every_text() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos("hostile") as rapidsos:
            ride = rapidsos.shared("hostile-ride")
            uber = (await rapidsos.rad_e(caller_id=ride.caller_id)).json()["uber"]
            assert "<script>" in str(uber["data"])
            assert "Rowan" not in str(uber["data"])
            assert uber["schema"]["properties"]["rider_name"]["title"] == "Rider"
            fall = rapidsos.shared("hostile-fall", "t-2")
            health = (await rapidsos.rad_e("t-2", caller_id=fall.caller_id)).json()["emergency_health_profile"]
            assert "Avery" not in str(health["full_name"])

    asyncio.run(scenario())


def test_a_schema_may_come_before_its_data() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos("hostile") as rapidsos:
            number = rapidsos.shared("alert-only").caller_id
            early = (await rapidsos.rad_e(caller_id=number)).json()["cove"]
            assert early["schema"]["properties"]
            assert early["data"] == {}
            rapidsos.clock.seconds = 11.0
            assert (await rapidsos.rad_e(caller_id=number)).json()["cove"]["data"]

    asyncio.run(scenario())
