"""A Data Share body: accepted as a share, or malformed with the reason (docs/contract.md#3.3 to #3.5)."""

import codecs
import collections.abc
import itertools
import json
import re
import typing

import msgspec

from app.domain.data_share import field_mapping
from app.domain.data_share.field_mapping import Mapping, at, candidates
from app.domain.location import phone as location_phone
from app.domain.location.fix import Box, Fix

DEPTH_LIMIT = 32
"""The outer object is depth 1."""
_LONGEST_INTEGER = 400
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class NotStrictError(ValueError):
    """The body isn't JSON of one meaning; the message says why in plain words, without anything of the body."""


def read(untrusted_body: bytes) -> tuple[str, object]:
    """The body's text and its value; one leading byte-order mark is tolerated and dropped.

    Raises:
        NotStrictError: not UTF-8, not JSON, NaN, a duplicate key, a lone surrogate, nested deeper than 32.
    """
    text = _text(untrusted_body)
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise NotStrictError(f"not JSON at character {error.pos}") from None
    except RecursionError:
        raise NotStrictError(f"nested deeper than {DEPTH_LIMIT}") from None
    if _may_hide_something(text):
        _walk(value)
    return text, value


def read_answer(untrusted_body: bytes) -> tuple[str, object]:
    """Like ``read``, but what is no whole character becomes U+FFFD: a message must not be lost for one of its letters.

    Raises:
        NotStrictError: not JSON, NaN, a duplicate key, nested deeper than 32.
    """
    return read(whole_characters(untrusted_body.decode("utf-8", "replace")).encode())


def read_tolerantly(json_text: str) -> object:
    """The value of a JSON text of which nothing but its data matters: halves of characters become U+FFFD.

    Raises:
        ValueError, RecursionError: it is no JSON, or nested too deep to read.
    """
    return json.loads(whole_characters(json_text), parse_int=_integer)


def whole_characters(json_text: str) -> str:
    """The JSON text with every lone surrogate replaced by U+FFFD: nothing that holds one can be written down."""
    if "\\u" not in json_text and (json_text.isascii() or not _LONE_SURROGATE.search(json_text)):
        return json_text
    return _HALVES.sub(_whole, json_text)


_HALVES = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\.|[\ud800-\udfff]",
    re.DOTALL,
)
"""A whole pair, a half, any other escape (so that an escaped backslash begins none), or half a character as such."""
_HALF_ESCAPE = 6


def _whole(found: re.Match[str]) -> str:
    text = found.group()
    if len(text) == 1:
        return "\ufffd"
    return r"\ufffd" if len(text) == _HALF_ESCAPE else text


def _may_hide_something(text: str) -> bool:
    """Whether it can be nested too deep, or hold half a character: that takes an escape, for UTF-8 has none."""
    return "\\u" in text or text.count("{") + text.count("[") > DEPTH_LIMIT


def _text(untrusted_body: bytes) -> str:
    try:
        return untrusted_body.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotStrictError(f"not UTF-8 at byte {error.start}") from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStrictError("a key occurs twice in one object")
    return found


def _refuse_constant(name: str) -> typing.NoReturn:
    raise NotStrictError(f"{name} is not JSON")


