"""The callflow half of the assembly: triggers out, status messages in."""

import collections.abc
import functools

from app.domain.callflow.definition import Definition
from app.ground.clock import Clock
from app.ground.tasks import Tasks
from app.settings import Settings
from app.station.duties.follow import Follow
from app.station.duties.trigger import Triggering
from app.station.in_force import SettingsInForce
from app.station.journal.journal import Journal
from app.station.journal.place import Place
from app.station.listener import callflow_http, callflow_status
from app.station.listener.callflow_http import CallflowHttpHandler
from app.station.listener.callflow_status import CallflowStatusHandler
from app.station.listener.exchange import Route
from app.station.rapidsos.client import Client
from app.station.rapidsos.line import Line
from app.station.rapidsos.workflow import WorkflowEndpoint

TEND_EVERY_S = 10.0


class Flows:
    """Triggers of one station."""

    def __init__(
        self, place: Place, settings: Settings, clock: Clock, line: Line, journal: Journal, tasks: Tasks
    ) -> None:
        self._clock = clock
        self._tasks = tasks
        new_client = functools.partial(Client, line.base_url, settings, clock)
        endpoint = WorkflowEndpoint(new_client, line.oauth, settings.trigger_path)
        self.triggering = Triggering(journal, endpoint, functools.partial(_definitions, place), tasks, clock)

    async def begin(self) -> None:
        """Close what a crash left open, before anybody can confirm anything; then look after it."""
        await self.triggering.tend()
        self._tasks.start("triggers", self._tend_forever())

    async def end(self) -> None:
        """Wait for the outcomes of what is on its way."""
        await self.triggering.drain()

    async def _tend_forever(self) -> None:
        while True:
            await self._clock.wait(TEND_EVERY_S)
            await self.triggering.tend()


def callback_routes(
    journal: Journal, clock: Clock, in_force: SettingsInForce, secret: collections.abc.Callable[[], str | None]
) -> tuple[Route, ...]:
    """Where RapidSOS tells about running flows; ``secret`` is what its status messages are signed with."""
    follow = Follow(journal, clock)
    status = CallflowStatusHandler(follow, lambda: tuple(filter(None, (secret(),))))
    http = CallflowHttpHandler(
        follow, lambda: in_force.now.callflow_http_parameter, lambda: in_force.now.callflow_http_answer
    )
    return (
        Route(path=callflow_status.PATH, methods={"POST": status}),
        Route(path=callflow_http.PATH, methods={"POST": http.post, "GET": http.get}),
    )


def _definitions(place: Place) -> collections.abc.Mapping[str, Definition]:
    """Read anew for each trigger: an administrator's change counts at once."""
    # jsonschema takes 70 ms to load, which the station's start must not wait for.
    from app.station import callflows  # noqa: PLC0415

    return callflows.by_name(callflows.read(place.folder, place.environment))
