"""Reading one field's text by its kind: a value, or a sentence that says what to type."""

import collections.abc
import decimal
import re
import typing

from app.domain.callflow import phone_reading
from app.domain.callflow.definition import Kind, Variable
from app.domain.callflow.wording import Sentence, say

Value = str | decimal.Decimal | bool
"""A variable's meaning: phones in E.164, numbers exactly as typed."""

LONGEST = 1_000
"""Characters of one field, unless the callflow's schema asks for fewer."""

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_METRES = re.compile(r"(.*[0-9])\s*(?:m|metres|meters)", re.IGNORECASE)
_MINUS = str.maketrans({"\u2212": "-"})
_PLATE = re.compile(r"[A-Z0-9-]{1,10}")
_STATE = re.compile(r"[A-Z]{2}")


def read(variable: Variable, text: str) -> Value | Sentence:
    """The value of a filled-in field; the callflow's own limits are its schema's business."""
    if not text.isprintable():
        return say("A character that can't be seen is in here. Type it anew")
    if len(text) > LONGEST:
        return say("{limit} characters at most, this has {count}", limit=LONGEST, count=len(text))
    reader = _READERS.get(variable.kind)
    return text if reader is None else reader(text, variable)


def _phone(text: str, variable: Variable) -> str | Sentence:
    return phone_reading.read(text, variable.phone_style)


def _number(text: str, variable: Variable) -> decimal.Decimal | Sentence:
    text = text.translate(_MINUS)
    if not _NUMBER.fullmatch(text):
        return say("A number, like 42")
    number = decimal.Decimal(text)
    if variable.type == "integer" and number % 1:
        return say("A whole number, like 42")
    return number.copy_abs() if number == 0 else number


def _metres(text: str, variable: Variable) -> decimal.Decimal | Sentence:
    number = _number(_METRES.sub(r"\1", text), variable)
    if isinstance(number, Sentence):
        return say("Metres, like 42")
    return number if number > 0 else say("More than 0 metres, like 42")


def _plate(text: str, _: Variable) -> str | Sentence:
    if " " in text:
        return say("No spaces")
    return text.upper() if _PLATE.fullmatch(text.upper()) else say("Letters and digits, like SMPL143")


def _state(text: str, _: Variable) -> str | Sentence:
    return text.upper() if _STATE.fullmatch(text.upper()) else say("Two letters, like IL")


def _choice(text: str, variable: Variable) -> Value | Sentence:
    alike = [choice for choice in variable.choices if choice.casefold() == text.casefold()]
    # Choices that differ in capitals only are two: each is meant by its own letters, and neither by others.
    found = text if text in variable.choices else alike[0] if len(alike) == 1 else None
    if found is None:
        return say("One of {choices}", choices=", ".join(variable.choices))
    return decimal.Decimal(found) if variable.type == "integer" else found


def _yes_no(text: str, _: Variable) -> bool | Sentence:
    return {"yes": True, "no": False}.get(text.lower(), say("Yes or no"))


_READERS: typing.Final[dict[Kind, collections.abc.Callable[[str, Variable], Value | Sentence]]] = {
    Kind.CALLER_PHONE: _phone,
    Kind.PHONE: _phone,
    Kind.UNCERTAINTY: _metres,
    Kind.PLATE: _plate,
    Kind.PLATE_STATE: _state,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
}