def _integer(digits: str) -> int | float:
    """An integer, or infinity for one that is longer than any number here can be: no reason to lose a share."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float(digits)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse_constant, parse_int=_integer)


def _walk(value: object) -> None:
    """Look at every container and text, level by level; numbers and words have nothing to hide."""
    level = [value]
    for _ in range(DEPTH_LIMIT):
        _refuse_lone_surrogates(level)
        level = [child for parent in level for child in _children(parent)]
    if any(isinstance(value, dict | list) for value in level):
        raise NotStrictError(f"nested deeper than {DEPTH_LIMIT}")
    _refuse_lone_surrogates(level)


def _children(value: object) -> collections.abc.Iterable[object]:
    if isinstance(value, dict):
        return itertools.chain(value.keys(), value.values())
    return value if isinstance(value, list) else ()


def _refuse_lone_surrogates(level: collections.abc.Iterable[object]) -> None:
    for value in level:
        if isinstance(value, str) and not value.isascii() and _LONE_SURROGATE.search(value):
            raise NotStrictError("a text holds half a character (a lone surrogate)")


CUT = "[token cut out]"
LONGEST = 4096
_PRINTABLE_ASCII = re.compile(rf"[ -~]{{1,{LONGEST}}}")
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_TELLING_LENGTH = 8
"""From this length on a token is cut out of longer texts too; a shorter one may be part of an ordinary word."""


def usable(untrusted: object) -> bool:
    """Whether it is a text of 1 to 4096 printable ASCII characters, and not of blanks only (docs/contract.md#3.5)."""
    return isinstance(untrusted, str) and _PRINTABLE_ASCII.fullmatch(untrusted) is not None and bool(untrusted.strip())


def trimmed(untrusted: object) -> str:
    """The token without blanks at its ends, which no header can carry; empty if there is none that can be used."""
    token = untrusted.strip() if isinstance(untrusted, str) else ""
    return token if _PRINTABLE_ASCII.fullmatch(token) else ""


def cut_out(token: str, json_text: str) -> str:
    """The JSON text with the token cut out wherever a text holds it, however it is escaped; all else stays exact."""
    if "\\" not in json_text:
        parts = json_text.split('"')
        parts[1::2] = [_cut_plain(token, text) for text in parts[1::2]]
        return '"'.join(parts)

    def without(found: re.Match[str]) -> str:
        raw = found.group()
        text = str(json.loads(raw)) if "\\" in raw else raw[1:-1]
        cut = _cut_plain(token, text)
        return raw if cut == text else json.dumps(cut, ensure_ascii=False)

    return _STRING.sub(without, json_text)


def _cut_plain(token: str, text: str) -> str:
    if len(token) >= _TELLING_LENGTH:
        return text.replace(token, CUT)
    return CUT if text.strip() == token else text


BOX_UNREADABLE = "bounding_box_unreadable"
OUTSIDE_JURISDICTION = "outside_jurisdiction"
ECC_MISSING = "ecc_missing"
ECC_NOT_LISTED = "ecc_not_listed"

CONTRACT_MAPPING = Mapping()
_ALERT_PREFIX = "alert-"
_REQUIRED = ("access_token", "query", "bounding_box")


class DataShare(msgspec.Struct, frozen=True, kw_only=True):
    """What one body says; whatever is odd about it is a warning, for a false 400 would lose an emergency."""

    access_token: str
    """Empty only in what can be read of a malformed share."""
    phone: location_phone.Phone | None
    alert_id: str | None
    ecc: str | None
    box: Box | None
    place: Fix | None
    warnings: tuple[str, ...]
    untrusted_body: str
    """The body's text with its token cut out."""

    def __repr__(self) -> str:
        """Without token and person: it must not reach a log."""
        return f"DataShare(ecc={self.ecc!r}, warnings={self.warnings!r})"


class MalformedShare(msgspec.Struct, frozen=True):
    """A body that docs/contract.md#3.5 answers with 400; the reason contains nothing of the body."""

    reason: str
    readable: DataShare | None = None
    """What can be read all the same: somebody called, and a person may take over place, box, token and ids.

    Without a usable token its ``access_token`` is empty.
    """


def parse(
    untrusted_body: bytes,
    mapping: Mapping = CONTRACT_MAPPING,
    agencies: collections.abc.Collection[str] = (),
) -> DataShare | MalformedShare:
    """Read any bytes; never raises. ``agencies`` are the ECC ids the center expects, empty when it keeps no list."""
    try:
        text, value = read(untrusted_body)
        if not isinstance(value, dict):
            return MalformedShare("the body is not a JSON object")
        share = _share(text, value, mapping, agencies)
    except NotStrictError as error:
        return MalformedShare(str(error))
    problem = _problem(value, share)
    if problem is None:
        return share
    says_something = share.phone or share.alert_id or share.place or share.box
    return MalformedShare(problem, readable=share if says_something else None)


def _problem(value: dict[str, object], share: DataShare) -> str | None:
    """Why RapidSOS is answered 400 (docs/contract.md#3.5); None for a share."""
    absent = [name for name in _REQUIRED if value.get(name) is None]
    if absent:
        return f"{absent[0]} is absent or null"
    if not share.access_token:
        return f"access_token is not 1 to {LONGEST} printable ASCII characters"
    if not isinstance(value["query"], str | int | dict) or isinstance(value["query"], bool):
        return "query is neither a text, an integer nor an object"
    if share.phone is None and share.alert_id is None:
        return "there is neither a phone number of 7 to 15 digits nor an alert id"
    return None


def _share(
    text: str, value: dict[str, object], mapping: Mapping, agencies: collections.abc.Collection[str]
) -> DataShare:
    caller, alert_id = _phone(value, mapping), _alert_id(value, mapping)
    access_token = trimmed(value["access_token"]) if usable(value.get("access_token")) else ""
    place, place_warning = field_mapping.read_shared_fix(value, mapping)
    point = None if place is None else (place.latitude, place.longitude)
    box = field_mapping.read_jurisdiction(value.get("bounding_box"), point)
    ecc = next((found for one in candidates(mapping.ecc, value) if (found := _name(one)) is not None), None)
    warnings = (place_warning, _box_warning(box, point), _ecc_warning(ecc, agencies))
    return DataShare(
        access_token=access_token,
        phone=caller,
        alert_id=alert_id,
        ecc=ecc,
        box=box,
        place=place,
        warnings=(*(caller.warnings if caller else ()), *(warning for warning in warnings if warning)),
        untrusted_body=cut_out(access_token, text) if access_token else text_of(text.encode()),
    )


def _phone(value: dict[str, object], mapping: Mapping) -> location_phone.Phone | None:
    found = (location_phone.read(one) for one in candidates(mapping.phone, value))
    return next((one for one in found if one is not None), None)


def _alert_id(value: dict[str, object], mapping: Mapping) -> str | None:
    query = at("query", value)
    if isinstance(query, str) and query.strip().startswith(_ALERT_PREFIX):
        return query.strip()
    return next((name for one in candidates(mapping.alert_id, value) if (name := _name(one)) is not None), None)


def _name(untrusted: object) -> str | None:
    """An identifier: a text that isn't blank, or an integer, which counts like one."""
    if isinstance(untrusted, int) and not isinstance(untrusted, bool):
        return str(untrusted)
    return untrusted.strip() or None if isinstance(untrusted, str) else None


def _box_warning(box: Box | None, point: tuple[float, float] | None) -> str | None:
    if box is None:
        return BOX_UNREADABLE
    return None if point is None or box.contains(*point) else OUTSIDE_JURISDICTION


def _ecc_warning(ecc: str | None, agencies: collections.abc.Collection[str]) -> str | None:
    if ecc is None:
        return ECC_MISSING
    return None if not agencies or ecc in agencies else ECC_NOT_LISTED


_FIELD = re.compile(r'("?access_token"?\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|[^\s,}&]+)', re.IGNORECASE)


def text_of(untrusted_body: bytes) -> str:
    """The body's text; bytes that are not UTF-8 show as the replacement character, the token as cut out."""
    text = untrusted_body.decode("utf-8", "replace")
    return _FIELD.sub(rf'\1"{CUT}"', _without_known(untrusted_body, text))


def _without_known(untrusted_body: bytes, text: str) -> str:
    """Cut the token where the body does read as JSON: then it goes wherever else a text repeats it."""
    try:
        _, value = read(untrusted_body)
    except NotStrictError:
        return text
    untrusted_token = value.get("access_token") if isinstance(value, dict) else None
    return cut_out(str(untrusted_token), text) if usable(untrusted_token) else text
