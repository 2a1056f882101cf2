"""A small floor for wishes to be made on: one open incident with a trigger that nobody knows of, one closed."""

import msgspec

from app.domain.callflow.admission import admit
from app.domain.callflow.definition import Definition
from app.domain.incident.commands import AnyCommand, ConfirmTrigger, Refused, SeeNotice
from app.domain.incident.envelope import EventDraft
from app.domain.incident.handlers import incident as handlers_incident
from app.domain.incident.handlers import links_and_handover, trigger
from app.domain.incident.projection import IncidentProjection
from tests.domain.incident.journalled import T0, Journal
from tests.export.exported import WHOLE


def floor() -> IncidentProjection:
    """The floor as it is before each wish."""
    journal, book = Journal(), IncidentProjection()
    for event in WHOLE[:9]:
        book.apply(journal.add(event))
    for event in (WHOLE[0], WHOLE[-1]):
        book.apply(journal.add(event, incident=1002))
    return book


def wished(command: AnyCommand, definition: Definition | None = None) -> str:
    """What becomes of a wish; its events are written, read and folded, so that none is made which can't be."""
    if isinstance(command, ConfirmTrigger):
        return "" if definition is None else type(admit(definition, command.request, command.request_sha256)).__name__
    book = floor()
    outcome = _outcome(command, book)
    if outcome is None or isinstance(outcome, Refused):
        return "refused" if outcome else ""
    journal = Journal()
    journal.records = list(range(50))  # type: ignore[arg-type]  # so many stand before it
    for draft in outcome:
        assert msgspec.json.decode(msgspec.json.encode(draft.event), type=type(draft.event)) == draft.event
        book.apply(journal.add_draft(draft))
    return f"{len(outcome)} events"


def _outcome(command: AnyCommand, book: IncidentProjection) -> list[EventDraft] | Refused | None:
    if isinstance(command, handlers_incident.Wish):
        return handlers_incident.decide(command, "ANNA", book.incidents.get, T0)
    if isinstance(command, handlers_incident.ClaimWish):
        return handlers_incident.decide_claim(command, "ANNA", book.incidents.get(command.incident), T0)
    if isinstance(command, trigger.TriggerWish):
        incident = None if command.incident is None else book.incidents.get(command.incident)
        return trigger.decide(command, "ANNA", incident, book)
    if isinstance(command, SeeNotice):
        outcome = links_and_handover.decide_station(command, "ANNA", book)
        return outcome if isinstance(outcome, Refused) else [outcome]
    return None
