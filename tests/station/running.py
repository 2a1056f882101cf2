"""A whole station in this process, over real HTTP and a real disk."""

import asyncio
import collections.abc
import contextlib
import pathlib
import socket
import typing
import uuid

import httpx
import msgspec

from app.core.clock import SystemClock
from app.core.logs import Redactor
from app.settings import Settings, SettingsSources
from app.station import startup
from app.station.api import auth
from app.station.app import ReadyLine, Station
from app.station.live_settings import SettingsInForce
from app.station.secrets.secrets import Secrets
from tests.station.given import SECRET

PLAY = Settings(environment="simulator", port=0)


class Running:
    """A station that accepts connections."""

    def __init__(self, folder: pathlib.Path, station: Station, ready: ReadyLine, client: httpx.AsyncClient) -> None:
        self.folder = folder
        self.station = station
        self.ready = ready
        self.client = client

    async def post(self, content: bytes, signature: str | None) -> int:
        """The status that a share gets."""
        headers = {} if signature is None else {"X-RapidSOS-Signature": signature}
        return (await self.client.post(self.ready.handler_url, content=content, headers=headers)).status_code

    async def ask(self, path: str) -> typing.Any:  # noqa: ANN401 JSON
        """What the desk answers to a console that has read ``desk.json``."""
        file = auth.read(self.folder)
        assert file is not None
        answer = await self.client.get(file.url + path, headers={"Authorization": f"Bearer {file.token}"})
        assert answer.status_code == 200
        return answer.json()

    async def command(self, wished: dict[str, object]) -> typing.Any:  # noqa: ANN401 JSON
        """What the desk answers to a command; None when nothing could be recorded."""
        file = auth.read(self.folder)
        assert file is not None
        wish = {"id": str(uuid.uuid4()), **wished}
        answer = await self.client.post(
            f"{file.url}/commands", json=wish, headers={"Authorization": f"Bearer {file.token}"}
        )
        return answer.json() if answer.status_code == 200 else None

    async def kinds(self) -> list[str]:
        """Kinds of all events so far."""
        return [event["kind"] for event in (await self.ask("/events?after=0"))["events"]]

    async def lamps(self) -> dict[str, str]:
        """States of the lamps by name."""
        pulse = (await self.ask("/events?after=0"))["pulse"]
        return {lamp["name"]: lamp["state"] for lamp in pulse["lamps"]}


@contextlib.asynccontextmanager
async def running(
    folder: pathlib.Path,
    settings: Settings = PLAY,
    sources: SettingsSources | None = None,
    clock: SystemClock | None = None,
    **environ: str,
) -> collections.abc.AsyncIterator[Running]:
    """A station until the block ends; then it is asked to stop and drains.

    Unless a test names a RapidSOS, there is one that takes every question and never answers.
    """
    with socket.create_server(("127.0.0.1", 0)) as silent:
        unanswered = f"http://127.0.0.1:{silent.getsockname()[1]}"
        chosen = msgspec.structs.replace(settings, rapidsos_url=settings.rapidsos_url or unanswered)
        async with _running(
            folder, SettingsInForce(chosen, sources or SettingsSources(folder, {}, {})), environ, clock or SystemClock()
        ) as station:
            yield station


@contextlib.asynccontextmanager
async def _running(
    folder: pathlib.Path, in_force: SettingsInForce, environ: dict[str, str], clock: SystemClock
) -> collections.abc.AsyncIterator[Running]:
    place = startup.data_directory_for(folder, in_force.now)
    redactor = Redactor()
    secrets = Secrets(place, {"WATCHFLOOR_SHARED_SECRET": SECRET, **environ}, redactor)
    station = Station(place, in_force, clock, secrets, redactor)
    became_ready: asyncio.Future[ReadyLine] = asyncio.get_running_loop().create_future()
    async with asyncio.TaskGroup() as group, httpx.AsyncClient(trust_env=False, timeout=20) as client:
        group.create_task(station.run(became_ready.set_result))
        yield Running(folder, station, await became_ready, client)
        station.stop()
