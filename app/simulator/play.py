"""Plays a scenario: a simulator that listens, and a player that shares its calls with a station round after round."""

import asyncio
import contextlib
import dataclasses
import os
from collections.abc import AsyncIterator, Callable, Iterator

from app.simulator import callers, sender
from app.simulator.callers import Act, PostBadly, ShareCall
from app.simulator.callflows import CallflowRunner
from app.simulator.process import ScenarioClock, Targets
from app.simulator.rapidsos import server
from app.simulator.rapidsos.faults import Faults
from app.simulator.rapidsos.oauth import Credentials
from app.simulator.rapidsos.state import Calls, World
from app.simulator.scenario import Scenario
from app.simulator.sender import Portal, PostResult, Tally

TARGET_ASKED_EVERY_S = 0.2


class Player:
    """Shares calls as the scenario says; every POST is its own task, so that a slow handler delays no other."""

    def __init__(
        self, world: World, portal: Portal, secret: str | None, on_answer: Callable[[PostResult], None]
    ) -> None:
        """`portal` signs with `secret`; `on_answer` is called with every answer."""
        self._world = world
        self._portal = portal
        self._secret = secret
        self._on_answer = on_answer
        self._sent: dict[str, bytes] = {}

    async def play(self) -> None:
        """Do every act at its scenario second; returns after the last one of a scenario that does not repeat."""
        for act in self._acts():
            await self._world.clock.sleep_until(act.at_s)
            while self._world.targets.handler_url is None:
                await self._world.clock.sleep(TARGET_ASKED_EVERY_S)
            self._world.group.create_task(self._do(act, self._world.targets.handler_url))

    def _acts(self) -> Iterator[Act]:
        """All acts in order; for ever when the scenario repeats."""
        scenario, round_number = self._world.scenario, 0
        while True:
            yield from callers.one_round(scenario, round_number)
            if scenario.repeat_every_s is None:
                return
            round_number += 1
            self._sent.clear()

    async def _do(self, act: Act, url: str) -> None:
        match act:
            case ShareCall():
                answer = await self._portal.post(url, self._body(act))
            case PostBadly():
                body, headers = sender.made(act.bad, self._secret)
                answer = await self._portal.post(url, body, headers)
        self._world.received.shares[str(answer.status or answer.error)] += 1
        self._on_answer(answer)

    def _body(self, act: ShareCall) -> bytes:
        """The bytes to share; the call is known to the pretend RapidSOS before the station hears of it."""
        call, again, world = act.call, act.again, self._world
        if again is not None and again.how == "identical" and call.caller_id in self._sent:
            return self._sent[call.caller_id]
        ecc_id = again.ecc if again is not None and again.ecc is not None else call.plan.ecc
        token = sender.new_token(world.name, call)
        world.calls.share(token, call, None if again is None else again.sources)
        now_s = world.clock.now_s()
        body = sender.body(call, token, ecc_id, world.scenario.eccs[ecc_id], now_s)
        self._sent[call.caller_id] = body
        return body


REFUSED_FOR_S = 10.0
"""A status callback is tried again so long while the station is not listening."""


@dataclasses.dataclass(frozen=True)
class SimulatorSecrets:
    """What simulator and station have agreed on; None checks nothing and signs nothing. Never printed."""

    shared: str | None = dataclasses.field(default=None, repr=False)
    status: str | None = dataclasses.field(default=None, repr=False)
    client_id: str | None = dataclasses.field(default=None, repr=False)
    client_secret: str | None = dataclasses.field(default=None, repr=False)

    @staticmethod
    def from_environment() -> "SimulatorSecrets":
        """The variables that a headless station reads too; an empty one counts as missing."""
        names = ("SHARED_SECRET", "STATUS_SECRET", "CLIENT_ID", "CLIENT_SECRET")
        return SimulatorSecrets(*(os.environ.get("WATCHFLOOR_" + name) or None for name in names))


@dataclasses.dataclass(frozen=True)
class Running:
    """A simulator that accepts connections."""

    world: World
    base_url: str


@contextlib.asynccontextmanager
async def running(
    name: str, scenario: Scenario, clock: ScenarioClock, secrets: SimulatorSecrets, port: int | None, targets: Targets
) -> AsyncIterator[Running]:
    """A simulator for as long as the block lasts; what still runs at its end is cancelled. Raises OSError."""
    # Bound before the task group begins, which would wrap a taken port's OSError.
    listener = server.bound(port)
    base_url = f"http://{server.HOST}:{listener.getsockname()[1]}"
    received = Tally()
    async with Portal(secrets.status, retry_refused_s=REFUSED_FOR_S) as portal, _cancelled_at_end() as group:
        world = World(
            name=name,
            scenario=scenario,
            clock=clock,
            credentials=Credentials(scenario, secrets.client_id, secrets.client_secret),
            calls=Calls(scenario),
            faults=Faults(scenario.outages),
            received=received,
            targets=targets,
            runner=CallflowRunner(clock, portal, received, scenario.callflows),
            group=group,
        )
        runner = await server.listen(world, listener)
        try:
            yield Running(world, base_url)
        finally:
            await runner.cleanup()


class _EndOfBlock(Exception):  # noqa: N818 - it only ends a task group
    """Raised to cancel what a task group still runs."""


def _end() -> None:
    raise _EndOfBlock


@contextlib.asynccontextmanager
async def _cancelled_at_end() -> AsyncIterator[asyncio.TaskGroup]:
    try:
        async with asyncio.TaskGroup() as group:
            yield group
            _end()
    except* _EndOfBlock:
        pass
