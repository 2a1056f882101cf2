"""Wishes about handing over: one incident, everything at signing off, and signing the sheet."""

import collections.abc
import hashlib

from app.domain.incident.book import Book
from app.domain.incident.commands import HandOver, Refused, SignHandover, SignOff
from app.domain.incident.events import HandedOver, HandoverSigned, OperatorSignedOff
from app.domain.incident.incident import Incident
from app.domain.incident.record import Draft

SHEET_LIMIT = 32 * 1024

Present = collections.abc.Collection[str]
"""Names of signed-on operators whose consoles are asking."""


def hand_over(wish: HandOver, operator: str, incident: Incident | None, present: Present) -> list[Draft] | Refused:
    """The event that gives an incident to another operator, or back to the floor; only its owner may."""
    if incident is None:
        return Refused(refused=f"There is no incident {wish.incident}. Search the queue for its phone or ECC.")
    if not incident.is_open:
        return Refused(refused=f"Incident {incident.number} is closed. There is nothing to hand over.")
    if incident.owner != operator:
        return Refused(refused=f"Incident {incident.number} is not yours. Take it over first.")
    if wish.to == operator:
        return Refused(refused=f"You have incident {incident.number} already.")
    if wish.to is not None and wish.to not in present:
        return Refused(refused=_absent(wish.to))
    return [Draft(event=HandedOver(to=wish.to), incident=incident.number, operator=operator, command_id=wish.id)]


def sign_off(wish: SignOff, operator: str, book: Book, present: Present, *, stays: bool) -> list[Draft] | Refused:
    """The events of leaving: what the operator still has goes to another, or back to the floor.

    ``stays`` says that the same operator sits at another console too: then nothing changes hands.
    """
    left = Draft(event=OperatorSignedOff(), operator=operator, command_id=wish.id)
    mine = [one.number for one in book.open_incidents if one.owner == operator]
    if stays or not mine:
        return [left]
    to = wish.hand_over_to
    if to is not None and (to == operator or to not in present):
        return Refused(refused=_absent(to))
    return [left, *(Draft(event=HandedOver(to=to), incident=number, operator=operator) for number in mine)]


def sign(wish: SignHandover, operator: str, book: Book) -> list[Draft] | Refused:
    """The event of a signature under exactly this sheet."""
    if not 1 <= len(wish.sheet.encode()) <= SHEET_LIMIT:
        return Refused(refused=f"A handover sheet has at most {SHEET_LIMIT // 1024} KiB. Close what is done first.")
    if hashlib.sha256(wish.sheet.encode()).hexdigest() != wish.sheet_sha256:
        return Refused(refused="The sheet is not the one that its digest names. Make it anew, then sign.")
    last = book.handover
    if last is not None and last.sha256 == wish.sheet_sha256 and operator in {one.operator for one in last.signatures}:
        return Refused(refused="You have signed this sheet already.")
    signed = HandoverSigned(sheet_sha256=wish.sheet_sha256, sheet=wish.sheet)
    return [Draft(event=signed, operator=operator, command_id=wish.id)]


def _absent(name: str) -> str:
    return f"{name} is not signed on at another console. Choose somebody who is, or give it back to the floor."
