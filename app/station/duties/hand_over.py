"""Handing over: the intents of leaving, of giving one incident away, and of signing the sheet."""

from app.domain.incident.commands import HandOver, Refused, SignHandover, SignOff
from app.domain.incident.record import Draft
from app.domain.incident.wishing import handover_wishes
from app.domain.incident.wishing.handover_wishes import Present
from app.station.journal.decision import Decision, Intent, Ledger


def leaving(wish: SignOff, operator: str, present: Present, *, stays: bool) -> Intent:
    """The intent of signing off."""

    def intent(ledger: Ledger, _now: int) -> Decision:
        return _decision(handover_wishes.sign_off(wish, operator, ledger.book, present, stays=stays))

    return intent


def giving(wish: HandOver, operator: str, present: Present) -> Intent:
    """The intent of giving one incident away."""

    def intent(ledger: Ledger, _now: int) -> Decision:
        return _decision(handover_wishes.hand_over(wish, operator, ledger.find(wish.incident), present))

    return intent


def signing(wish: SignHandover, operator: str) -> Intent:
    """The intent of a signature under a sheet."""

    def intent(ledger: Ledger, _now: int) -> Decision:
        return _decision(handover_wishes.sign(wish, operator, ledger.book))

    return intent


def _decision(outcome: list[Draft] | Refused) -> Decision:
    return Decision(refused=outcome) if isinstance(outcome, Refused) else Decision(drafts=tuple(outcome))
