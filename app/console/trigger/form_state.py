"""One form as it is being filled in: its answers, the event id that it would carry, and what they come to."""

import collections.abc
import json
import uuid

import msgspec
from PySide6.QtCore import QObject, Signal

from app.domain.callflow import admission, form
from app.domain.callflow.agency import Agencies
from app.domain.callflow.definition import Definition, Sentence, VariableKind
from app.domain.callflow.form import (
    AnswerOrigin,
    Answers,
    EventStamp,
    FieldAnswer,
    FormField,
    Problems,
    RequestDraft,
    fields,
    start,
)
from app.domain.callflow.prechecks import Situation
from app.domain.callflow.progress import stepper
from app.domain.callflow.request import Admitted, TriggerRequest, leaves, of_text
from app.domain.callflow.trigger import Confirmed, Trigger, is_active
from app.domain.incident.model import Incident, Sighting
from app.domain.incident.projection import IncidentProjection
from app.domain.location import coordinates
from app.domain.location.fix import Fix
from app.domain.location.parse_result import ParsedPlace

YES_NO = {True: "yes", False: "no"}


def answers_again(definition: Definition, before: Confirmed, at: int, sightings: tuple[Sighting, ...]) -> Answers:
    """Each field's text as it would have to be typed, of what was confirmed at ``at`` (UTC ms).

    The place keeps the source and time of the fix that it was taken from, if the incident has that fix.
    """
    sent = dict(leaves(json.loads(before.request)["variables"]))
    found = {}
    for field in fields(definition):
        texts = [_text(sent.get(variable.path)) for variable in field.variables]
        if all(texts):
            found[field.key] = FieldAnswer(text=", ".join(texts), taken_at=at)
    place = definition.only(VariableKind.LATITUDE).key
    for one in sightings:
        taken = form.use_location(definition, found, one.fix, at)
        if one.at <= at and place in found and _numbers(taken[place]) == _numbers(found[place]):
            keys = (place, definition.only(VariableKind.UNCERTAINTY).key)
            same = [key for key in keys if key in found and _numbers(found[key]) == _numbers(taken[key])]
            found |= {key: msgspec.structs.replace(taken[key], text=found[key].text) for key in same}
    return found


def _numbers(answer: FieldAnswer) -> list[float] | str:
    """What is written as numbers, so that 12.50 is 12.5; any other text as it stands."""
    try:
        return [float(part) for part in answer.text.split(",")]
    except ValueError:
        return answer.text


def _text(value: object) -> str:
    if value is None:
        return ""
    return YES_NO[value] if isinstance(value, bool) else str(value)


CARRIED = (VariableKind.CALLER_NAME, VariableKind.CALLER_PHONE, VariableKind.LATITUDE, VariableKind.UNCERTAINTY)
"""What stays when another callflow is chosen, whatever it calls these fields."""

_ANSWERS = msgspec.json.Decoder(dict[str, FieldAnswer])


