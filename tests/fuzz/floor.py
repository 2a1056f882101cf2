"""A small center for commands to be tried on: one open incident with a trigger that nobody knows of, one closed."""

import msgspec

from app.domain.callflow.admission import admit
from app.domain.callflow.definition import Definition
from app.domain.incident.commands import AnyCommand, ConfirmTrigger, Refused
from app.domain.incident.handlers import HANDLERS
from app.domain.incident.projection import IncidentProjection
from tests.domain.incident.handlers.deciding import decided
from tests.domain.incident.journalled import Journal
from tests.export.exported import WHOLE


def floor() -> IncidentProjection:
    """The projection as it is before each command."""
    journal, book = Journal(), IncidentProjection()
    for event in WHOLE[:9]:
        book.apply(journal.add(event))
    for event in (WHOLE[0], WHOLE[-1]):
        book.apply(journal.add(event, incident=1002))
    return book


def tried(command: AnyCommand, definition: Definition | None = None) -> str:
    """What becomes of a command; its events are written, read and folded, so that none is made which can't be."""
    if isinstance(command, ConfirmTrigger):
        return "" if definition is None else type(admit(definition, command.request, command.request_sha256)).__name__
    book = floor()
    if type(command) not in HANDLERS:
        return ""
    outcome = decided(command, book)
    if isinstance(outcome, Refused):
        return "refused"
    journal = Journal()
    journal.records = list(range(50))  # type: ignore[arg-type]  # so many stand before it
    for draft in outcome:
        assert msgspec.json.decode(msgspec.json.encode(draft.event), type=type(draft.event)) == draft.event
        book.apply(journal.add_draft(draft))
    return f"{len(outcome)} events"
