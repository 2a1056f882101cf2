"""Puts one simulator together: the pretend RapidSOS, and the telecommunicators of its scenario."""

import asyncio
import contextlib
import dataclasses
import os
from collections.abc import AsyncIterator

from app.simulator.callflow_runner import CallflowRunner
from app.simulator.clock import Clock
from app.simulator.portal import Portal
from app.simulator.rapidsos import server
from app.simulator.rapidsos.calls import Calls
from app.simulator.rapidsos.faults import Faults
from app.simulator.rapidsos.oauth import Credentials
from app.simulator.rapidsos.world import World
from app.simulator.received import Received
from app.simulator.scenario.shapes import Scenario
from app.simulator.targets import Targets

REFUSED_FOR_S = 10.0
"""A status callback is tried again so long while the station is not listening."""


@dataclasses.dataclass(frozen=True)
class Secrets:
    """What simulator and station have agreed on; None checks nothing and signs nothing. Never printed."""

    shared: str | None = dataclasses.field(default=None, repr=False)
    status: str | None = dataclasses.field(default=None, repr=False)
    client_id: str | None = dataclasses.field(default=None, repr=False)
    client_secret: str | None = dataclasses.field(default=None, repr=False)

    @staticmethod
    def from_environment() -> "Secrets":
        """The variables that a headless station reads too; an empty one counts as missing."""
        names = ("SHARED_SECRET", "STATUS_SECRET", "CLIENT_ID", "CLIENT_SECRET")
        return Secrets(*(os.environ.get("WATCHFLOOR_" + name) or None for name in names))


@dataclasses.dataclass(frozen=True)
class Running:
    """A simulator that listens."""

    world: World
    base_url: str


@contextlib.asynccontextmanager
async def running(
    name: str, scenario: Scenario, clock: Clock, secrets: Secrets, port: int | None, targets: Targets
) -> AsyncIterator[Running]:
    """A simulator for as long as the block lasts; what still runs at its end is cancelled. Raises OSError."""
    # Bound before the task group begins, which would wrap a taken port's OSError.
    listener = server.bound(port)
    base_url = f"http://{server.HOST}:{listener.getsockname()[1]}"
    received = Received()
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
