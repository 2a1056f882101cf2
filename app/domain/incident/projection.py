"""The projection of the journal: all incidents as the fold of their events.

The station decides on it, and a console builds the same one from the events that it receives and shows it.
"""

import collections.abc
import functools

import msgspec

from app.domain.checklist import Checklists
from app.domain.data_share.feed import no_later_than
from app.domain.incident.envelope import Record, Recorded, received
from app.domain.incident.events import (
    AnyEvent,
    BodiesErased,
    BodyQuarantined,
    ChecklistsAdopted,
    ClockStepped,
    Erased,
    FormDiscarded,
    FormSaved,
    GapFound,
    HandoverSigned,
    IncidentOpened,
    JournalMissing,
    JournalSetAside,
    NoticeSeen,
    OperatorSignedOff,
    OperatorSignedOn,
    PathLost,
    PathProven,
    QuarantineSeen,
    ShareReceived,
    ShareSplit,
    ShareTakenOver,
    StatusAssigned,
    StatusPlaced,
    StatusReceived,
    Unreadable,
)
from app.domain.incident.model import HandoverSignature, Incident, SignedSheet, signed
from app.domain.incident.reducer import fold

FIRST_INCIDENT = 1001
_BEGINNINGS = frozenset(kind.__name__ for kind in (ShareReceived, IncidentOpened, ShareTakenOver, ShareSplit))


