"""Filled-in forms for the tests of this room."""

from app.domain.callflow import form
from app.domain.callflow.definition import Definition
from app.domain.callflow.form import Answers, EventStamp, FieldAnswer
from app.domain.callflow.request import TriggerRequest

STAMP = EventStamp(event_id="0b6e0127-0000-4000-8000-0000000000e1", at=1_795_305_600_000)
CRASH = {
    "/caller_info/full_name": "Jordan Sample",
    "/caller_info/phone_number": "(312) 555-0127",
    "/location/latitude": "41.878113, -87.62980",
    "/location/uncertainty": "12",
    "/vehicle_info/make": "Invented Motors",
    "/vehicle_info/model": "Coupe 2",
    "/vehicle_info/color": "Grey",
    "/vehicle_info/license_plate": "test127",
    "/vehicle_info/license_plate_state": "il",
}


def answers(texts: dict[str, str]) -> Answers:
    return {key: FieldAnswer(text=text) for key, text in texts.items()}


def request(definition: Definition, texts: dict[str, str]) -> TriggerRequest:
    filled = form.fill(definition, answers(texts), STAMP)
    assert isinstance(filled, TriggerRequest), filled
    return filled


def problems(definition: Definition, texts: dict[str, str]) -> dict[str, str]:
    filled = form.fill(definition, answers(texts), STAMP)
    assert isinstance(filled, form.Problems), filled
    return {problem.key: str(problem.sentence) for problem in filled.fields}
