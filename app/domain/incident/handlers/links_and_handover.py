"""Wishes of persons who know better than phone numbers: link, unlink, split (docs/contract.md#3.5)."""

import collections.abc
import hashlib
import re
import typing

import msgspec

from app.domain.incident.commands import (
    DeliveryMark,
    HandOver,
    LinkIncidents,
    MarkHeard,
    MarkShown,
    RecordExport,
    Refused,
    SeeNotice,
    SignHandover,
    SignOff,
    SplitShare,
    UnlinkIncidents,
)
from app.domain.incident.envelope import VERSION, EventDraft, Recorded
from app.domain.incident.events import (
    AnyEvent,
    Erased,
    HandedOver,
    HandoverSigned,
    IncidentExported,
    IncidentHeard,
    IncidentShown,
    IncidentsLinked,
    IncidentsUnlinked,
    Moved,
    NoticeSeen,
    OperatorSignedOff,
    ShareMovedOut,
    ShareReceived,
    ShareSplit,
    Unreadable,
)
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection

MOST_MARKS = 100
NAME_LIMIT = 120

DeliveryWish = MarkShown | MarkHeard
Find = collections.abc.Callable[[int], Incident | None]


def decide_delivery(wish: DeliveryWish, operator: str, find: Find, now: int) -> list[EventDraft] | Refused:
    """The events of marks that are the first of their kind for a ring; others are nothing new."""
    if len(wish.marks) > MOST_MARKS:
        return Refused(refused=f"A console marks at most {MOST_MARKS} at once.")
    drafts: list[EventDraft] = []
    for mark in wish.marks:
        incident = find(mark.incident)
        if incident is not None and _is_new(wish, mark, incident):
            drafts.append(EventDraft(event=_event(wish, mark, operator, now), incident=incident.number))
    return drafts or Refused(refused="Nothing of this is new: it was marked before.")


def _is_new(wish: DeliveryWish, mark: DeliveryMark, incident: Incident) -> bool:
    known = incident.shown if isinstance(wish, MarkShown) else incident.heard
    return mark.through == incident.ring_seq and all(one.through != mark.through for one in known)


def _event(wish: DeliveryWish, mark: DeliveryMark, operator: str, now: int) -> IncidentShown | IncidentHeard:
    at = min(mark.at, now)
    if isinstance(wish, MarkShown):
        return IncidentShown(through=mark.through, shown_at=at, console=operator)
    return IncidentHeard(through=mark.through, heard_at=at, console=operator, device=wish.device[:NAME_LIMIT])


LONGEST_FORM = 20
_DIGEST = re.compile(r"[0-9a-f]{64}")


def decide_export(wish: RecordExport, operator: str | None, incident: Incident | None) -> EventDraft | Refused:
    """The event that makes the wish true, or the refusal; ``operator`` is None for a command of this computer."""
    if incident is None:
        return Refused(refused=f"There is no incident {wish.incident} in this journal.")
    if not wish.form.isalnum() or len(wish.form) > LONGEST_FORM or not _DIGEST.fullmatch(wish.sha256):
        return Refused(refused="An export has a form and a SHA-256. Nothing was recorded.")
    event = IncidentExported(form=wish.form, sha256=wish.sha256)
    return EventDraft(event=event, incident=incident.number, operator=operator, command_id=wish.id)


SHEET_LIMIT = 32 * 1024

Present = collections.abc.Collection[str]
"""Names of signed-on operators whose consoles are asking."""


def hand_over(wish: HandOver, operator: str, incident: Incident | None, present: Present) -> list[EventDraft] | Refused:
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
    return [EventDraft(event=HandedOver(to=wish.to), incident=incident.number, operator=operator, command_id=wish.id)]


def sign_off(
    wish: SignOff, operator: str, book: IncidentProjection, present: Present, *, stays: bool
) -> list[EventDraft] | Refused:
    """The events of leaving: what the operator still has goes to another, or back to the floor.

    ``stays`` says that the same operator sits at another console too: then nothing changes hands.
    """
    left = EventDraft(event=OperatorSignedOff(), operator=operator, command_id=wish.id)
    mine = [one.number for one in book.open_incidents if one.owner == operator]
    if stays or not mine:
        return [left]
    to = wish.hand_over_to
    if to is not None and (to == operator or to not in present):
        return Refused(refused=_absent(to))
    return [left, *(EventDraft(event=HandedOver(to=to), incident=number, operator=operator) for number in mine)]


