"""One form as it is being filled in: its answers, the event id that it would carry, and what they come to."""

import collections.abc
import uuid

import msgspec
from PySide6.QtCore import QObject, Signal

from app.domain.callflow import admission, form, use_location
from app.domain.callflow.answers import Answer, Answers, Origin
from app.domain.callflow.definition import Definition, Kind
from app.domain.callflow.field import Field, fields, start
from app.domain.callflow.form import Draft, Problems
from app.domain.callflow.program_fills import Stamp
from app.domain.callflow.request import Admitted, Request
from app.domain.callflow.wording import Sentence
from app.domain.location import coordinates
from app.domain.location.fix import Fix
from app.domain.location.reading import Reading

CARRIED = (Kind.CALLER_NAME, Kind.CALLER_PHONE, Kind.LATITUDE, Kind.UNCERTAINTY)
"""What stays when another callflow is chosen, whatever it calls these fields."""

_ANSWERS = msgspec.json.Decoder(dict[str, Answer])


class Filling(QObject):
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
    ) -> None:
        super().__init__()
        self._now = now
        self.incident = incident
        self.definition = definition
        self.answers: Answers = start(definition, phone)
        self._phone = phone
        self._began = dict(self.answers)
        self._event_id = str(uuid.uuid4())
        self._settle(tell=False)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The form's fields in their order."""
        return fields(self.definition)

    @property
    def touched(self) -> bool:
        """Whether an operator has put anything in."""
        return self.answers != self._began

    def edited(self, key: str) -> bool:
        """Whether a value that the form began with was typed over."""
        began, answer = self._began.get(key), self.answers.get(key)
        return began is not None and answer is not None and answer.origin is Origin.TYPED

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
        if self.answers.get(key, Answer(text="")).text == text:
            return False
        self._take({key: Answer(text=text)})
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
        self._take(use_location.use_location(self.definition, self.answers, fix, self._now()))

    def take_instead(self, key: str, reading: Reading) -> None:
        """The operator took the place that a doubt offered."""
        self._take({key: Answer(text=coordinates.write(reading.latitude, reading.longitude) or "")})

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
    def request(self) -> Request | None:
        """The exact bytes, once nothing is missing."""
        return self.result if isinstance(self.result, Request) else None

    def _take(self, answers: collections.abc.Mapping[str, Answer]) -> None:
        self.answers = {**self.answers, **answers}
        self._settle()

    def _settle(self, *, tell: bool = True) -> None:
        stamp = Stamp(event_id=self._event_id, at=self._now())
        self.result: Problems | Request = form.fill(self.definition, self.answers, stamp)
        self.draft: Draft = form.draft(self.definition, self.answers, stamp)
        self.admitted: Admitted | None = None
        self.refusal: Sentence | None = None
        if isinstance(self.result, Request):
            self._admit(self.result)
        if tell:
            self.changed.emit()

    def _admit(self, request: Request) -> None:
        """The station's own look at it, here already: what it would refuse never reaches the hold."""
        found = admission.admit(self.definition, request.text, request.sha256)
        if isinstance(found, Admitted):
            self.admitted = found
        else:
            self.refusal = found
