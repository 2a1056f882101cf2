"""A Data Share body: accepted as a share, or malformed with the reason (docs/contract.md#3.3 to #3.5)."""

import collections.abc

import msgspec

from app.domain.data_share import jurisdiction, shared_place, strict_json, token
from app.domain.data_share.mapping import Mapping, at, candidates
from app.domain.location import phone
from app.domain.location.box import Box
from app.domain.location.fix import Fix

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
    phone: phone.Phone | None
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


class Malformed(msgspec.Struct, frozen=True):
    """A body that docs/contract.md#3.5 answers with 400; the reason contains nothing of the body."""

    reason: str


class _MalformedError(Exception):
    """Carries the reason of a 400 to ``parse``."""


def parse(
    untrusted_body: bytes,
    mapping: Mapping = CONTRACT_MAPPING,
    agencies: collections.abc.Collection[str] = (),
) -> DataShare | Malformed:
    """Read any bytes; never raises. ``agencies`` are the ECC ids the center expects, empty when it keeps no list."""
    try:
        text, value = strict_json.read(untrusted_body)
        return _share(text, _checked(value), mapping, agencies)
    except (strict_json.NotStrictError, _MalformedError) as error:
        return Malformed(str(error))


def _checked(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _MalformedError("the body is not a JSON object")
    absent = [name for name in _REQUIRED if value.get(name) is None]
    if absent:
        raise _MalformedError(f"{absent[0]} is absent or null")
    if not token.usable(value["access_token"]):
        raise _MalformedError(f"access_token is not 1 to {token.LONGEST} printable ASCII characters")
    if not isinstance(value["query"], str | int | dict) or isinstance(value["query"], bool):
        raise _MalformedError("query is neither a text, an integer nor an object")
    return value


def _share(
    text: str, value: dict[str, object], mapping: Mapping, agencies: collections.abc.Collection[str]
) -> DataShare:
    caller, alert_id = _phone(value, mapping), _alert_id(value, mapping)
    if caller is None and alert_id is None:
        raise _MalformedError("there is neither a phone number of 7 to 15 digits nor an alert id")
    access_token = str(value["access_token"])
    place, place_warning = shared_place.read(value, mapping)
    point = None if place is None else (place.latitude, place.longitude)
    box = jurisdiction.read(value["bounding_box"], point)
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
        untrusted_body=token.cut_out(access_token, text),
    )


def _phone(value: dict[str, object], mapping: Mapping) -> phone.Phone | None:
    found = (phone.read(one) for one in candidates(mapping.phone, value))
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
