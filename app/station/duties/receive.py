"""A share is stored before anybody is told, RapidSOS included (docs/contract.md#3.5, docs/design.md#how-data-flows)."""

import hashlib

import msgspec

from app.domain.data_share.payload import DataShare
from app.domain.data_share.signature import Signature
from app.domain.incident import share as shares
from app.domain.incident.events import ShareReceived, ShareRepeated
from app.domain.incident.record import Recorded
from app.station.journal import quarantine
from app.station.journal.decision import Decision, Intent, Ledger, Token
from app.station.journal.journal import Journal

_KEPT_HEADERS = 40
_KEPT_HEADER_LENGTH = 500
_SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie"})


class Request(msgspec.Struct, frozen=True, kw_only=True):
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


class Receive:
    """Writes shares and refused bodies into the journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def share(self, share: DataShare, request: Request) -> Recorded:
        """Store a share with a good signature; once this returns it is on disk. Returns the event that it became.

        Raises:
            JournalUnavailableError: nothing was stored.
        """
        outcome = await self._journal.decide(accepted(share, request))
        return outcome.records[0]

    async def refused(self, request: Request, status: int, problem: str, signature: Signature) -> None:
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


def accepted(share: DataShare, request: Request) -> Intent:
    """The intent of a share with a good signature: a new share, or one more time the same body."""
    sha256 = request.sha256
    event = received(share, request)
    tokens = (Token(share=event.share, token=share.access_token),)

    def intent(ledger: Ledger, _now: int) -> Decision:
        before = ledger.delivered(sha256)
        if before is None:
            same_caller = ledger.book.open_of_phone(event.phone)
            drafts = shares.joined(event, share.place, same_caller, ledger.next_incident)
            return Decision(drafts=tuple(drafts), tokens=tokens)
        # Shared again, and not just twice: its feeds begin anew, and its token is needed although it was deleted.
        again = shares.repeated(before, sha256, request.received_at)
        counts = isinstance(again.event, ShareRepeated) and again.event.quiet
        return Decision(drafts=(again,), tokens=() if counts else tokens)

    return intent


def received(share: DataShare, request: Request) -> ShareReceived:
    """The event of a share whose signature is good."""
    sha256 = request.sha256
    return ShareReceived(
        share=shares.share_id(sha256),
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
