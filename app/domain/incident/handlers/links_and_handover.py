"""Handlers of links, splits, marks of delivery, exports, handovers and sessions.

Persons know better than phone numbers which incidents belong together (docs/contract.md#3.5).
"""

import hashlib
import re

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
    SeeQuarantined,
    SignHandover,
    SignOff,
    SignOn,
    SplitShare,
    StopStation,
    UnlinkIncidents,
)
from app.domain.incident.envelope import VERSION, EventDraft, Recorded
from app.domain.incident.events import (
    AnyEvent,
    BodyQuarantined,
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
    OperatorSignedOn,
    QuarantineSeen,
    ShareMovedOut,
    ShareReceived,
    ShareSplit,
    StationStopped,
    Unreadable,
)
from app.domain.incident.handlers.context import Decided, HandlerContext
from app.domain.incident.model import Incident

NAME_LIMIT = 40
MOST_MARKS = 100
DEVICE_LIMIT = 120
LONGEST_FORM = 20
SHEET_LIMIT = 32 * 1024
NOT_KEPT = Refused(
    refused="This request is not kept any more: it was taken over, arrived as a share, or found no room."
)
_DIGEST = re.compile(r"[0-9a-f]{64}")


def sign_on(command: SignOn, context: HandlerContext) -> Decided:
    """The operator of the event is the one who signs on."""
    name = operator_name(command)
    if not 1 <= len(name) <= NAME_LIMIT or not name.isprintable():
        return Refused(refused=f"A name has 1 to {NAME_LIMIT} printable characters. Write it again.")
    return [msgspec.structs.replace(context.draft(OperatorSignedOn()), operator=name)]


def operator_name(command: SignOn) -> str:
    """The name without blanks around it, with single spaces in it."""
    return " ".join(command.name.split())


def sign_off(command: SignOff, context: HandlerContext) -> Decided:
    """What the operator still has goes to another, or back to the floor.

    Nothing changes hands while the same operator sits at another console too.
    """
    left = context.draft(OperatorSignedOff())
    mine = [one.number for one in context.journal.projection.open_incidents if one.owner == context.operator]
    if context.at_another_console or not mine:
        return [left]
    to = command.hand_over_to
    if to is not None and (to == context.operator or to not in context.present):
        return _absent(to)
    return [left, *(context.draft(HandedOver(to=to), number) for number in mine)]


def stop_station(_command: StopStation, context: HandlerContext) -> Decided:
    """Anybody at this computer may stop the station."""
    return [context.draft(StationStopped())]


def mark_shown(command: MarkShown, context: HandlerContext) -> Decided:
    """Marks that are the first of their kind for a ring are recorded; others are nothing new."""
    marks = _new_marks(command, context)
    if isinstance(marks, Refused):
        return marks
    return [
        EventDraft(
            event=IncidentShown(
                through=mark.through, shown_at=min(mark.at, context.now), console=context.operator or ""
            ),
            incident=mark.incident,
        )
        for mark in marks
    ]


def mark_heard(command: MarkHeard, context: HandlerContext) -> Decided:
    """As ``mark_shown``, for a device that rendered the alarm."""
    marks = _new_marks(command, context)
    if isinstance(marks, Refused):
        return marks
    return [
        EventDraft(
            event=IncidentHeard(
                through=mark.through,
                heard_at=min(mark.at, context.now),
                console=context.operator or "",
                device=command.device[:DEVICE_LIMIT],
            ),
            incident=mark.incident,
        )
        for mark in marks
    ]


def _new_marks(command: MarkShown | MarkHeard, context: HandlerContext) -> list[DeliveryMark] | Refused:
    """The marks for the ring that an incident has now, if no console made one before."""
    if len(command.marks) > MOST_MARKS:
        return Refused(refused=f"A console marks at most {MOST_MARKS} at once.")
    found: list[DeliveryMark] = []
    for mark in command.marks:
        incident = context.journal.find(mark.incident)
        if incident is None or mark.through != incident.ring_seq:
            continue
        known = incident.shown if isinstance(command, MarkShown) else incident.heard
        if all(one.through != mark.through for one in known):
            found.append(mark)
    return found or Refused(refused="Nothing of this is new: it was marked before.")


def record_export(command: RecordExport, context: HandlerContext) -> Decided:
    """The operator is None when the command line of this computer says so."""
    incident = context.journal.find(command.incident)
    if incident is None:
        return Refused(refused=f"There is no incident {command.incident} in this journal.")
    if not command.form.isalnum() or len(command.form) > LONGEST_FORM or not _DIGEST.fullmatch(command.sha256):
        return Refused(refused="An export has a form and a SHA-256. Nothing was recorded.")
    return [context.draft(IncidentExported(form=command.form, sha256=command.sha256), incident.number)]


def hand_over(command: HandOver, context: HandlerContext) -> Decided:
    """Only the owner gives an incident to another operator, or back to the floor."""
    incident = context.incident(command.incident)
    if isinstance(incident, Refused):
        return incident
    if not incident.is_open:
        return Refused(refused=f"Incident {incident.number} is closed. There is nothing to hand over.")
    if incident.owner != context.operator:
        return Refused(refused=f"Incident {incident.number} is not yours. Take it over first.")
    if command.to == context.operator:
        return Refused(refused=f"You have incident {incident.number} already.")
    if command.to is not None and command.to not in context.present:
        return _absent(command.to)
    return [context.draft(HandedOver(to=command.to), incident.number)]


