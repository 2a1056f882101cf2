import asyncio
import contextlib
import json
from collections.abc import AsyncIterator

import msgspec

from app.simulator import scenario as simulator_scenario
from app.simulator.play import Player
from app.simulator.process import Targets
from app.simulator.scenario import BadPost, Scenario
from app.simulator.sender import Portal, PostResult, sign
from tests.simulator.pretend_rapidsos import SECRETS, Pretend, pretend_rapidsos
from tests.simulator.pretend_station import PretendStation, pretend_station

SECRET = SECRETS.shared or ""


@contextlib.asynccontextmanager
async def playing(
    scenario: str | Scenario, told: list[PostResult] | None = None, *, aimed: bool = True
) -> AsyncIterator[tuple[Pretend, PretendStation]]:
    """A scenario being played against a stand-in station; the test moves the clock."""
    answers = [] if told is None else told
    async with pretend_station() as station, Portal(SECRET) as portal:
        targets = Targets(handler_url=station.url if aimed else None)
        async with pretend_rapidsos(scenario, targets) as rapidsos:
            player = Player(rapidsos.world, portal, SECRET, answers.append)
            rapidsos.world.group.create_task(player.play())
            yield rapidsos, station


def tokens(station: PretendStation) -> list[str]:
    return [json.loads(post.body)["access_token"] for post in station.posts]


def test_a_share_arrives_at_its_second_signed_and_its_token_is_known() -> None:
    async def scenario() -> None:
        async with playing("evening") as (rapidsos, station):
            await rapidsos.clock.move_to(0.8)
            await station.has(1)
            assert station.posts[0].headers["X-RapidSOS-Signature"] == sign(station.posts[0].body, SECRET)
            assert (await rapidsos.location(tokens(station)[0])).status_code == 200

    asyncio.run(scenario())


def test_a_call_is_shared_again_with_another_token() -> None:
    async def scenario() -> None:
        told: list[PostResult] = []
        async with playing("evening", told) as (rapidsos, station):
            await rapidsos.clock.move_to(55.0)
            await station.has(6)
            await rapidsos.clock.move_to(57.0)
            await station.has(8)
            shared_again = [token for token in tokens(station) if ".school-hall." in token]
            assert len(set(shared_again)) == 2
        assert {answer.status for answer in told} <= {200}

    asyncio.run(scenario())


def test_it_keeps_going_with_other_people() -> None:
    async def scenario() -> None:
        async with playing("evening") as (rapidsos, station):
            await rapidsos.clock.move_to(700.0)
            await station.has(20)
            assert len({json.dumps(json.loads(post.body)["query"]) for post in station.posts}) > 14

    asyncio.run(scenario())


def test_it_waits_until_somebody_says_where_to() -> None:
    async def scenario() -> None:
        async with playing("calm", aimed=False) as (rapidsos, station):
            await rapidsos.clock.move_to(1.0)
            await rapidsos.order(do="target", handler_url=station.url)
            await rapidsos.clock.move_to(2.0)
            await station.has(1)

    asyncio.run(scenario())


def test_identical_again_is_the_same_bytes() -> None:
    async def scenario() -> None:
        hostile = simulator_scenario.load("hostile")
        only = [plan for plan in hostile.calls if plan.id == "place-outside"]
        async with playing(msgspec.structs.replace(hostile, calls=only, bad_posts=[])) as (rapidsos, station):
            await rapidsos.clock.move_to(13.0)
            await station.has(1)
            await rapidsos.clock.move_to(19.0)
            await station.has(2)
            assert station.posts[0].body == station.posts[1].body

    asyncio.run(scenario())


def test_bad_posts_are_each_wrong_in_their_way() -> None:
    async def scenario() -> None:
        kinds = [bad.kind for bad in simulator_scenario.load("hostile").bad_posts]
        bad = [BadPost(at_s=number, kind=kind) for number, kind in enumerate(kinds)]
        async with playing(msgspec.structs.replace(simulator_scenario.load("calm"), bad_posts=bad)) as (
            rapidsos,
            station,
        ):
            await rapidsos.clock.move_to(float(len(kinds)))
            await station.has(len(kinds) + 1)
            good = [post.body for post in station.posts if is_good(post.body, post.headers)]
            # The rider, and the one whose signature is only written in capitals (docs/contract.md#3.2: hex is hex).
            assert sorted(b"ride-downtown" in body for body in good) == [False, True]

    asyncio.run(scenario())


def is_good(body: bytes, headers: dict[str, str]) -> bool:
    """Whether a strict listener would take it: signed in any case, plain, whole, and a share."""
    signature = headers.get("X-RapidSOS-Signature", "").lower()
    if signature != sign(body, SECRET) or "Content-Encoding" in headers or len(body) > 256 * 1024:
        return False
    try:
        decoded = json.loads(body, object_pairs_hook=no_twins, parse_constant=no_constant)
    except (ValueError, RecursionError):
        return False
    return (
        isinstance(decoded, dict)
        and {"access_token", "query", "bounding_box"} <= decoded.keys()
        and "nobody" not in str(decoded["query"])
        and "deep" not in decoded
    )


def no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("duplicate key")
    return dict(pairs)


def no_constant(name: str) -> object:
    raise ValueError(name)
