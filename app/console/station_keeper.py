"""Keeps a station under the console: starts it again when it is gone, and says why when it can't be."""

import asyncio
import logging

from app.console.station_process import StationProcess, answers
from app.console.watch import Link, Watch

log = logging.getLogger(__name__)

LOOK_S = 1.0
AGAIN_S = 5.0


async def keep_station(station: StationProcess, watch: Watch) -> None:
    """Look every second while the station does not answer, until cancelled."""
    wait = LOOK_S
    while True:
        await asyncio.sleep(wait)
        wait = LOOK_S
        if watch.link is Link.LIVE and watch.silent_ms() < 2 * LOOK_S * 1000:
            continue
        if await asyncio.to_thread(answers, station.data_dir):
            continue
        problem = station.gave_up()
        if problem is not None:
            watch.refuse(problem)
            wait = AGAIN_S
        if problem is not None or not station.runs:
            await _start(station, watch)


async def _start(station: StationProcess, watch: Watch) -> None:
    try:
        await asyncio.to_thread(station.start_or_attach)
    except OSError as problem:
        log.warning("The station could not be started: %s", problem)
        watch.refuse(f"The station can't be started: {problem.strerror or problem}.")