class IncidentProjection:
    """All incidents of the records applied to it in the order of their seq; a record applied twice changes nothing."""

    def __init__(self) -> None:
        self.incidents: dict[int, Incident] = {}
        self.last_seq = 0
        self.missing: set[int] = set()
        """Incidents of which an event came although their beginning is not here: fetch them whole.

    One that was only erased is none of them: nobody looks at it.
    """
        self.quarantine_rings: tuple[Recorded, ...] = ()
        """Quarantined bodies that ring and that nobody has seen yet."""
        self.notices: dict[int, Recorded] = {}
        """Notices of the station that nobody has seen yet, by seq: gaps, a lost path, a journal set aside."""
        self.proven_path: Recorded | None = None
        """The event by which the public path was proven; None when it was not, or is lost."""
        self.checklists: Checklists = ()
        """The center's checklists that are in force."""
        self.handover: SignedSheet | None = None
        """The handover sheet that was signed last."""
        self.operators: frozenset[str] = frozenset()
        self.unmatched: dict[int, StatusReceived] = {}
        """Status messages that belong to no known trigger, by seq, until a person assigns them.

        See docs/contract.md#7.2.
        """
        self.forms: dict[tuple[str, int | None], FormSaved] = {}
        """Unfinished callflow forms by operator and incident."""
        self._of_phone: dict[str, set[int]] = {}
        """Numbers of incidents that a phone ever belonged to: a share must not look through all that is open."""

    @property
    def open_incidents(self) -> list[Incident]:
        """Open incidents, oldest number first."""
        return [one for one in self.incidents.values() if one.is_open]

    def open_of_phone(self, phone: str | None) -> list[Incident]:
        """Open incidents whose caller has this number (E.164), oldest number first."""
        known = [self.incidents.get(number) for number in sorted(self._of_phone.get(phone or "", ()))]
        return [one for one in known if one is not None and one.is_open and one.phone == phone]

    @property
    def unplaceable(self) -> dict[int, StatusReceived]:
        """Of the ``unmatched`` those that only a person can place.

        A message that came while a trigger waits for its answer may be about it: the answer names its flow.
        """
        open_answers = [
            trigger.confirmed_at for one in self.open_incidents for trigger in one.triggers if trigger.outcome is None
        ]
        since = min(open_answers, default=None)
        return {seq: one for seq, one in self.unmatched.items() if since is None or one.received_at < since}

    def apply(self, record: Recorded) -> int | None:
        """Take one record in; returns the number of the incident it changed."""
        self.last_seq = max(self.last_seq, record.seq)
        self._apply_forms(record)
        if record.incident is None:
            self._apply_general(record)
            return None
        before = self.incidents.get(record.incident)
        if before is not None and record.seq <= before.last_seq:
            return None
        if before is None:
            if not _begins(record.event):
                if not isinstance(record.event, BodiesErased):
                    self.missing.add(record.incident)
                return None
            before = Incident(number=record.incident, origin="share", opened_at=record.at)
        after = self.incidents[record.incident] = fold(before, record)
        if isinstance(record.event, ShareReceived | ShareSplit) and after.phone:
            self._of_phone.setdefault(after.phone, set()).add(record.incident)
        return record.incident

    def replace(self, number: int, history: collections.abc.Iterable[Recorded]) -> None:
        """Replace an incident by its whole history, as ``GET /incidents/{id}`` answers it."""
        self.incidents.pop(number, None)
        self.missing.discard(number)
        last = self.last_seq
        for record in history:
            self.apply(record)
        self.last_seq = last

    def forget(self, number: int) -> None:
        """Drop a closed incident from memory; the journal keeps it."""
        self.incidents.pop(number, None)

    def _apply_general(self, record: Recorded) -> None:
        match record.event:
            case OperatorSignedOn() if record.operator:
                self.operators |= {record.operator}
            case OperatorSignedOff() if record.operator:
                self.operators -= {record.operator}
            case BodyQuarantined(rings=True):
                self.quarantine_rings += (record,)
            case QuarantineSeen() as seen:
                self.quarantine_rings = tuple(one for one in self.quarantine_rings if not _is_about(one, seen))
            case StatusReceived():
                self.unmatched[record.seq] = record.event
            case StatusPlaced(status=seq):
                self.unmatched.pop(seq, None)
            case ClockStepped():
                self._bring_back(record.at)
            case ChecklistsAdopted() | HandoverSigned():
                self._apply_center(record, record.event)
            case _:
                self._apply_notices(record)

    def _bring_back(self, moment: int) -> None:
        """Bring times of feeds after ``moment`` (UTC ms) back to it: the clock was ahead when they were recorded."""
        for number, one in self.incidents.items():
            if one.is_open and any(share.lei.received_at > moment for share in one.shares):
                shares = tuple(
                    msgspec.structs.replace(
                        share, lei=no_later_than(share.lei, moment), rad_e=no_later_than(share.rad_e, moment)
                    )
                    for share in one.shares
                )
                self.incidents[number] = msgspec.structs.replace(one, shares=shares)

    def _apply_center(self, record: Recorded, event: ChecklistsAdopted | HandoverSigned) -> None:
        """Apply events of the center itself: its checklists in force, and signatures under a handover sheet."""
        if isinstance(event, ChecklistsAdopted):
            self.checklists = event.checklists
        else:
            signature = HandoverSignature(operator=record.operator or "", at=record.at)
            self.handover = signed(self.handover, event.sheet_sha256, event.sheet, signature)

    def _apply_notices(self, record: Recorded) -> None:
        """Apply notices of the station; a public path that is proven again ends the notices that it was lost."""
        match record.event:
            case GapFound() | JournalSetAside() | JournalMissing():
                self.notices[record.seq] = record
            case PathLost():
                self.notices[record.seq] = record
                self.proven_path = None
            case PathProven():
                self.proven_path = record
                self.notices = {seq: one for seq, one in self.notices.items() if not isinstance(one.event, PathLost)}
            case NoticeSeen(notice=seq):
                self.notices.pop(seq, None)
            case _:
                pass

    def _apply_forms(self, record: Recorded) -> None:
        """Apply events of forms, which belong to an operator with or without an incident, and of assigned messages."""
        match record.event:
            case FormSaved() if record.operator:
                self.forms[record.operator, record.incident] = record.event
            case FormDiscarded() if record.operator:
                self.forms.pop((record.operator, record.incident), None)
            case StatusAssigned():
                self.unmatched.pop(record.event.report.seq, None)
            case _:
                pass


def _is_about(record: Recorded, seen: QuarantineSeen) -> bool:
    return isinstance(record.event, BodyQuarantined) and record.event.quarantine == seen.quarantine


def _begins(event: AnyEvent) -> bool:
    if isinstance(event, Erased | Unreadable):
        return event.kind in _BEGINNINGS
    return type(event).__name__ in _BEGINNINGS


def by_incident(records: collections.abc.Iterable[Record]) -> dict[int, tuple[Recorded, ...]]:
    """A pulse's unrecorded records of each incident; each gets a seq below nought, since there is none on disk."""
    found: dict[int, tuple[Recorded, ...]] = {}
    for place, record in enumerate(records, start=1):
        if record.incident is not None:
            one = received(msgspec.structs.replace(record, seq=-place))
            found[record.incident] = (*found.get(record.incident, ()), one)
    return found


def shown(incident: Incident, records: collections.abc.Iterable[Recorded]) -> Incident:
    """The incident with its values brought up to date; the timeline stays what is on disk."""
    seen = functools.reduce(fold, records, incident)
    return (
        incident
        if seen is incident
        else msgspec.structs.replace(seen, timeline=incident.timeline, last_seq=incident.last_seq)
    )
