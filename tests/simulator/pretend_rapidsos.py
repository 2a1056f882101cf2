"""A simulator in the test's own loop, with a client of it and a clock that the test moves."""

import contextlib
import dataclasses
from collections.abc import AsyncIterator

import httpx

from app.simulator import callers
from app.simulator import scenario as simulator_scenario
from app.simulator.callers import Call
from app.simulator.play import SimulatorSecrets, running
from app.simulator.process import Targets
from app.simulator.rapidsos.state import World
from app.simulator.scenario import Scenario
from tests.simulator.moved_clock import MovedClock

SHARE = "t-1"

SECRETS = SimulatorSecrets("shared-not-real", "status-not-real", "client", "client-secret-not-real")


@dataclasses.dataclass
class Pretend:
    """What a test holds of a running simulator."""

    world: World
    clock: MovedClock
    client: httpx.AsyncClient

    def shared(self, plan_id: str, token: str = SHARE) -> Call:
        """Share that call of the scenario now; `token` may ask about it."""
        plan = next(plan for plan in self.world.scenario.calls if plan.id == plan_id)
        call = callers.make_call(plan, 0, self.clock.seconds)
        self.world.calls.share(token, call)
        return call

    async def order(self, **order: object) -> None:
        """Send an order to the control endpoint."""
        answer = await self.client.post("/simulator/control", json=order)
        assert answer.json() == {"done": True}, answer.text

    async def own_token(self) -> str:
        """The console's own token, from the token endpoint."""
        form = {"grant_type": "client_credentials", "client_id": SECRETS.client_id or "", "client_secret": ""}
        form["client_secret"] = SECRETS.client_secret or ""
        token = (await self.client.post("/oauth/token", data=form)).json()["access_token"]
        assert isinstance(token, str)
        return token

    async def location(self, token: str = SHARE, **asked: object) -> httpx.Response:
        """Ask for a location by POST; the share's number unless the test says another."""
        body = {"caller_id": "12175550143"} | asked
        return await self.client.post("/location", json=body, headers={"Authorization": f"Bearer {token}"})

    async def rad_e(self, token: str = SHARE, **asked: object) -> httpx.Response:
        """Ask for additional data by POST."""
        return await self.client.post("/rad-e", json=asked, headers={"Authorization": f"Bearer {token}"})


@contextlib.asynccontextmanager
async def pretend_rapidsos(
    scenario: str | Scenario = "calm", targets: Targets | None = None, secrets: SimulatorSecrets = SECRETS
) -> AsyncIterator[Pretend]:
    """A simulator that listens for as long as the block lasts."""
    loaded = simulator_scenario.load(scenario) if isinstance(scenario, str) else scenario
    clock = MovedClock()
    async with (
        running("calm", loaded, clock, secrets, 0, targets or Targets()) as simulator,
        httpx.AsyncClient(base_url=simulator.base_url, trust_env=False, timeout=5) as client,
    ):
        yield Pretend(simulator.world, clock, client)
