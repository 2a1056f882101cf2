"""Wishes of persons who know better than phone numbers: link, unlink, split (docs/contract.md#3.5)."""

import collections.abc
import typing

import msgspec

from app.domain.incident.commands import LinkIncidents, Refused, SplitShare, UnlinkIncidents
from app.domain.incident.events import (
    AnyEvent,
    Erased,
    IncidentsLinked,
    IncidentsUnlinked,
    Moved,
    ShareMovedOut,
    ShareReceived,
    ShareSplit,
    Unreadable,
)
from app.domain.incident.incident import Incident
from app.domain.incident.record import VERSION, Draft, Recorded, encode

JoiningWish = LinkIncidents | UnlinkIncidents | SplitShare
Find = collections.abc.Callable[[int], Incident | None]
LastReceipt = collections.abc.Callable[[str], int | None]
"""When a body came last (UTC ms), by its digest; None when that is not remembered any more."""


def decide(
    wish: JoiningWish, operator: str, find: Find, new_incident: int, last_receipt: LastReceipt
) -> list[Draft] | Refused:
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
) -> list[Draft] | Refused:
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
    drafts = [Draft(event=kind(other=far), incident=near, operator=operator) for near, far in pairs]
    return [msgspec.structs.replace(drafts[0], command_id=wish.id), drafts[1]]


def _split(
    wish: SplitShare, operator: str, incident: Incident, new_incident: int, last_receipt: LastReceipt
) -> list[Draft] | Refused:
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
        Draft(event=out, incident=incident.number, operator=operator, command_id=wish.id),
        Draft(event=into, incident=new_incident, operator=operator),
    ]


def _moved(record: Recorded) -> Moved:
    event: AnyEvent = record.event
    body = msgspec.Raw(encode(event))
    return Moved(seq=record.seq, at=record.at, kind=type(event).__name__, version=VERSION, body=body)
