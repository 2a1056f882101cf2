"""Reading one field's text by its kind: a value, or a sentence that says what to type."""

import collections.abc
import decimal
import re
import typing

import msgspec

from app.domain.callflow.definition import PhoneStyle, Sentence, Variable, VariableKind, say
from app.domain.location import coordinates
from app.domain.location.parse_result import ParsedPlace, ParseProblem, english
from app.domain.location.phone import digits_with_country_code

_LOOKS = re.compile(r"[0-9+().\- ]+")
_PHONE_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00a0", "-"))
_NATIONAL = 10
_SHORTEST, _LONGEST = 7, 15


def read_phone(text: str, style: PhoneStyle) -> str | Sentence:
    """The number in E.164, or why it can't be called; without a plus it is a number of North America."""
    text = text.translate(_PHONE_DASHES)
    if not _LOOKS.fullmatch(text) or text.rfind("+") > 0:
        return say("Digits only, like 217-555-0143")
    digits = re.sub("[^0-9]", "", text)
    abroad = text.startswith("+") and not digits.startswith("1")
    if not abroad:
        return _north_american(digits)
    if style is PhoneStyle.DIGITS10:
        return say("This callflow takes ten-digit numbers only, without another country's code")
    if not _SHORTEST <= len(digits) <= _LONGEST:
        return say("7 to 15 digits needed after the plus, this has {count}", count=len(digits))
    return f"+{digits}"


def write(e164: str, style: PhoneStyle) -> str:
    """The number as the callflow takes it; ten digits are what is left of a North American number."""
    match style:
        case PhoneStyle.E164:
            return e164
        case PhoneStyle.DIGITS_CC:
            return digits_with_country_code(e164)
        case _:
            return e164.removeprefix("+1")


def read_written(text: str, style: PhoneStyle) -> str | None:
    """The E.164 number of what ``write`` made; None if it could not have made it."""
    prefix = {PhoneStyle.E164: "", PhoneStyle.DIGITS_CC: "+", PhoneStyle.DIGITS10: "+1"}[style]
    e164 = read_phone(prefix + text, style)
    return e164 if isinstance(e164, str) and write(e164, style) == text else None


def _north_american(digits: str) -> str | Sentence:
    # No area code starts with 1, so a leading 1 is always the country's.
    national = digits.removeprefix("1")
    if len(national) != _NATIONAL:
        return say("10 digits needed, this has {count}", count=len(national))
    return f"+1{national}"


Value = str | decimal.Decimal | bool
"""A variable's meaning: phones in E.164, numbers exactly as typed."""

LONGEST = 1_000
"""Characters of one field, unless the callflow's schema asks for fewer."""

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_METRES = re.compile(r"(.*[0-9])\s*(?:m|metres|meters)", re.IGNORECASE)
_MINUS = str.maketrans({"\u2212": "-"})
_PLATE = re.compile(r"[A-Z0-9-]{1,10}")
_STATE = re.compile(r"[A-Z]{2}")


def read_field(variable: Variable, text: str) -> Value | Sentence:
    """The value of a filled-in field; the callflow's own limits are its schema's business."""
    if not text.isprintable():
        return say("A character that can't be seen is in here. Type it anew")
    if len(text) > LONGEST:
        return say("{limit} characters at most, this has {count}", limit=LONGEST, count=len(text))
    reader = _READERS.get(variable.kind)
    return text if reader is None else reader(text, variable)


def _phone(text: str, variable: Variable) -> str | Sentence:
    return read_phone(text, variable.phone_style)


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


_READERS: typing.Final[dict[VariableKind, collections.abc.Callable[[str, Variable], Value | Sentence]]] = {
    VariableKind.CALLER_PHONE: _phone,
    VariableKind.PHONE: _phone,
    VariableKind.UNCERTAINTY: _metres,
    VariableKind.PLATE: _plate,
    VariableKind.PLATE_STATE: _state,
    VariableKind.NUMBER: _number,
    VariableKind.CHOICE: _choice,
    VariableKind.YES_NO: _yes_no,
}


_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class SentPlace(msgspec.Struct, frozen=True):
    """Latitude and longitude in WGS-84 degrees, as they will be sent."""

    latitude: decimal.Decimal
    longitude: decimal.Decimal


class Doubtful(msgspec.Struct, frozen=True):
    """Why a place is not taken; ``problem`` offers what may be taken instead or confirmed as it stands."""

    sentence: Sentence
    problem: ParseProblem


def read_place(text: str, *, as_typed: bool) -> SentPlace | Doubtful:
    """The place, or the doubt; with ``as_typed`` the operator has confirmed the doubtful reading."""
    found = coordinates.read(text)
    if isinstance(found, ParseProblem):
        if not as_typed or found.as_typed is None:
            return Doubtful(Sentence(english(found.doubt)), found)
        found = found.as_typed
    return _as_written(text, found) or _six_decimals(found)


def _as_written(text: str, reading: ParsedPlace) -> SentPlace | None:
    """The operator's own digits, when the text is nothing but the two numbers that were understood."""
    numbers = [decimal.Decimal(number) for number in _DECIMAL.findall(text.translate(_DASHES))]
    if [float(number) for number in numbers] != [reading.latitude, reading.longitude]:
        return None
    return SentPlace(*numbers)


def _six_decimals(reading: ParsedPlace) -> SentPlace:
    """Rounded to 0.11 m, for other notations."""
    return SentPlace(decimal.Decimal(f"{reading.latitude:.6f}"), decimal.Decimal(f"{reading.longitude:.6f}"))
