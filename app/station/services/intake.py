"""A share is stored before anybody is told, RapidSOS included (docs/contract.md#3.5, docs/design.md#how-data-flows)."""

import asyncio
import collections.abc
import logging

import msgspec

from app.domain.data_share import signature as data_share_signature
from app.domain.data_share.payload import DataShare, MalformedShare
from app.domain.data_share.signature import Signature
from app.domain.incident import correlation
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import ShareReceived, ShareRepeated
from app.station.http.request import InboundRequest
from app.station.journal import quarantine
from app.station.journal.base import Decision, DecisionContext, Intent, JournalLockedError, Token
from app.station.journal.journal import Journal
from app.station.journal.quarantine import QuarantinedRequest


class Intake:
    """Writes shares and refused bodies into the journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def share(self, share: DataShare, request: InboundRequest) -> Recorded:
        """Store a share with a good signature; once this returns it is on disk. Returns the event that it became.

        Raises:
            JournalUnavailableError: nothing was stored.
        """
        outcome = await self._journal.decide(accepted(share, request))
        return outcome.records[0]

    async def refused(self, request: InboundRequest, status: int, problem: str, signature: str) -> None:
        """Keep a refused request for a person to see; ``signature`` is a verdict in words.

        Raises:
            JournalUnavailableError: it was not kept.
        """
        kept = quarantine.refused(request, status, problem, signature)
        await self._journal.decide(quarantine.keep(kept))


def accepted(share: DataShare, request: InboundRequest) -> Intent:
    """The intent of a share with a good signature: a new share, or one more time the same body."""
    sha256 = request.body_sha256
    event = received(share, request)
    tokens = (Token(share=event.share, token=share.access_token),)

    def intent(ledger: DecisionContext, _now: int) -> Decision:
        before = ledger.delivered(sha256)
        if before is None:
            same_caller = ledger.projection.open_of_phone(event.phone)
            drafts = correlation.joined(event, share.place, same_caller, ledger.next_incident)
            return Decision(drafts=tuple(drafts), tokens=tokens)
        # Shared again, and not just twice: its feeds begin anew, and its token is needed although it was deleted.
        again = correlation.repeated(before, sha256, request.received_at)
        counts = isinstance(again.event, ShareRepeated) and again.event.quiet
        return Decision(drafts=(again,), tokens=() if counts else tokens)

    return intent


def received(share: DataShare, request: InboundRequest) -> ShareReceived:
    """The event of a share whose signature is good."""
    sha256 = request.body_sha256
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
        untrusted_headers=request.headers_to_keep,
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

    def _opened(self, number: int) -> QuarantinedRequest | None:
        """A kept body; None when it fell off the shelf, or can't be opened until the keyring is unlocked."""
        try:
            held = self._journal.quarantined_body(number)
        except JournalLockedError:
            return None
        return None if held is None else quarantine.request_of(held.untrusted_request)

    def _is_good(self, arrival: QuarantinedRequest, secrets: collections.abc.Sequence[str]) -> bool:
        given = [value for name, value in arrival.untrusted_headers if name.lower() == self._header]
        verdict = data_share_signature.judge(arrival.untrusted_body, next(iter(given), None), secrets)
        return verdict is Signature.GOOD

    async def _arrived(self, number: int, arrival: QuarantinedRequest) -> bool:
        share = self._read(arrival.untrusted_body)
        if isinstance(share, MalformedShare):
            return False
        outcome = await self._journal.decide(_released(number, arrival.request_sha256, accepted(share, arrival)))
        return bool(outcome.records)


def _released(number: int, sha256: str, intent: Intent) -> Intent:
    """It leaves the quarantine; what arrived as a share before is no second one."""

    def once(ledger: DecisionContext, now: int) -> Decision:
        decision = Decision() if ledger.delivered(sha256) else intent(ledger, now)
        return msgspec.structs.replace(decision, released=(number,))

    return once
