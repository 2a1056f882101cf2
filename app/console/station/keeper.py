"""Keeps a station running while the console does, and says why one of another version can't be used."""

import asyncio
import logging
import re

from app import __version__
from app.console.station.process import StationProcess, answers
from app.console.store import Link, Store
from app.console.theme.text import one_line
from app.core.errors import Exit
from app.protocol.sync import Hello


def other_version(hello: Hello) -> str:
    """What an operator does about a station of another wire."""
    sentence = (
        "The station is version {theirs}, this console is {ours}, and they don't speak the same wire. "
        "Start both from the same installation."
    )
    return sentence.format(theirs=one_line(hello.version), ours=__version__)


log = logging.getLogger(__name__)

LOOK_S = 1.0
AGAIN_S = 5.0
FIRST_AGAIN_S = 30.0
"""Seconds until a first start without a key is tried again: every try may open the keyring's own window."""
JOURNAL = "journal.sqlite3"
"""The station's journal in the data directory; its name never changes."""
STATION_LOG = "station.log"


async def keep_station(station: StationProcess, watch: Store) -> None:
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
            is_first = bool(refusal) and _never_ran(station, watch)
            watch.refuse(refusal or _broke_off(station), is_first_start=is_first)
            wait = AGAIN_S if refusal else LOOK_S
            if is_first:
                wait = FIRST_AGAIN_S
        if not station.runs:
            await _start(station, watch)


async def _replace(station: StationProcess, watch: Store) -> float:
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


async def _start(station: StationProcess, watch: Store) -> None:
    try:
        await asyncio.to_thread(station.start_or_attach)
    except OSError as problem:
        log.warning("The station could not be started: %s", problem)
        watch.refuse(f"The station can't be started: {problem.strerror or problem}.")


def _never_ran(station: StationProcess, watch: Store) -> bool:
    """Whether it refused for want of a key where nothing was ever recorded: no center that lost its station."""
    return station.code == Exit.JOURNAL and watch.pulse is None and not (station.data_dir / JOURNAL).exists()


def _broke_off(station: StationProcess) -> str:
    sentence = (
        "It broke off (code {code}) and is started again. What was sent meanwhile may not have arrived; "
        "if it knew the reason, it stands in {log}."
    )
    return sentence.format(code=station.code, log=station.data_dir / STATION_LOG)


_NUMBERS = re.compile(r"(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:[.+~-].*)?")


def is_older(theirs: str, ours: str) -> bool:
    """Whether ``theirs`` is surely older; what can't be read as a version is not."""
    read_theirs, read_ours = _NUMBERS.fullmatch(theirs), _NUMBERS.fullmatch(ours)
    if read_theirs is None or read_ours is None:
        return False
    return tuple(map(int, read_theirs.groups())) < tuple(map(int, read_ours.groups()))
