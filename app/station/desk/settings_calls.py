"""The desk's call that tells the station's settings: what counts, where it comes from, what waits for a start."""

import asyncio
import collections.abc

import msgspec

from app.domain.incident.settings_told import SettingsTold
from app.station.listener.exchange import Answer, Received, Route

PATH = "/settings"


def routes(told: collections.abc.Callable[[], SettingsTold]) -> list[Route]:
    """The call; ``told`` reads files and may block."""

    async def call(_request: Received) -> Answer:
        return Answer(status=200, body=msgspec.json.encode(await asyncio.to_thread(told)))

    return [Route(path=PATH, methods={"GET": call})]
