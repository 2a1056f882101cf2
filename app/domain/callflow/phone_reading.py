"""Reading a phone that an operator types, with a word on what is missing."""

import re

from app.domain.callflow.definition import PhoneStyle
from app.domain.callflow.wording import Sentence, say
from app.domain.location.phone import digits_with_country_code

_LOOKS = re.compile(r"[0-9+().\- ]+")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00a0", "-"))
_NATIONAL = 10
_SHORTEST, _LONGEST = 7, 15


def read(text: str, style: PhoneStyle) -> str | Sentence:
    """The number in E.164, or why it can't be called; without a plus it is a number of North America."""
    text = text.translate(_DASHES)
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
    e164 = read(prefix + text, style)
    return e164 if isinstance(e164, str) and write(e164, style) == text else None


def _north_american(digits: str) -> str | Sentence:
    # No area code starts with 1, so a leading 1 is always the country's.
    national = digits.removeprefix("1")
    if len(national) != _NATIONAL:
        return say("10 digits needed, this has {count}", count=len(national))
    return f"+1{national}"
