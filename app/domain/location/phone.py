"""A caller's phone number, read from outside text and written the ways people and RapidSOS want it.

See docs/contract.md#3.5.
"""

import re
import unicodedata
import urllib.parse

import msgspec
import phonenumbers

from app.domain.location.fix import Box

COUNTRY_CODE_ASSUMED = "country_code_assumed"
PHONE_INVALID = "phone_invalid"
PHONE_WITHOUT_SERVICE = "phone_without_service"

_PUNCTUATION = str.maketrans("", "", "+()-. /[]\u00b7\u2027\u30fb")
_ORDINARY = re.compile(r"\+?[0-9]{7,15}")
"""What needs no second look: nearly every number that RapidSOS sends."""
_URI = re.compile(
    r"(?:.*<)?\s*(?:(?P<scheme>tel|sips?|callto|phone|mobile)\s*[.:]\s*)?(?P<rest>[^<>]*)>?.*", re.IGNORECASE
)
_CONTEXT = re.compile(r";phone-context=(\+[0-9().-]+)", re.IGNORECASE)
_EXTENSION = re.compile(r"(?<=[0-9)])\s*(?:[;,#?].*|(?:extension|extn|ext|x)[\s.:=#-]*[0-9]{1,9}\s*)$", re.IGNORECASE)
"""Extensions, pauses and parameters behind the digits; they stay in the number as received."""
_SPREADSHEET = re.compile(r"(\+?[0-9]{7,15})\.0+")
"""A number that went through a program which took it for a decimal."""
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_USABLE = re.compile(r"[0-9]{7,15}")
_INTERNATIONAL_PREFIX = re.compile(r"^(?:011|00)(?=[1-9][0-9]{6})")
_WITHOUT_SERVICE = re.compile(r"\+1911[0-9]{7}")
_NORTH_AMERICAN = re.compile(r"\+1([0-9]{3})([0-9]{3})([0-9]{4})")
_WHOLE_NORTH_AMERICAN = re.compile(r"\+1([2-9][0-9]{9})")
HOME = "US"
_NATIONAL_DIGITS = 10
_TOO_LARGE = 10**15
_LONGEST_TEXT = 300
_MINUS = "\u2212"


class Phone(msgspec.Struct, frozen=True):
    """A usable number: E.164, what was received, and the warnings that a person should see beside it."""

    e164: str
    as_received: str
    warnings: tuple[str, ...] = ()


def read(untrusted: object) -> Phone | None:
    """The phone in a text or a whole number, or None when it isn't 7 to 15 digits (docs/contract.md#3.5).

    It is written as the library parses it, so that one caller is one number however a system wrote it.
    """
    as_received = _as_text(untrusted)
    text = as_received if _ORDINARY.fullmatch(as_received) else _bare(as_received)
    abroad = text.lstrip(" ([").startswith("+")
    if abroad or text.startswith("0"):
        # Italy keeps the zero: where the number is valid with it, it is part of the number.
        text = _TRUNK_ZERO.sub("" if _is_trunk(text) else "0", text)
    digits = _INTERNATIONAL_PREFIX.sub("", text.translate(_PUNCTUATION))
    if not _USABLE.fullmatch(digits):
        return None
    e164, assumed = _e164(digits, with_country_code=abroad)
    warnings = ((COUNTRY_CODE_ASSUMED,) if assumed else ()) + _judgement(e164)
    return Phone(_as_parsed(e164), as_received, warnings)


def shown(e164: str) -> str:
    """The number as a person reads it aloud, like ``+1 (217) 555-0143``."""
    if north_american := _NORTH_AMERICAN.fullmatch(e164):
        return "+1 ({}) {}-{}".format(*north_american.groups())
    number = _parsed(e164)
    if number is None:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def masked(e164: str) -> str:
    """The last four digits only, for the queue and for walls that others can see."""
    return f"•••-•••-{e164[-4:]}"


def digits_with_country_code(e164: str) -> str:
    """The form that LEI and RAD-E ask for: digits only, country code first (docs/contract.md#4.1)."""
    return e164.removeprefix("+")


def _bare(untrusted: str) -> str:
    """The number without what systems write around it: marks that can't be seen, a scheme, parameters, an extension."""
    text = _folded(untrusted[:_LONGEST_TEXT])
    if "%" in text:
        text = _folded(urllib.parse.unquote(text, errors="replace"))
    found = _URI.fullmatch(text)
    text = found["rest"] if found else text
    context = _CONTEXT.search(text)
    text = text.partition("@")[0]
    if found and (found["scheme"] or "").lower().startswith("sip"):
        text = text.partition(":")[0]
    text = _EXTENSION.sub("", text.strip()).strip()
    if whole := _SPREADSHEET.fullmatch(text):
        text = whole[1]
    return f"{context[1]}{text}" if context and not text.startswith("+") else text