def _absent(name: str) -> Refused:
    return Refused(
        refused=f"{name} is not signed on at another console. Choose somebody who is, or give it back to the floor."
    )


def sign_handover(command: SignHandover, context: HandlerContext) -> Decided:
    """A signature under exactly this sheet, once for each operator."""
    if not 1 <= len(command.sheet.encode()) <= SHEET_LIMIT:
        return Refused(refused=f"A handover sheet has at most {SHEET_LIMIT // 1024} KiB. Close what is done first.")
    digest = command.sheet_sha256
    if hashlib.sha256(command.sheet.encode()).hexdigest() != digest:
        return Refused(refused="The sheet is not the one that its digest names. Make it anew, then sign.")
    last = context.journal.projection.handover
    if last is not None and last.sha256 == digest and context.operator in {one.operator for one in last.signatures}:
        return Refused(refused="You have signed this sheet already.")
    return [context.draft(HandoverSigned(sheet_sha256=digest, sheet=command.sheet))]


def link(command: LinkIncidents, context: HandlerContext) -> Decided:
    """The link stands in both incidents."""
    pair = _pair(command, context)
    if isinstance(pair, Refused):
        return pair
    near, far = pair
    if far.number in near.related:
        return Refused(refused=f"Incidents {near.number} and {far.number} are linked already.")
    return [
        context.draft(IncidentsLinked(other=far.number), near.number),
        context.draft(IncidentsLinked(other=near.number), far.number),
    ]


def unlink(command: UnlinkIncidents, context: HandlerContext) -> Decided:
    """The link is taken out of both incidents."""
    pair = _pair(command, context)
    if isinstance(pair, Refused):
        return pair
    near, far = pair
    if far.number not in near.related:
        return Refused(refused=f"Incidents {near.number} and {far.number} are not linked.")
    return [
        context.draft(IncidentsUnlinked(other=far.number), near.number),
        context.draft(IncidentsUnlinked(other=near.number), far.number),
    ]


def _pair(command: LinkIncidents | UnlinkIncidents, context: HandlerContext) -> tuple[Incident, Incident] | Refused:
    """The two different incidents that the command names, open or closed."""
    near = context.incident(command.incident)
    if isinstance(near, Refused):
        return near
    far = context.journal.find(command.other)
    if far is None:
        return Refused(refused=f"There is no incident {command.other}. Look at the number again.")
    if far.number == near.number:
        return Refused(refused="An incident is not linked to itself. Name another one.")
    return near, far


def split_share(command: SplitShare, context: HandlerContext) -> Decided:
    """Move a share that joined an incident, with everything recorded about it, into a new incident."""
    incident = context.open_incident(command.incident)
    if isinstance(incident, Refused):
        return incident
    names = [share.share for share in incident.shares]
    if command.share not in names:
        return Refused(refused=f"This share is not in incident {incident.number}. Somebody may have moved it.")
    if command.share == names[0]:
        return Refused(
            refused=f"Incident {incident.number} began with this share, so it stays. Split a share that joined later."
        )
    history = [record for record in incident.timeline if getattr(record.event, "share", None) == command.share]
    received = next((one.event for one in history if isinstance(one.event, ShareReceived)), None)
    if received is None or any(isinstance(one.event, Unreadable | Erased) for one in incident.timeline):
        return Refused(refused="Parts of this incident can't be read now. Unlock the keyring, then split it.")
    return _split(incident, received, history, context)


def _split(incident: Incident, received: ShareReceived, history: list[Recorded], context: HandlerContext) -> Decided:
    """``history`` is every record about the share, which ``received`` began."""
    digest, number = received.request_sha256, context.journal.next_incident
    known = context.journal.delivered(digest)
    out = ShareMovedOut(share=received.share, request_sha256=digest, to=number)
    into = ShareSplit(
        taken_from=incident.number,
        share=received.share,
        request_sha256=digest,
        last_receipt=received.received_at if known is None else known.received_at,
        history=tuple(_moved(record) for record in history),
    )
    return [context.draft(out, incident.number), context.draft(into, number)]


def _moved(record: Recorded) -> Moved:
    event: AnyEvent = record.event
    body = msgspec.Raw(msgspec.json.encode(event))
    return Moved(seq=record.seq, at=record.at, kind=type(event).__name__, version=VERSION, body=body)


def see_notice(command: SeeNotice, context: HandlerContext) -> Decided:
    """A notice of the station that nobody has seen yet."""
    if command.notice not in context.journal.projection.notices:
        return Refused(refused="Somebody has seen it already, or it is over.")
    return [context.draft(NoticeSeen(notice=command.notice))]


def see_quarantined(command: SeeQuarantined, context: HandlerContext) -> Decided:
    """What found no room, or was erased, is kept no more but may still ring at a console that saw it come."""
    number = command.quarantine
    ringing = (one.event for one in context.journal.projection.quarantine_rings)
    rings = any(isinstance(event, BodyQuarantined) and event.quarantine == number for event in ringing)
    if not rings and not context.journal.keeps(number):
        return NOT_KEPT
    return [context.draft(QuarantineSeen(quarantine=number))]
