"""Keeps a station under the console: starts it again when it is gone, and says why when it can't be."""

import asyncio
import logging

from app.console.line.station_process import StationProcess, answers
from app.console.look.plain_text import one_line
from app.console.watch import Link, Watch

log = logging.getLogger(__name__)

LOOK_S = 1.0
AGAIN_S = 5.0
STATION_LOG = "station.log"


async def keep_station(station: StationProcess, watch: Watch) -> None:
    """Look every second while the station does not answer, until cancelled."""
    wait = LOOK_S
    while True:
        await asyncio.sleep(wait)
        wait = LOOK_S
        if watch.outdated:
            wait = await _replace(station, watch)
            continue
        if watch.link is Link.LIVE and watch.silent_ms() < 2 * LOOK_S * 1000:
            continue
        if await asyncio.to_thread(answers, station.data_dir):
            continue
        if station.code:
            refusal = station.refusal()
            watch.refuse(refusal or _broke_off(station))
            wait = AGAIN_S if refusal else LOOK_S
        if not station.runs:
            await _start(station, watch)


async def _replace(station: StationProcess, watch: Watch) -> float:
    """Let the older station finish and start this console's own; returns how long to wait before the next look."""
    log.info("The station is version %s, older than this console: it is replaced.", watch.outdated)
    if not await asyncio.to_thread(station.stopped):
        sentence = (
            "The station is version {theirs}, older than this console, and could not be ended. "
            "End it with: watchfloor stop, or ask whoever runs it as a service."
        )
        watch.refuse(sentence.format(theirs=one_line(watch.outdated)))
        return AGAIN_S
    watch.outdated = ""
    await _start(station, watch)
    return LOOK_S


async def _start(station: StationProcess, watch: Watch) -> None:
    try:
        await asyncio.to_thread(station.start_or_attach)
    except OSError as problem:
        log.warning("The station could not be started: %s", problem)
        watch.refuse(f"The station can't be started: {problem.strerror or problem}.")


def _broke_off(station: StationProcess) -> str:
    sentence = (
        "It broke off (code {code}) and is started again. What was sent meanwhile may not have arrived; "
        "if it knew the reason, it stands in {log}."
    )
    return sentence.format(code=station.code, log=station.data_dir / STATION_LOG)
