"""Events of operators' work: checklists (docs/operator.md#a-9 to #a-12), notes, closing, holds, links, handover."""

import msgspec

from app.domain.checklist import Checklist
from app.domain.incident.events.event import Event


class ChecklistsAdopted(Event, frozen=True, kw_only=True):
    """The center's checklists are these from now on; what was checked before stays checked."""

    checklists: tuple[Checklist, ...]


class StepChecked(Event, frozen=True, kw_only=True):
    """The record's operator did a step of the checklist."""

    step: str
    """Its id."""
    words: str
    """As the step read then."""
    note: str = ""
    """The answer to what the step asks."""


class StepUnchecked(Event, frozen=True, kw_only=True):
    """The record's operator took a check back: the step is open again."""

    step: str
    words: str


class HandedOver(Event, frozen=True, kw_only=True):
    """The record's operator gave the incident to another, or back to the floor, where nobody has it."""

    to: str | None


class HandoverSigned(Event, frozen=True, kw_only=True):
    """The record's operator signed a handover sheet; who comes signs the same one as who goes."""

    sheet_sha256: str
    sheet: str
    """The text that was signed, UTF-8 for the digest; it names incidents and operators and no caller."""


class Acknowledged(Event, frozen=True, kw_only=True):
    """The record's operator owns the incident now; the sound stops for everything up to seq ``through``."""

    through: int


class NoteAdded(Event, frozen=True, kw_only=True):
    """The record's operator added a note; notes are never changed."""

    text: str


class IncidentOpened(Event, frozen=True, kw_only=True):
    """This center opened it for a trigger without a share: origin ``center``.

    See docs/design.md#a-callflow-is-triggered.
    """

    phone: str | None


class IncidentClosed(Event, frozen=True, kw_only=True):
    """The record's operator closed it with a disposition code, and words if the code alone says too little."""

    reason: str
    text: str
    open_steps: tuple[str, ...] = ()
    """What the checklist still asked for, in its words; ``text`` then says why it was left."""


class IncidentReopened(Event, frozen=True, kw_only=True):
    """It is open again: by the record's operator, or without one because its share came again."""

    text: str


class IncidentHeld(Event, frozen=True, kw_only=True):
    """The record's operator set it aside until a time (UTC ms); what rings in it ends that at once."""

    until: int


class IncidentReleased(Event, frozen=True, kw_only=True):
    """The record's operator ended the hold."""


class IncidentTakenOver(Event, frozen=True, kw_only=True):
    """The record's operator took it from another one."""

    taken_from: str


class IncidentExported(Event, frozen=True, kw_only=True):
    """It was written to a file; the record has no operator when a command of this computer did it."""

    form: str
    """One of the forms that an export has, like ``bundle``."""
    sha256: str
    """Of the file; of a bundle its manifest's, which is kept apart from it."""


class OperatorSignedOn(Event, frozen=True, kw_only=True):
    """The record's operator signed on at a console."""


class OperatorSignedOff(Event, frozen=True, kw_only=True):
    """The record's operator signed off."""


class IncidentsLinked(Event, frozen=True, kw_only=True):
    """The record's operator said that this incident and ``other`` are about the same event."""

    other: int


class IncidentsUnlinked(Event, frozen=True, kw_only=True):
    """The record's operator took that back."""

    other: int


class ShareMovedOut(Event, frozen=True, kw_only=True):
    """The record's operator moved a share into an incident of its own; what was done here stays here."""

    share: str
    request_sha256: str
    to: int


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a share that moved: as it was recorded, when (UTC ms), and where it first stood (seq)."""

    seq: int
    at: int
    kind: str
    version: int
    body: msgspec.Raw


class ShareSplit(Event, frozen=True, kw_only=True):
    """An incident begins with a share that had joined ``taken_from``; it rings, for nobody has it yet.

    It holds the share's own history, so that the incident can be folded from its own events alone.
    """

    taken_from: int
    share: str
    request_sha256: str
    last_receipt: int
    """When its body came last, UTC ms; a repetition counts from there."""
    history: tuple[Moved, ...]