def _folded(text: str) -> str:
    """Compatibility forms, digits of any script, dashes and blanks as ASCII; marks that can't be seen taken out."""
    return "".join(_ascii(char) for char in unicodedata.normalize("NFKC", text))


def _ascii(char: str) -> str:
    if char.isascii() and char.isprintable():
        return char
    if (digit := unicodedata.decimal(char, None)) is not None:
        return str(digit)
    match unicodedata.category(char):
        case "Pd":
            return "-"
        case "Zs" | "Zl" | "Zp":
            return " "
        case "Cf" | "Cc" | "Mn":
            return ""
        case _:
            return "-" if char == _MINUS else char


def _as_text(untrusted: object) -> str:
    """The text of a string or whole number; anything else, and a number of more than 15 digits, is no phone."""
    if isinstance(untrusted, str):
        return untrusted
    if isinstance(untrusted, float) and untrusted.is_integer() and abs(untrusted) < _TOO_LARGE:
        return str(int(untrusted))
    if isinstance(untrusted, int) and not isinstance(untrusted, bool) and abs(untrusted) < _TOO_LARGE:
        return str(untrusted)
    return ""


def _e164(digits: str, *, with_country_code: bool) -> tuple[str, bool]:
    """The E.164 number and whether its country code was assumed to be 1."""
    as_it_stands, as_national = f"+{digits}", f"+1{digits}"
    if len(digits) == _NATIONAL_DIGITS:
        assumed = not (with_country_code and _is_valid(as_it_stands))
    else:
        assumed = len(digits) < _NATIONAL_DIGITS and not (with_country_code or _is_valid(as_it_stands))
    return (as_national if assumed else as_it_stands), assumed


def _is_trunk(text: str) -> bool:
    """Whether the zero in brackets is only dialled at home; it is no part of the number then."""
    digits = _INTERNATIONAL_PREFIX.sub("", _TRUNK_ZERO.sub("0", text).translate(_PUNCTUATION))
    number = _parsed(f"+{digits}")
    return number is None or not number.italian_leading_zero


def _as_parsed(e164: str) -> str:
    """A valid number in the library's form, without a trunk zero or a second country code; any other as it stands."""
    if _WHOLE_NORTH_AMERICAN.fullmatch(e164) or not _is_valid(e164):
        return e164
    number = _parsed(e164)
    return e164 if number is None else phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _judgement(e164: str) -> tuple[str, ...]:
    """What is odd about the number; such numbers call 9-1-1 all the same, so this only ever warns."""
    if _WITHOUT_SERVICE.fullmatch(e164):
        return (PHONE_WITHOUT_SERVICE,)
    return () if _is_valid(e164) else (PHONE_INVALID,)


def _is_valid(e164: str) -> bool:
    number = _parsed(e164)
    if number is None:
        return False
    # A number of the home region is valid in any; the library would look through all that share its country code.
    return phonenumbers.is_valid_number_for_region(number, HOME) or phonenumbers.is_valid_number(number)


def _parsed(e164: str) -> phonenumbers.PhoneNumber | None:
    if whole := _WHOLE_NORTH_AMERICAN.fullmatch(e164):
        # What the library's parser gives for these too, at a tenth of the time: RapidSOS waits for its 200.
        return phonenumbers.PhoneNumber(country_code=1, national_number=int(whole[1]))
    try:
        return phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return None


HOME_REGION = (
    Box(south=7.0, west=-168.5, north=84.0, east=-50.0),
    Box(south=51.0, west=172.0, north=72.0, east=-168.5),
    Box(south=18.0, west=-179.0, north=29.0, east=-154.0),
    Box(south=13.0, west=144.0, north=21.0, east=147.0),
    Box(south=-15.0, west=-172.0, north=-10.0, east=-168.0),
)
"""North America, the Aleutians across the antimeridian, Hawaii, Guam with the Marianas, American Samoa."""


def at_home(latitude: float, longitude: float, region: tuple[Box, ...] = HOME_REGION) -> bool:
    """Whether the point lies in one of the boxes of the center's region."""
    return any(box.contains(latitude, longitude) for box in region)


def looks_swapped(latitude: float, longitude: float, region: tuple[Box, ...] = HOME_REGION) -> bool:
    """Whether the pair makes sense only with latitude and longitude exchanged."""
    return not at_home(latitude, longitude, region) and at_home(longitude, latitude, region)
