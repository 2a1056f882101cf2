"""The list of requests, and their replay as a dry run: judged, read and decided as usual, and nothing is written.

The decision is asked of the committer, which is where real ones are made, by an intent that always refuses itself.
"""

import asyncio
import collections.abc
import typing

import msgspec

from app.core.clock import Clock
from app.domain.data_share import payload, signature
from app.domain.data_share.payload import DataShare, MalformedShare
from app.domain.data_share.signature import Signature
from app.domain.incident import correlation
from app.domain.incident.commands import Refused
from app.domain.incident.envelope import Record
from app.domain.incident.events import ShareReceived, ShareRepeated
from app.domain.location import coordinates
from app.protocol.requests import IntakeDecision, KeptWords, Quarantine, Replay, Requests, RequestWords, SeenRequest
from app.station.http.request import InboundRequest
from app.station.inspector import inspector
from app.station.inspector.inspector import MOST, Remembered, Ring
from app.station.journal import base
from app.station.journal.base import DecisionContext, Intent, JournalLockedError
from app.station.journal.database import folded
from app.station.journal.journal import Journal
from app.station.journal.quarantine import request_of
from app.station.services.intake import accepted
from app.station.webhooks import data_share

_NOTHING_WRITTEN = base.Decision(refused=Refused(refused="A replay: nothing is written."))
_OK, _MALFORMED, _UNAUTHORIZED = 200, 400, 401


class ReplayRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request to replay."""

    id: str
    request: InboundRequest
    request_sha256: str
    """Of the bytes as they came, which a stored body no longer is: its token was cut out."""
    verdict: str | None = None
    """The verdict at its receipt; None: the bytes are whole and are judged now."""


class Replayer:
    """Replays requests; nothing is counted, nothing rings, nothing is stored."""

    def __init__(self, journal: Journal, read: data_share.Read, secrets: data_share.Secrets) -> None:
        self._journal = journal
        self._read = read
        self._secrets = secrets

    async def play(self, replay_request: ReplayRequest, now: int) -> Replay:
        """What would become of it at ``now`` (UTC ms).

        Raises:
            JournalUnavailableError: storage fails; then it would be answered 503.
        """
        verdict = replay_request.verdict or self._judged(replay_request).value
        share = self._read(replay_request.request.untrusted_body)
        replay = Replay(
            id=replay_request.id,
            at=now,
            status=_OK,
            verdict=verdict,
            judged_now=replay_request.verdict is None,
            decision=IntakeDecision.REFUSES,
            problem=share.reason if isinstance(share, MalformedShare) else "",
            untrusted_read=() if isinstance(share, MalformedShare) else _said(share),
        )
        if verdict != Signature.GOOD.value:
            kept = IntakeDecision.REFUSES if isinstance(share, MalformedShare) else IntakeDecision.QUARANTINES
            return msgspec.structs.replace(replay, status=_UNAUTHORIZED, decision=kept)
        if isinstance(share, MalformedShare):
            return msgspec.structs.replace(replay, status=_MALFORMED, decision=IntakeDecision.QUARANTINES)
        decision, incident = await self._decided(share, replay_request, now)
        return msgspec.structs.replace(replay, decision=decision, incident=incident)

    def _judged(self, replay_request: ReplayRequest) -> Signature:
        request = replay_request.request
        return signature.judge(request.untrusted_body, request.header(data_share.HEADER), self._secrets())

    async def _decided(
        self, share: DataShare, replay_request: ReplayRequest, now: int
    ) -> tuple[IntakeDecision, int | None]:
        found: list[tuple[IntakeDecision, int | None]] = []
        await self._journal.decide(_dry(share, replay_request, now, found.append))
        return found[-1]


def _dry(
    share: DataShare,
    replay_request: ReplayRequest,
    now: int,
    report: collections.abc.Callable[[tuple[IntakeDecision, int | None]], None],
) -> Intent:
    request = msgspec.structs.replace(replay_request.request, received_at=now)

    def intent(ledger: DecisionContext, at: int) -> base.Decision:
        before = ledger.delivered(replay_request.request_sha256)
        if before is not None:
            draft = correlation.repeated(before, replay_request.request_sha256, now)
        else:
            draft = accepted(share, request)(ledger, at).drafts[0]
        report((_named(draft.event, draft.incident, ledger), draft.incident))
        return _NOTHING_WRITTEN

    return intent


def _named(event: object, incident: int | None, ledger: DecisionContext) -> IntakeDecision:
    if isinstance(event, ShareRepeated):
        return IntakeDecision.REPEATS if event.quiet else IntakeDecision.RINGS_AGAIN
    joins = isinstance(event, ShareReceived) and incident in ledger.projection.incidents
    return IntakeDecision.JOINS if joins else IntakeDecision.OPENS


def _said(share: DataShare) -> tuple[tuple[str, str], ...]:
    """What was read, by name; whoever shows the names has the words for them."""
    place = share.place
    where = coordinates.write(place.latitude, place.longitude) if place else None
    box = share.box
    fields = (
        ("phone", share.phone.e164 if share.phone else None),
        ("ecc", share.ecc),
        ("alert_id", share.alert_id),
        ("place", where),
        ("uncertainty_m", str(place.uncertainty_m) if place and place.uncertainty_m is not None else None),
        ("box", f"{box.south}, {box.west} to {box.north}, {box.east}" if box else None),
        ("warnings", ", ".join(share.warnings) or None),
    )
    return tuple((name, value) for name, value in fields if value is not None)


PAGE = 200
"""So many requests of the journal at once."""


class QuarantineLookup(typing.Protocol):
    """Reads the quarantine."""

    def listing(self) -> Quarantine:
        """Everything kept."""

    def words(self, number: int) -> KeptWords | None:
        """One refused request; None when it is not kept, or locked."""


class Inspector:
    """Everything that came to the listener, as far as it is remembered or stored."""

    def __init__(
        self, journal: Journal, ring: Ring, quarantine: QuarantineLookup, replayer: Replayer, clock: Clock
    ) -> None:
        self._journal = journal
        self._ring = ring
        self._quarantine = quarantine
        self._replayer = replayer
        self._clock = clock

    def newer(self, since: int) -> Requests:
        """What this run saw after its request of a number; nothing is read from disk."""
        now = self._clock.now()
        return self._requests(tuple(inspector.of_memory(one) for one in self._ring.all(now, since)))

    def newest(self) -> Requests:
        """What this run remembers, then what the journal has from before."""
        remembered = self._ring.all(self._clock.now())
        known = frozenset((inspector.sha256(one), one.exchange.request.received_at) for one in remembered)
        kept = self._quarantine.listing()
        records = self._records(None)
        refused = [inspector.of_kept(one) for one in kept.kept if (one.request_sha256, one.received_at) not in known]
        told = sorted((*_of_events(records, known), *refused), key=lambda one: one.received_at, reverse=True)
        return self._requests((*(inspector.of_memory(one) for one in remembered), *told), records, kept.locked)

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
                return None if one is None else inspector.words_of_memory(one, _text(one))
            case "e":
                record = self._journal.event(number)
                return None if record is None else inspector.words_of_event(folded(record))
            case _:
                kept = self._quarantine.words(number)
                return None if kept is None else inspector.words_of_kept(kept)

    async def play(self, id_: str) -> Replay | None:
        """Replay a Data Share request without a trace; None when there is nothing to replay.

        Raises:
            JournalUnavailableError: storage fails.
        """
        replay_request = await asyncio.to_thread(self._replay_request, id_)
        return None if replay_request is None else await self._replayer.play(replay_request, self._clock.now())

    def _replay_request(self, id_: str) -> ReplayRequest | None:
        number = int(id_[1:])
        match id_[0]:
            case "r":
                return _request_of_memory(self._ring.find(number))
            case "e":
                return _request_of_event(self._journal.event(number))
            case _:
                return self._request_of_kept(id_, number)

    def _request_of_kept(self, id_: str, number: int) -> ReplayRequest | None:
        try:
            held = self._journal.quarantined_body(number)
        except JournalLockedError:
            return None
        if held is None:
            return None
        request = request_of(held.untrusted_request)
        return ReplayRequest(id=id_, request=request, request_sha256=request.request_sha256)

    def _records(self, before: int | None) -> list[Record]:
        return self._journal.newest_of_kinds(inspector.KINDS, before, PAGE)

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
        request = inspector.of_event(whole)
        digest = whole.event.request_sha256 if isinstance(whole.event, ShareReceived | ShareRepeated) else ""
        if request is not None and (digest, request.received_at) not in known:
            found.append(request)
    return found


def _text(one: Remembered) -> str:
    return payload.text_of(one.exchange.request.untrusted_body)


def _request_of_memory(one: Remembered | None) -> ReplayRequest | None:
    request = None if one is None else one.exchange.request
    if one is None or request is None or not request.is_whole or request.path != data_share.PATH:
        return None
    return ReplayRequest(id=f"r{one.number}", request=request, request_sha256=inspector.sha256(one))


def _request_of_event(record: Record | None) -> ReplayRequest | None:
    """A stored share: its bytes are no longer those that were signed, so its verdict is the one at its receipt."""
    event = folded(record).event if record is not None else None
    if record is None or not isinstance(event, ShareReceived):
        return None
    request = InboundRequest(
        method="POST",
        path=data_share.PATH,
        untrusted_headers=event.untrusted_headers,
        untrusted_body=event.untrusted_body.encode(),
    )
    return ReplayRequest(
        id=f"e{record.seq}",
        request=request,
        request_sha256=event.request_sha256,
        verdict="good" if event.verified else "bad",
    )
