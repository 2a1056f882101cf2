"""How the station is: its greeting, and the pulse that goes with every answer of the desk."""

import collections.abc
import pathlib
import shutil

import msgspec

import app
from app.domain.incident.pulse import WIRE, FeedPulse, Hello, Lamp, Pulse
from app.domain.incident.record import Record
from app.ground.clock import Clock
from app.station.journal.journal import Journal
from app.station.sessions import Sessions

LampOf = collections.abc.Callable[[int], Lamp | None]
"""A lamp as it stands at a time (UTC ms); None while there is nothing to tell."""


class Addresses(msgspec.Struct, frozen=True, kw_only=True):
    """Where RapidSOS reaches this station, before any proxy."""

    handler_url: str = ""
    status_url: str = ""


class Health:
    """Asks each part of the station how it is, for every answer: nothing here may be slow."""

    def __init__(self, journal: Journal, clock: Clock, sessions: Sessions, environment: str) -> None:
        self._journal = journal
        self._clock = clock
        self._sessions = sessions
        self._environment = environment
        self._started_at = clock.now()
        self.addresses = Addresses()
        self.lamps: list[LampOf] = []
        self.feeds: collections.abc.Callable[[], tuple[FeedPulse, ...]] = tuple
        self.unrecorded: collections.abc.Callable[[], tuple[Record, ...]] = tuple

    def hello(self) -> Hello:
        """The greeting."""
        return Hello(
            version=app.__version__,
            wire=WIRE,
            environment=self._environment,
            now=self._clock.now(),
            last_seq=self._journal.last_seq,
            started_at=self._started_at,
            handler_url=self.addresses.handler_url,
            status_url=self.addresses.status_url,
        )

    def pulse(self) -> Pulse:
        """The heartbeat."""
        now = self._clock.now()
        return Pulse(
            now=now,
            last_seq=self._journal.last_seq,
            lamps=tuple(lit for lamp in self.lamps if (lit := lamp(now)) is not None),
            feeds=self.feeds(),
            consoles=self._sessions.asking(now),
            recording=self._journal.trouble is None,
            unrecorded=self.unrecorded(),
            history=self._journal.history,
        )


def free_bytes(folder: pathlib.Path) -> int | None:
    """Room on the folder's disk; None when it can't be told."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
