"""The quarantine's way out: a person sees a refused body, and may take it over as an incident.

See docs/contract.md#3.5.
"""

import collections.abc

import msgspec

from app.domain.data_share import payload
from app.domain.data_share.payload import DataShare, MalformedShare
from app.domain.incident import correlation
from app.domain.incident.commands import Refused, SeeQuarantined, TakeOver
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import BodyQuarantined, QuarantineSeen, ShareTakenOver
from app.protocol.requests import KeptRequest, KeptWords, Quarantine
from app.station.journal.base import Decision, DecisionContext, Intent, JournalLockedError, Token
from app.station.journal.journal import Journal
from app.station.journal.quarantine import Held, QuarantinedRequest, request_of
from app.station.services.intake import received

GONE = Refused(refused="This request is not kept any more: it was taken over, arrived as a share, or found no room.")
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

    def taking_over(self, wish: TakeOver, operator: str) -> Intent:
        """What a take-over decides; the body is opened before, outside the committer."""
        held = self._held(wish.quarantine)
        if isinstance(held, Refused):
            refused = Decision(refused=held)
            return lambda _ledger, _now: refused
        return _taken_over(wish.quarantine, operator, request_of(held.untrusted_request), self._read)

    def _held(self, number: int) -> Held | Refused:
        try:
            return self._journal.quarantined_body(number) or GONE
        except JournalLockedError:
            return LOCKED

    def _request(self, held: Held) -> KeptRequest:
        request = request_of(held.untrusted_request)
        return KeptRequest(
            quarantine=held.number,
            received_at=held.received_at,
            status=request.status,
            problem=request.problem,
            signature=request.signature,
            remote=request.remote,
            request_sha256=request.request_sha256,
            size=len(request.untrusted_body),
            rings=held.rings,
            is_share=isinstance(self._read(request.untrusted_body), DataShare),
        )


def seen(wish: SeeQuarantined, operator: str) -> Intent:
    """The intent of an operator who has looked at a body."""

    def intent(ledger: DecisionContext, _now: int) -> Decision:
        if not ledger.keeps(wish.quarantine) and not _rings(ledger, wish.quarantine):
            return Decision(refused=GONE)
        draft = EventDraft(event=QuarantineSeen(quarantine=wish.quarantine), operator=operator)
        return Decision(drafts=(draft,), seen=(wish.quarantine,))

    return intent


def _rings(ledger: DecisionContext, number: int) -> bool:
    """What found no room, or was erased, may ring at a console that saw it come."""
    events = (one.event for one in ledger.book.quarantine_rings)
    return any(isinstance(event, BodyQuarantined) and event.quarantine == number for event in events)


def _taken_over(number: int, operator: str, request: QuarantinedRequest, read: Read) -> Intent:
    share = read(request.untrusted_body)

    def intent(ledger: DecisionContext, _now: int) -> Decision:
        if not ledger.keeps(number):
            return Decision(refused=GONE)
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


def _incident(
    ledger: DecisionContext, share: DataShare | MalformedShare, request: QuarantinedRequest
) -> tuple[tuple[EventDraft, ...], tuple[Token, ...]]:
    """The events of a body that reads as a share, for ever *signature not verified*; nothing for any other."""
    if isinstance(share, MalformedShare):
        return (), ()
    event = msgspec.structs.replace(received(share, request), verified=False)
    same_caller = ledger.book.open_of_phone(event.phone)
    drafts = correlation.joined(event, share.place, same_caller, ledger.next_incident)
    return tuple(drafts), (Token(share=event.share, token=share.access_token),)


def _event(number: int, request: QuarantinedRequest, text: str) -> ShareTakenOver:
    return ShareTakenOver(
        quarantine=number,
        signature=request.signature,
        request_sha256=request.request_sha256,
        received_at=request.received_at,
        problem=request.problem,
        untrusted_text=text,
    )
