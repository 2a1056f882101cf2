"""A new secret: what was refused for its signature is judged again, and the good arrive as shares.

See docs/contract.md#3.5.
"""

import asyncio
import collections.abc
import logging

import msgspec

from app.domain.data_share import signature
from app.domain.data_share.payload import DataShare, Malformed
from app.domain.data_share.signature import Signature
from app.station.duties.receive import Request, accepted
from app.station.journal.decision import Decision, Intent, Ledger
from app.station.journal.errors import JournalLockedError
from app.station.journal.journal import Journal
from app.station.journal.quarantine import Arrival

_LOG = logging.getLogger(__name__)

Read = collections.abc.Callable[[bytes], DataShare | Malformed]
"""How this center reads a body."""


class VerifyAgain:
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
        verdict = signature.judge(arrival.untrusted_body, next(iter(given), None), secrets)
        return verdict is Signature.GOOD

    async def _arrived(self, number: int, arrival: Arrival) -> bool:
        share = self._read(arrival.untrusted_body)
        if isinstance(share, Malformed):
            return False
        request = Request(
            untrusted_body=arrival.untrusted_body,
            untrusted_headers=arrival.untrusted_headers,
            remote=arrival.remote,
            received_at=arrival.received_at,
        )
        outcome = await self._journal.decide(_released(number, request.sha256, accepted(share, request)))
        return bool(outcome.records)


def _released(number: int, sha256: str, intent: Intent) -> Intent:
    """It leaves the quarantine; what arrived as a share before is no second one."""

    def once(ledger: Ledger, now: int) -> Decision:
        decision = Decision() if ledger.delivered(sha256) else intent(ledger, now)
        return msgspec.structs.replace(decision, released=(number,))

    return once