class FormContent(QObject):
    """A form of one definition, for an incident or (None) for one that it will open.

    Signals:
        changed: an answer, or the callflow, is another one.
    """

    changed = Signal()

    def __init__(
        self,
        definition: Definition,
        incident: int | None,
        phone: str | None,
        now: collections.abc.Callable[[], int],
        operator: str | None,
    ) -> None:
        super().__init__()
        self._now = now
        self.operator = operator
        """Who fills it in; only this person may send it."""
        self.incident = incident
        self.definition = definition
        self.answers: Answers = start(definition, phone)
        self._phone = phone
        self._began = dict(self.answers)
        self._event_id = str(uuid.uuid4())
        self._settle(tell=False)

    def stamp(self) -> None:
        """Carry the time of now: the event time is that of sending, not that of filling in."""
        if any(variable.kind is VariableKind.EVENT_TIME for variable in self.definition.variables):
            self._settle(tell=False)

    def newer(self, incident: Incident | None) -> Fix | None:
        """The place that the incident shows, if it is newer than the one in the form."""
        sighting = incident.sighting if incident else None
        answer = self.answers.get(self.definition.only(VariableKind.LATITUDE).key)
        if sighting is None or answer is None or not form.is_newer(sighting.fix, sighting.at, answer):
            return None
        return sighting.fix

    @property
    def fields(self) -> tuple[FormField, ...]:
        """The form's fields in their order."""
        return fields(self.definition)

    @property
    def touched(self) -> bool:
        """Whether an operator has put anything in."""
        return self.answers != self._began

    def edited(self, key: str) -> bool:
        """Whether a value that the form began with was typed over."""
        began, answer = self._began.get(key), self.answers.get(key)
        return began is not None and answer is not None and answer.origin is AnswerOrigin.TYPED

    def begin_anew(self) -> None:
        """Take a new event id: the confirmation that would have carried the old one was refused."""
        self._event_id = str(uuid.uuid4())
        self._settle()

    @property
    def event_id(self) -> str:
        """The event id that this confirmation would carry."""
        return self._event_id

    def put(self, key: str, text: str) -> bool:
        """The operator typed; False when it is what stood there."""
        if self.answers.get(key, FieldAnswer(text="")).text == text:
            return False
        self._take({key: FieldAnswer(text=text, taken_at=self._now())})
        return True

    def choose(self, definition: Definition) -> None:
        """Use another callflow; who and where stay, and so does what has the same name in both."""
        mine = {field.kind: field.key for field in self.fields if field.kind in CARRIED}
        theirs = {field.key: field.kind for field in fields(definition)}
        kept = {
            key: self.answers[old]
            for key, kind in theirs.items()
            if (old := mine.get(kind, key) if kind in CARRIED else key) in self.answers
        }
        self.definition = definition
        self._began = start(definition, self._phone)
        self.answers = self._began | kept
        self._settle()

    def use_location(self, fix: Fix) -> None:
        """The operator's own "use this location"."""
        self._take(form.use_location(self.definition, self.answers, fix, self._now()))

    def take_instead(self, key: str, reading: ParsedPlace) -> None:
        """The operator took the place that a doubt offered."""
        text = coordinates.write(reading.latitude, reading.longitude) or ""
        self._take({key: FieldAnswer(text=text, taken_at=self._now())})

    def keep_as_typed(self, key: str) -> None:
        """The operator confirmed a doubtful place as it stands."""
        self._take({key: msgspec.structs.replace(self.answers[key], as_typed=True)})

    def restore(self, untrusted_answers: str) -> bool:
        """Put a kept form back; False when it can't be read."""
        try:
            kept = _ANSWERS.decode(untrusted_answers)
        except msgspec.DecodeError:
            return False
        known = {field.key for field in self.fields}
        self.answers = {key: answer for key, answer in kept.items() if key in known}
        self._settle()
        return True

    def fill_as(self, answers: Answers) -> None:
        """Begin with these answers."""
        self.answers = {**self.answers, **answers}
        self._settle()

    @property
    def kept(self) -> str:
        """The answers as ``SaveForm`` carries them."""
        return msgspec.json.encode(self.answers).decode()

    @property
    def problems(self) -> tuple[form.FieldProblem, ...]:
        """What a person must still do."""
        return self.result.fields if isinstance(self.result, Problems) else ()

    @property
    def request(self) -> TriggerRequest | None:
        """The exact bytes, once nothing is missing."""
        return self.result if isinstance(self.result, TriggerRequest) else None

    def _take(self, answers: collections.abc.Mapping[str, FieldAnswer]) -> None:
        self.answers = {**self.answers, **answers}
        self._settle()

    def _settle(self, *, tell: bool = True) -> None:
        stamp = EventStamp(event_id=self._event_id, at=self._now())
        self.result: Problems | TriggerRequest = form.fill(self.definition, self.answers, stamp)
        self.draft: RequestDraft = form.draft(self.definition, self.answers, stamp)
        self.admitted: Admitted | None = None
        self.refusal: Sentence | None = None
        if isinstance(self.result, TriggerRequest):
            self._admit(self.result)
        if tell:
            self.changed.emit()

    def _admit(self, request: TriggerRequest) -> None:
        """The station's own look at it, here already: what it would refuse never reaches the hold."""
        found = admission.admit(self.definition, request.text, request.sha256)
        if isinstance(found, Admitted):
            self.admitted = found
        else:
            self.refusal = found


Definitions = collections.abc.Mapping[str, Definition]


def situation(
    book: IncidentProjection, incident: Incident | None, environment: str, agencies: Agencies, definitions: Definitions
) -> Situation:
    """All that ``rules.cautions`` weighs."""
    return Situation(
        environment=environment,
        box=incident.box if incident else None,
        ecc=incident.ecc if incident else None,
        agencies=agencies,
        running=tuple(_running(book, definitions)),
    )


def last_request(book: IncidentProjection, phone: str | None) -> TriggerRequest | None:
    """The newest request for this phone (E.164) that this console knows of."""
    sent = [trigger for _, trigger in _triggers(book) if trigger.confirmed.phone == phone]
    newest = max(sent, key=lambda trigger: trigger.confirmed_at, default=None)
    return None if newest is None else of_text(newest.confirmed.request)


def find(book: IncidentProjection, ids: collections.abc.Container[str]) -> tuple[Incident, Trigger] | None:
    """The trigger of one of these ids, and its incident."""
    return next(((incident, trigger) for incident, trigger in _triggers(book) if trigger.id in ids), None)


def _running(book: IncidentProjection, definitions: Definitions) -> collections.abc.Iterator[Trigger]:
    for incident, trigger in _triggers(book):
        definition = definitions.get(trigger.confirmed.file)
        reports = [one.report for one in incident.reports if one.trigger == trigger.id]
        line = stepper(trigger, definition.milestones if definition else (), reports)
        if is_active(trigger) and line.ended_at is None:
            yield trigger


def _triggers(book: IncidentProjection) -> collections.abc.Iterator[tuple[Incident, Trigger]]:
    for incident in book.incidents.values():
        for trigger in incident.triggers:
            yield incident, trigger
