"""What the rest of the floor means for a trigger: other flows for this phone, and the last request to this person."""

import collections.abc

from app.domain.callflow.agency import Agencies
from app.domain.callflow.definition import Definition
from app.domain.callflow.request import Request, of_text
from app.domain.callflow.rules import Situation
from app.domain.callflow.stepper import stepper
from app.domain.callflow.trigger import Trigger, is_active
from app.domain.incident.book import Book
from app.domain.incident.incident import Incident

Definitions = collections.abc.Mapping[str, Definition]


def situation(
    book: Book, incident: Incident | None, environment: str, agencies: Agencies, definitions: Definitions
) -> Situation:
    """All that ``rules.cautions`` weighs."""
    return Situation(
        environment=environment,
        box=incident.box if incident else None,
        ecc=incident.ecc if incident else None,
        agencies=agencies,
        running=tuple(_running(book, definitions)),
    )


def last_request(book: Book, phone: str | None) -> Request | None:
    """The newest request for this phone (E.164) that this console knows of."""
    sent = [trigger for _, trigger in _triggers(book) if trigger.confirmed.phone == phone]
    newest = max(sent, key=lambda trigger: trigger.confirmed_at, default=None)
    return None if newest is None else of_text(newest.confirmed.request)


def find(book: Book, ids: collections.abc.Container[str]) -> tuple[Incident, Trigger] | None:
    """The trigger of one of these ids, and its incident."""
    return next(((incident, trigger) for incident, trigger in _triggers(book) if trigger.id in ids), None)


def _running(book: Book, definitions: Definitions) -> collections.abc.Iterator[Trigger]:
    for incident, trigger in _triggers(book):
        definition = definitions.get(trigger.confirmed.file)
        reports = [one.report for one in incident.reports if one.trigger == trigger.id]
        line = stepper(trigger, definition.milestones if definition else (), reports)
        if is_active(trigger) and line.ended_at is None:
            yield trigger


def _triggers(book: Book) -> collections.abc.Iterator[tuple[Incident, Trigger]]:
    for incident in book.incidents.values():
        for trigger in incident.triggers:
            yield incident, trigger
