"""What the inspector asks for: the list, one request's words, and a replay. All but ``play`` block for a disk read."""

import asyncio
import typing

from app.domain.data_share import tokenless
from app.domain.incident.events import ShareReceived, ShareRepeated
from app.domain.incident.kept import KeptWords, Quarantine
from app.domain.incident.record import Record
from app.domain.inspection.request import Replay, Requests, RequestWords, SeenRequest
from app.ground.clock import Clock
from app.station.inspection import stored
from app.station.inspection.rehearsal import Rehearsal, Score
from app.station.inspection.ring import MOST, Remembered, Ring
from app.station.journal.errors import JournalLockedError
from app.station.journal.journal import Journal
from app.station.journal.quarantine import arrival_of
from app.station.journal.rows import folded
from app.station.listener import data_share

PAGE = 200
"""So many requests of the journal at once."""


class Shelf(typing.Protocol):
    """What the quarantine keeps."""

    def listing(self) -> Quarantine:
        """Everything kept."""

    def words(self, number: int) -> KeptWords | None:
        """One refused request; None when it is not kept, or locked."""


class Inspection:
    """Everything that came to the listener, as far as it is remembered or stored."""

    def __init__(self, journal: Journal, ring: Ring, shelf: Shelf, rehearsal: Rehearsal, clock: Clock) -> None:
        self._journal = journal
        self._ring = ring
        self._shelf = shelf
        self._rehearsal = rehearsal
        self._clock = clock

    def newer(self, since: int) -> Requests:
        """What this run saw after its request of a number; nothing is read from disk."""
        now = self._clock.now()
        return self._requests(tuple(stored.of_memory(one) for one in self._ring.all(now, since)))

    def newest(self) -> Requests:
        """What this run remembers, then what the journal has from before."""
        remembered = self._ring.all(self._clock.now())
        known = frozenset((stored.sha256(one), one.exchange.received_at) for one in remembered)
        kept = self._shelf.listing()
        records = self._records(None)
        refused = [stored.of_kept(one) for one in kept.kept if (one.request_sha256, one.received_at) not in known]
        told = sorted((*_of_events(records, known), *refused), key=lambda one: one.received_at, reverse=True)
        return self._requests((*(stored.of_memory(one) for one in remembered), *told), records, kept.locked)

    def older(self, before: int) -> Requests:
        """Accepted requests of the journal below a seq."""
        records = self._records(before)
        return self._requests(tuple(_of_events(records)), records)

    def words(self, id_: str) -> RequestWords | None:
        """One request; None when it is remembered no more, or can't be opened."""
        number = int(id_[1:])
        match id_[0]:
            case "r":
                one = self._ring.find(number)
                return None if one is None else stored.words_of_memory(one, _text(one))
            case "e":
                record = self._journal.event(number)
                return None if record is None else stored.words_of_event(folded(record))
            case _:
                kept = self._shelf.words(number)
                return None if kept is None else stored.words_of_kept(kept)

    async def play(self, id_: str) -> Replay | None:
        """Play a Data Share request again without a trace; None when there is nothing to play.

        Raises:
            JournalUnavailableError: storage fails.
        """
        score = await asyncio.to_thread(self._score, id_)
        return None if score is None else await self._rehearsal.play(score, self._clock.now())

    def _score(self, id_: str) -> Score | None:
        number = int(id_[1:])
        match id_[0]:
            case "r":
                return _score_of_memory(self._ring.find(number))
            case "e":
                return _score_of_event(self._journal.event(number))
            case _:
                return self._score_of_kept(id_, number)

    def _score_of_kept(self, id_: str, number: int) -> Score | None:
        try:
            held = self._journal.quarantined_body(number)
        except JournalLockedError:
            return None
        if held is None:
            return None
        arrival = arrival_of(held.untrusted_request)
        return Score(
            id=id_,
            untrusted_body=arrival.untrusted_body,
            untrusted_headers=arrival.untrusted_headers,
            request_sha256=arrival.request_sha256,
        )

    def _records(self, before: int | None) -> list[Record]:
        return self._journal.newest_of_kinds(stored.KINDS, before, PAGE)

    def _requests(
        self, requests: tuple[SeenRequest, ...], records: list[Record] | None = None, locked: int = 0
    ) -> Requests:
        sealed = sum(record.unreadable == "locked" for record in records or ())
        return Requests(
            requests=requests,
            newest=self._ring.newest,
            older=records[-1].seq if records and len(records) == PAGE else None,
            began_at=self._ring.began_at,
            most=MOST,
            fallen=self._ring.fallen,
            locked=locked + sealed,
        )


def _of_events(records: list[Record], known: frozenset[tuple[str, int]] = frozenset()) -> list[SeenRequest]:
    """Requests of the journal, but those that this run remembers with more."""
    found = []
    for record in records:
        whole = folded(record)
        request = stored.of_event(whole)
        digest = whole.event.request_sha256 if isinstance(whole.event, ShareReceived | ShareRepeated) else ""
        if request is not None and (digest, request.received_at) not in known:
            found.append(request)
    return found


def _text(one: Remembered) -> str:
    return "" if one.exchange.untrusted_body is None else tokenless.text_of(one.exchange.untrusted_body)


def _score_of_memory(one: Remembered | None) -> Score | None:
    if one is None or one.exchange.untrusted_body is None or one.exchange.head.path != data_share.PATH:
        return None
    return Score(
        id=f"r{one.number}",
        untrusted_body=one.exchange.untrusted_body,
        untrusted_headers=one.exchange.head.untrusted_headers,
        request_sha256=stored.sha256(one),
    )


def _score_of_event(record: Record | None) -> Score | None:
    """A stored share: its bytes are no longer those that were signed, so its verdict is the one at its receipt."""
    event = folded(record).event if record is not None else None
    if record is None or not isinstance(event, ShareReceived):
        return None
    return Score(
        id=f"e{record.seq}",
        untrusted_body=event.untrusted_body.encode(),
        untrusted_headers=event.untrusted_headers,
        request_sha256=event.request_sha256,
        verdict="good" if event.verified else "bad",
    )