def sign(wish: SignHandover, operator: str, book: IncidentProjection) -> list[EventDraft] | Refused:
    """The event of a signature under exactly this sheet."""
    if not 1 <= len(wish.sheet.encode()) <= SHEET_LIMIT:
        return Refused(refused=f"A handover sheet has at most {SHEET_LIMIT // 1024} KiB. Close what is done first.")
    if hashlib.sha256(wish.sheet.encode()).hexdigest() != wish.sheet_sha256:
        return Refused(refused="The sheet is not the one that its digest names. Make it anew, then sign.")
    last = book.handover
    if last is not None and last.sha256 == wish.sheet_sha256 and operator in {one.operator for one in last.signatures}:
        return Refused(refused="You have signed this sheet already.")
    signed = HandoverSigned(sheet_sha256=wish.sheet_sha256, sheet=wish.sheet)
    return [EventDraft(event=signed, operator=operator, command_id=wish.id)]


def _absent(name: str) -> str:
    return f"{name} is not signed on at another console. Choose somebody who is, or give it back to the floor."


JoiningWish = LinkIncidents | UnlinkIncidents | SplitShare


LastReceipt = collections.abc.Callable[[str], int | None]
"""When a body came last (UTC ms), by its digest; None when that is not remembered any more."""


def decide_links(
    wish: JoiningWish, operator: str, find: Find, new_incident: int, last_receipt: LastReceipt
) -> list[EventDraft] | Refused:
    """The events that make a wish of a signed-on operator true, or the refusal."""
    incident = find(wish.incident)
    if incident is None:
        return Refused(refused=f"There is no incident {wish.incident}. Search the queue for its phone or ECC.")
    match wish:
        case LinkIncidents() | UnlinkIncidents():
            return _linked(wish, operator, incident, find(wish.other))
        case SplitShare():
            return _split(wish, operator, incident, new_incident, last_receipt)
        case _:
            typing.assert_never(wish)


def _linked(
    wish: LinkIncidents | UnlinkIncidents, operator: str, incident: Incident, other: Incident | None
) -> list[EventDraft] | Refused:
    if other is None:
        return Refused(refused=f"There is no incident {wish.other}. Look at the number again.")
    if other.number == incident.number:
        return Refused(refused="An incident is not linked to itself. Name another one.")
    links = isinstance(wish, LinkIncidents)
    if links == (other.number in incident.related):
        state = "linked already" if links else "not linked"
        return Refused(refused=f"Incidents {incident.number} and {other.number} are {state}.")
    kind = IncidentsLinked if links else IncidentsUnlinked
    pairs = ((incident.number, other.number), (other.number, incident.number))
    drafts = [EventDraft(event=kind(other=far), incident=near, operator=operator) for near, far in pairs]
    return [msgspec.structs.replace(drafts[0], command_id=wish.id), drafts[1]]


def _split(
    wish: SplitShare, operator: str, incident: Incident, new_incident: int, last_receipt: LastReceipt
) -> list[EventDraft] | Refused:
    if not incident.is_open:
        return Refused(refused=f"Incident {incident.number} is closed. Reopen it first.")
    names = [share.share for share in incident.shares]
    if wish.share not in names:
        return Refused(refused=f"This share is not in incident {incident.number}. Somebody may have moved it.")
    if wish.share == names[0]:
        return Refused(
            refused=f"Incident {incident.number} began with this share, so it stays. Split a share that joined later."
        )
    history = [record for record in incident.timeline if getattr(record.event, "share", None) == wish.share]
    received = next((one.event for one in history if isinstance(one.event, ShareReceived)), None)
    if received is None or any(isinstance(one.event, Unreadable | Erased) for one in incident.timeline):
        return Refused(refused="Parts of this incident can't be read now. Unlock the keyring, then split it.")
    digest = received.request_sha256
    out = ShareMovedOut(share=wish.share, request_sha256=digest, to=new_incident)
    into = ShareSplit(
        taken_from=incident.number,
        share=wish.share,
        request_sha256=digest,
        last_receipt=last_receipt(digest) or received.received_at,
        history=tuple(_moved(record) for record in history),
    )
    return [
        EventDraft(event=out, incident=incident.number, operator=operator, command_id=wish.id),
        EventDraft(event=into, incident=new_incident, operator=operator),
    ]


def _moved(record: Recorded) -> Moved:
    event: AnyEvent = record.event
    body = msgspec.Raw(msgspec.json.encode(event))
    return Moved(seq=record.seq, at=record.at, kind=type(event).__name__, version=VERSION, body=body)


def decide_station(wish: SeeNotice, operator: str, book: IncidentProjection) -> EventDraft | Refused:
    """The event that makes the wish of a signed-on operator true, or the refusal."""
    if wish.notice not in book.notices:
        return Refused(refused="Somebody has seen it already, or it is over.")
    return EventDraft(event=NoticeSeen(notice=wish.notice), operator=operator, command_id=wish.id)
