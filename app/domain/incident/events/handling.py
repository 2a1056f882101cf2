"""What operators did with an incident."""

from app.domain.incident.events.event import Event


class Acknowledged(Event, frozen=True, kw_only=True):
    """The record's operator has it: sound stops for everything up to ``through``, and the incident is theirs."""

    through: int


class NoteAdded(Event, frozen=True, kw_only=True):
    """The record's operator wrote something down; append-only."""

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
    """The record's operator sat down at a console."""


class OperatorSignedOff(Event, frozen=True, kw_only=True):
    """The record's operator left their console."""
