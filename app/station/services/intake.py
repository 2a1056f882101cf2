"""A share is stored before anybody is told, RapidSOS included (docs/contract.md#3.5, docs/design.md#how-data-flows)."""

import asyncio
import collections.abc
import hashlib
import logging

import msgspec

from app.domain.data_share import signature as data_share_signature
from app.domain.data_share.payload import DataShare, MalformedShare
from app.domain.data_share.signature import Signature
from app.domain.incident import correlation
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import ShareReceived, ShareRepeated
from app.station.journal import quarantine
from app.station.journal.base import Decision, DecisionContext, Intent, JournalLockedError, Token
from app.station.journal.journal import Journal
from app.station.journal.quarantine import Arrival

_KEPT_HEADERS = 40
_KEPT_HEADER_LENGTH = 500
_SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie"})


class RequestRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The request that brought a body, for the record; ``received_at`` is UTC ms."""

    untrusted_body: bytes
    untrusted_headers: tuple[tuple[str, str], ...]
    remote: str
    received_at: int

    def __repr__(self) -> str:
        """Without headers and body: they hold tokens."""
        return f"Request(received_at={self.received_at})"

    @property
    def sha256(self) -> str:
        """Of the exact bytes received, token included."""
        return hashlib.sha256(self.untrusted_body).hexdigest()

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The headers worth keeping, bounded and without credentials."""
        kept = [(name, value) for name, value in self.untrusted_headers if name.lower() not in _SECRET_HEADERS]
        return tuple((name[:_KEPT_HEADER_LENGTH], value[:_KEPT_HEADER_LENGTH]) for name, value in kept[:_KEPT_HEADERS])


class Intake:
    """Writes shares and refused bodies into the journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def share(self, share: DataShare, request: RequestRecord) -> Recorded:
        """Store a share with a good signature; once this returns it is on disk. Returns the event that it became.

        Raises:
            JournalUnavailableError: nothing was stored.
        """
        outcome = await self._journal.decide(accepted(share, request))
        return outcome.records[0]

    async def refused(self, request: RequestRecord, status: int, problem: str, signature: Signature) -> None:
        """Keep a refused body for a person to see.

        Raises:
            JournalUnavailableError: it was not kept.
        """
        arrival = quarantine.Arrival(
            status=status,
            problem=problem,
            signature=signature.value,
            request_sha256=request.sha256,
            received_at=request.received_at,
            remote=request.remote,
            untrusted_headers=request.headers,
            untrusted_body=request.untrusted_body,
        )
        await self._journal.decide(quarantine.keep(arrival))


def accepted(share: DataShare, request: RequestRecord) -> Intent:
    """The intent of a share with a good signature: a new share, or one more time the same body."""
    sha256 = request.sha256
    event = received(share, request)
    tokens = (Token(share=event.share, token=share.access_token),)

    def intent(ledger: DecisionContext, _now: int) -> Decision:
        before = ledger.delivered(sha256)
        if before is None:
            same_caller = ledger.book.open_of_phone(event.phone)
            drafts = correlation.joined(event, share.place, same_caller, ledger.next_incident)
            return Decision(drafts=tuple(drafts), tokens=tokens)
        # Shared again, and not just twice: its feeds begin anew, and its token is needed although it was deleted.
        again = correlation.repeated(before, sha256, request.received_at)
        counts = isinstance(again.event, ShareRepeated) and again.event.quiet
        return Decision(drafts=(again,), tokens=() if counts else tokens)

    return intent


def received(share: DataShare, request: RequestRecord) -> ShareReceived:
    """The event of a share whose signature is good."""
    sha256 = request.sha256
    return ShareReceived(
        share=correlation.share_id(sha256),
        request_sha256=sha256,
        received_at=request.received_at,
        verified=True,
        phone=share.phone.e164 if share.phone else None,
        phone_as_received=share.phone.as_received if share.phone else None,
        alert_id=share.alert_id,
        ecc=share.ecc,
        box=share.box,
        warnings=share.warnings,
        linked_to=None,
        remote=request.remote,
        untrusted_headers=request.headers,
        untrusted_body=share.untrusted_body,
    )


_LOG = logging.getLogger(__name__)

Read = collections.abc.Callable[[bytes], DataShare | MalformedShare]
"""How this center reads a body."""


class SignatureRecheck:
    """Looks through the quarantine; what arrived as a share before is left alone."""

    def __init__(self, journal: Journal, header: str, read: Read) -> None:
        self._journal = journal
        self._header = header.lower()
        self._read = read

    async def look(self, secrets: collections.abc.Sequence[str]) -> int:
        """Judge every kept body with the secrets in use; returns how many became shares.

        Raises:
            JournalUnavailableError: storage fails; look again later.
        """
        arrived = 0
        for number in await asyncio.to_thread(self._journal.quarantined) if secrets else ():
            arrival = await asyncio.to_thread(self._opened, number)
            if arrival is not None and self._is_good(arrival, secrets):
                arrived += await self._arrived(number, arrival)
        if arrived:
            _LOG.info("%d requests from quarantine arrived as shares: their signature is good now.", arrived)
        return arrived

    def _opened(self, number: int) -> Arrival | None:
        """A kept body; None when it fell off the shelf, or can't be opened until the keyring is unlocked."""
        try:
            held = self._journal.quarantined_body(number)
        except JournalLockedError:
            return None
        return None if held is None else msgspec.msgpack.decode(held.untrusted_request, type=Arrival)

    def _is_good(self, arrival: Arrival, secrets: collections.abc.Sequence[str]) -> bool:
        given = [value for name, value in arrival.untrusted_headers if name.lower() == self._header]
        verdict = data_share_signature.judge(arrival.untrusted_body, next(iter(given), None), secrets)
        return verdict is Signature.GOOD

    async def _arrived(self, number: int, arrival: Arrival) -> bool:
        share = self._read(arrival.untrusted_body)
        if isinstance(share, MalformedShare):
            return False
        request = RequestRecord(
            untrusted_body=arrival.untrusted_body,
            untrusted_headers=arrival.untrusted_headers,
            remote=arrival.remote,
            received_at=arrival.received_at,
        )
        outcome = await self._journal.decide(_released(number, request.sha256, accepted(share, request)))
        return bool(outcome.records)


def _released(number: int, sha256: str, intent: Intent) -> Intent:
    """It leaves the quarantine; what arrived as a share before is no second one."""

    def once(ledger: DecisionContext, now: int) -> Decision:
        decision = Decision() if ledger.delivered(sha256) else intent(ledger, now)
        return msgspec.structs.replace(decision, released=(number,))

    return once
