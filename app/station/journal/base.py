"""What the journal's parts share: decisions and their results, errors, and how results reach the event loops.

Listeners hear of a batch before those who wait for it get their results.
"""

import asyncio
import collections.abc
import logging
import pathlib
import typing

import msgspec

from app.core.errors import Exit, RefusedError
from app.domain.incident.commands import Done, Refused
from app.domain.incident.envelope import EventDraft, Recorded
from app.domain.incident.handlers.context import IncidentLookup


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """The access token of a share: sealed in a table of its own, gone when its feeds end."""

    share: str
    token: str

    def __repr__(self) -> str:
        """Without the token: it must not reach a log."""
        return f"Token(share={self.share!r})"


class KeptBody(msgspec.Struct, frozen=True, kw_only=True):
    """A refused body on its way into the quarantine."""

    number: int
    received_at: int
    authentic: bool
    """Whether its signature was good: such a body is the last to go."""
    untrusted_request: bytes
    """Headers and body as ``quarantine.py`` encodes them."""

    def __repr__(self) -> str:
        """Without the body: it is a person's."""
        return f"KeptBody(number={self.number})"


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """Bodies to take out of the journal: a closed incident's, or those older than ``before`` (UTC ms) without one."""

    incident: int | None
    before: int


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What shall be written, all or nothing; ``refused`` writes nothing at all."""

    drafts: tuple[EventDraft, ...] = ()
    tokens: tuple[Token, ...] = ()
    """To keep, with the events of these drafts."""
    ended: tuple[str, ...] = ()
    """Shares whose feeds are over: their tokens are deleted."""
    kept: tuple[KeptBody, ...] = ()
    """Bodies for the quarantine; ``quarantine.keep`` makes the whole decision."""
    seen: tuple[int, ...] = ()
    """Kept bodies that ring no more."""
    released: tuple[int, ...] = ()
    """Kept bodies that leave the quarantine: they arrived as shares, or a person made an incident of them."""
    erased: tuple[Erasure, ...] = ()
    """Bodies that go with these drafts, which tell of it."""
    refused: Refused | None = None


class DecisionContext(IncidentLookup, typing.Protocol):
    """What is true now, as far as a decision may ask; everything decided before is in it."""

    @property
    def next_quarantined(self) -> int:
        """The number that the next quarantined body gets."""

    @property
    def quarantine_alert_at(self) -> int | None:
        """When the last alert for bodies without a good signature was written, UTC ms."""

    def outlived(self, before: int) -> tuple[int, int]:
        """How many bodies without incident, and how many in quarantine, are older than a time (UTC ms)."""


Intent = collections.abc.Callable[[DecisionContext, int], Decision]
"""Decides from the ledger and the station's time (UTC ms)."""


class CommitResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an intent: its records are on disk, or it was refused."""

    records: tuple[Recorded, ...] = ()
    done: Done | None = None
    """The command's answer; for a repeated command id the one it got before, with no records."""
    refused: Refused | None = None


class JournalRefusedError(RefusedError):
    """This data directory can't be used as asked: another environment, a newer schema, no key to seal for."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, Exit.JOURNAL)


class JournalUnavailableError(Exception):
    """Nothing was recorded: storage fails. RapidSOS is answered 503, the operator sees NOT RECORDED."""


class JournalLockedError(Exception):
    """What was asked for is sealed and its key is not here: unlock the keyring, then ask again."""


JOURNAL = "journal.sqlite3"
BALLAST = "journal.ballast"
LOCK = "station.lock"
"""Held by the one station of a directory, and by ``journal rebuild``."""


class DataDirectory(msgspec.Struct, frozen=True, kw_only=True):
    """A data directory and what it was made for: written at its creation, the same for ever."""

    folder: pathlib.Path
    environment: str
    """``production``, ``rapidsos-sandbox`` or ``simulator``."""
    hosts: tuple[str, ...]
    """The hosts it may call; a later start may name fewer, never others."""

    @property
    def journal(self) -> pathlib.Path:
        """The database file."""
        return self.folder / JOURNAL

    @property
    def ballast(self) -> pathlib.Path:
        """The file given up when the disk is full."""
        return self.folder / BALLAST


_LOG = logging.getLogger(__name__)

Listener = collections.abc.Callable[[tuple[Recorded, ...]], None]


class Waiting:
    """One caller on a loop that waits for its result."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[CommitResult] = self.loop.create_future()

    def answer(self, outcome: CommitResult | Exception) -> None:
        """Give the result, on the loop; does nothing if nobody waits any more."""
        if self.future.done():
            return
        if isinstance(outcome, Exception):
            self.future.set_exception(outcome)
        else:
            self.future.set_result(outcome)


Settled = list[tuple[Waiting, CommitResult | Exception]]


class Publisher:
    """The listeners, each on the loop that it subscribed from."""

    def __init__(self) -> None:
        self._listeners: list[tuple[asyncio.AbstractEventLoop, Listener]] = []

    def subscribe(self, listener: Listener) -> None:
        """Call ``listener`` on the running loop with every batch from now on."""
        self._listeners.append((asyncio.get_running_loop(), listener))

    def publish(self, settled: Settled) -> None:
        """Give the listeners the records, in order, then the results to those who wait."""
        records = tuple(
            record for _, outcome in settled if isinstance(outcome, CommitResult) for record in outcome.records
        )
        told = tuple(self._listeners) if records else ()
        loops = dict.fromkeys([loop for loop, _ in told] + [waiting.loop for waiting, _ in settled])
        for loop in loops:
            listeners = [listener for its, listener in told if its is loop]
            _wake(loop, listeners, records, [one for one in settled if one[0].loop is loop])


def _wake(
    loop: asyncio.AbstractEventLoop, listeners: list[Listener], records: tuple[Recorded, ...], settled: Settled
) -> None:
    """Everything of a batch for one loop in one call across threads: each call costs a waiting share time."""
    try:
        loop.call_soon_threadsafe(_deliver, loop, listeners, records, settled)
    except RuntimeError:
        # The loop closed while its answer was being written: nobody is left to tell, and all is on disk.
        _LOG.info("A loop closed before it was told what was recorded.")


def _deliver(
    loop: asyncio.AbstractEventLoop, listeners: list[Listener], records: tuple[Recorded, ...], settled: Settled
) -> None:
    """On the loop: each listener by a call of its own, so that one that fails keeps nobody from hearing."""
    for listener in listeners:
        loop.call_soon(listener, records)
    loop.call_soon(_answer_all, settled)


def _answer_all(settled: Settled) -> None:
    for waiting, outcome in settled:
        waiting.answer(outcome)
