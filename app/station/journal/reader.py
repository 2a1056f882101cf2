"""Reading the journal, each query on a connection of its own, so that no reader ever holds the committer up."""

import contextlib
import sqlite3
import typing

from app.domain.incident.envelope import Record
from app.domain.reports import Fact
from app.protocol.search import Search, SearchPage
from app.station.journal import database, quarantine, queries, store
from app.station.journal.base import DataDirectory, JournalUnavailableError
from app.station.journal.database import connect_to_read
from app.station.journal.sealing import DamagedError, Seals


class JournalReader:
    """Blocks for a disk read: call it in a thread. Every method raises ``JournalUnavailableError`` if that fails."""

    def __init__(self, place: DataDirectory, seals: Seals) -> None:
        self._place = place
        self._seals = seals

    def after(self, seq: int, limit: int) -> list[Record]:
        """The events after ``seq``, oldest first."""
        with self._connection() as connection:
            return list(queries.after(connection, self._seals, seq, limit))

    def open_events(self, after: int, snapshot: int, limit: int) -> list[Record]:
        """Events with ``after`` < seq <= ``snapshot`` that still matter: of open incidents, and for the projection.

        Take ``last_seq`` as the snapshot, page until fewer than ``limit`` come, then go on with ``after(snapshot)``.
        """
        with self._connection() as connection:
            return list(queries.still_mattering(connection, self._seals, after, snapshot, limit))

    def incident(self, number: int) -> list[Record]:
        """All events of one incident, open or closed; empty if there never was one."""
        with self._connection() as connection:
            return list(queries.of_incident(connection, self._seals, number))

    def latest_of(self, kinds: tuple[str, ...], limit: int) -> list[Record]:
        """The newest events of these kinds that belong to no incident, oldest first."""
        with self._connection() as connection:
            return queries.latest_of(connection, self._seals, kinds, limit)

    def head(self) -> tuple[int, bytes]:
        """The newest seq and the chain's digest after it; zeros in an empty journal."""
        with self._connection() as connection:
            seq, digest = queries.head(connection)
        return seq, digest or bytes(32)

    def search(self, search: Search, budget_s: float) -> SearchPage:
        """A piece of the answer to a search over closed incidents; opening bodies stops after ``budget_s``."""
        with self._connection() as connection:
            if search.in_bodies:
                return queries.in_bodies(connection, self._seals, search, budget_s)
            return queries.in_index(connection, self._seals, search)

    def facts(self, span: tuple[int, int], after: int, limit: int) -> tuple[Fact, ...]:
        """Facts for reports of a span (since, until; UTC ms) with a seq above ``after``, oldest first."""
        with self._connection() as connection:
            return queries.facts(connection, self._seals, span, after, limit)

    def newest_of_kinds(self, kinds: tuple[str, ...], before: int | None, limit: int) -> list[Record]:
        """The newest events of these kinds below a seq, newest first."""
        with self._connection() as connection:
            return list(queries.newest_of_kinds(connection, self._seals, kinds, before, limit))

    def event(self, seq: int) -> Record | None:
        """One event."""
        return next((record for record in self.after(seq - 1, 1) if record.seq == seq), None)

    def long_closed(self, before: int, after: int, limit: int) -> list[int]:
        """Incidents above ``after`` that were closed before a time (UTC ms) and not erased since."""
        with self._connection() as connection:
            return store.long_closed(connection, before, after, limit)

    def token(self, share: str) -> str | None:
        """The access token of a share; None when its feeds have ended.

        Raises:
            JournalLockedError: it was sealed by an earlier run and the key is not here.
        """
        with self._connection() as connection:
            return database.find(connection, share, self._seals)

    def quarantined(self) -> list[int]:
        """Numbers of the kept refused requests, oldest first."""
        with self._connection() as connection:
            return quarantine.numbers(connection)

    def quarantined_body(self, number: int) -> quarantine.Held | None:
        """A refused request; None when it is not kept any more.

        Raises:
            JournalLockedError: it was sealed by an earlier run and the key is not here.
        """
        with self._connection() as connection:
            return quarantine.find(connection, number, self._seals)

    def fallen(self) -> int:
        """How many refused bodies found no room and were only counted."""
        with self._connection() as connection:
            return quarantine.fallen(connection)

    @contextlib.contextmanager
    def _connection(self) -> typing.Iterator[sqlite3.Connection]:
        try:
            with contextlib.closing(connect_to_read(self._place.journal)) as connection:
                yield connection
        except (sqlite3.Error, OSError, DamagedError) as error:
            raise JournalUnavailableError(f"The journal can't be read: {error}") from error
