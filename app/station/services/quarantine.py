"""The quarantine's way out: a person sees a refused body, and may take it over as an incident.

See docs/contract.md#3.5.
"""

import collections.abc

import msgspec

from app.domain.data_share import payload
from app.domain.data_share.payload import DataShare, MalformedShare
from app.domain.data_share.signature import Signature
from app.domain.incident import correlation
from app.domain.incident.commands import Refused, TakeOver
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import QuarantineSeen, ShareTakenOver
from app.domain.incident.handlers.links_and_handover import NOT_KEPT
from app.protocol.requests import KeptRequest, KeptWords, Quarantine
from app.station.journal.base import Decision, DecisionContext, Intent, JournalLockedError, Token
from app.station.journal.journal import Journal
from app.station.journal.quarantine import Held, QuarantinedRequest, request_of
from app.station.services.intake import received

LOCKED = Refused(refused="This request was kept by an earlier run. Unlock the keyring, then take it over.")

Read = collections.abc.Callable[[bytes], DataShare | MalformedShare]
"""How this center reads a body."""


class QuarantineService:
    """What the quarantine keeps, for consoles. Every method but ``obey`` blocks: call it in a thread."""

    def __init__(self, journal: Journal, read: Read) -> None:
        self._journal = journal
        self._read = read

    def listing(self) -> Quarantine:
        """Everything kept, newest first.

        Raises:
            JournalUnavailableError: storage fails.
        """
        kept: list[KeptRequest] = []
        locked = 0
        for number in reversed(self._journal.quarantined()):
            try:
                held = self._journal.quarantined_body(number)
            except JournalLockedError:
                locked += 1
                continue
            if held is not None:
                kept.append(self._request(held))
        return Quarantine(kept=tuple(kept), locked=locked, fallen=self._journal.fallen())

    def words(self, number: int) -> KeptWords | None:
        """One request as it came, without its token; None when it is not kept, or locked.

        Raises:
            JournalUnavailableError: storage fails.
        """
        held = self._held(number)
        if not isinstance(held, Held):
            return None
        request = request_of(held.untrusted_request)
        text = payload.text_of(request.untrusted_body)
        return KeptWords(request=self._request(held), untrusted_headers=request.untrusted_headers, untrusted_text=text)

    def taking_over(self, command: TakeOver, operator: str) -> Intent:
        """What a take-over decides; the body is opened before, outside the committer."""
        held = self._held(command.quarantine)
        if isinstance(held, Refused):
            refused = Decision(refused=held)
            return lambda _ledger, _now: refused
        return _taken_over(command.quarantine, operator, request_of(held.untrusted_request), self._read)

    def _held(self, number: int) -> Held | Refused:
        try:
            return self._journal.quarantined_body(number) or NOT_KEPT
        except JournalLockedError:
            return LOCKED

    def _request(self, held: Held) -> KeptRequest:
        request = request_of(held.untrusted_request)
        return KeptRequest(
            quarantine=held.number,
            received_at=held.received_at,
            method=request.method,
            path=request.path,
            status=request.status,
            problem=request.problem,
            signature=request.signature,
            remote=request.remote,
            request_sha256=request.request_sha256,
            size=len(request.untrusted_body),
            rings=held.rings,
            is_share=_share_in(self._read(request.untrusted_body)) is not None,
        )


def _taken_over(number: int, operator: str, request: QuarantinedRequest, read: Read) -> Intent:
    share = _share_in(read(request.untrusted_body))

    def intent(ledger: DecisionContext, _now: int) -> Decision:
        if not ledger.keeps(number):
            return Decision(refused=NOT_KEPT)
        before = ledger.delivered(request.request_sha256)
        if before is not None:
            return Decision(refused=Refused(refused=f"The same request is in incident {before.incident} already."))
        drafts, tokens = _incident(ledger, share, request)
        incident = ledger.next_incident if not drafts else drafts[0].incident
        text = "" if drafts else payload.text_of(request.untrusted_body)
        taken = EventDraft(event=_event(number, request, text), incident=incident, operator=operator)
        looked = EventDraft(event=QuarantineSeen(quarantine=number), operator=operator)
        return Decision(drafts=(*drafts, taken, looked), tokens=tokens, released=(number,))

    return intent


def _share_in(found: DataShare | MalformedShare) -> DataShare | None:
    """The share that a body is, or what can be read of one that was refused: it is a call all the same."""
    return found.readable if isinstance(found, MalformedShare) else found


def _incident(
    ledger: DecisionContext, share: DataShare | None, request: QuarantinedRequest
) -> tuple[tuple[EventDraft, ...], tuple[Token, ...]]:
    """The events of a body that reads as a share; nothing for any other.

    It is *signature not verified* for ever where that is why it was refused.
    """
    if share is None:
        return (), ()
    event = msgspec.structs.replace(received(share, request), verified=request.signature == Signature.GOOD.value)
    same_caller = ledger.projection.open_of_phone(event.phone)
    drafts = correlation.joined(event, share.place, same_caller, ledger.next_incident)
    tokens = (Token(share=event.share, token=share.access_token),) if share.access_token else ()
    return tuple(drafts), tokens


def _event(number: int, request: QuarantinedRequest, text: str) -> ShareTakenOver:
    return ShareTakenOver(
        quarantine=number,
        signature=request.signature,
        request_sha256=request.request_sha256,
        received_at=request.received_at,
        problem=request.problem,
        untrusted_text=text,
    )
