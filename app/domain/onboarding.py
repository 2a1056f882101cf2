"""Checks of the onboarding sheet against what RapidSOS accepts; each problem is a sentence for the administrator."""

import ipaddress
import re
import typing
import urllib.parse

import msgspec

SOLUTION_NAME_LIMIT: typing.Final = 30
"""Characters, spaces included (docs/contract.md#3.6)."""
DESCRIPTION_LIMIT: typing.Final = 280
TEXT_LIMIT: typing.Final = 200
"""Our own limit for what RapidSOS states none for."""

HANDLER_PATH: typing.Final = "/data_share_handler"
"""The one path at which a station takes shares."""

FieldName = typing.Literal[
    "handler_url_sandbox",
    "handler_url_production",
    "solution_name",
    "solution_description",
    "partner_name",
    "support_name",
    "support_email",
    "user_manual",
    "sandbox_jurisdiction",
]


class OnboardingSheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every field as it was typed, empty until it was; without the secret key, which is shown only once."""

    handler_url_sandbox: str = ""
    handler_url_production: str = ""
    solution_name: str = ""
    solution_description: str = ""
    partner_name: str = ""
    support_name: str = ""
    support_email: str = ""
    user_manual: str = ""
    """Where the operators' manual is, as an address, or what its file is called."""
    sandbox_jurisdiction: str = ""
    """Where test calls come from, like a city."""


LABELS: typing.Final[dict[FieldName, str]] = {
    "handler_url_sandbox": "Handler URL, Sandbox",
    "handler_url_production": "Handler URL, Production",
    "solution_name": "Solution Name",
    "solution_description": "Solution Description",
    "partner_name": "Partner Name",
    "support_name": "Support Contact, name",
    "support_email": "Support Contact, e-mail",
    "user_manual": "User Manual",
    "sandbox_jurisdiction": "Sandbox jurisdiction",
}
"""RapidSOS's own words for its form's fields, unchanged, so that they are found again there."""


def value(sheet: OnboardingSheet, name: FieldName) -> str:
    """What was typed into a field."""
    return str(getattr(sheet, name))


_EMAIL: typing.Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_NOT_PUBLIC: typing.Final = ("localhost", ".local", ".internal", ".lan", ".home.arpa", ".invalid", ".test")
_LIMITS: typing.Final[dict[FieldName, int]] = {
    "solution_name": SOLUTION_NAME_LIMIT,
    "solution_description": DESCRIPTION_LIMIT,
}


class OnboardingProblem(msgspec.Struct, frozen=True):
    """A field, and what to do about it."""

    field: FieldName
    sentence: str


def problems(sheet: OnboardingSheet) -> tuple[OnboardingProblem, ...]:
    """Everything that keeps the sheet from being handed over, in the form's order."""
    found = [OnboardingProblem(name, check(name, value(sheet, name))) for name in LABELS]
    same = sheet.handler_url_sandbox.strip() and sheet.handler_url_sandbox == sheet.handler_url_production
    if same:
        words = "Sandbox and Production have the same address, so that test calls would ring as real ones."
        found.insert(2, OnboardingProblem("handler_url_production", f"{words} Give each its own."))
    return tuple(one for one in found if one.sentence)


def check(name: FieldName, typed: str) -> str:
    """What is wrong with one field as it stands now; the sentence says what to do."""
    text = typed.strip()
    label = LABELS[name]
    if not text:
        return f"{label} is missing."
    limit = _LIMITS.get(name, TEXT_LIMIT)
    if len(text) > limit:
        return f"{label} has {len(text)} characters; {limit} fit, spaces included. Shorten it by {len(text) - limit}."
    if not text.isprintable():
        return f"{label} has line breaks or hidden characters. Write it in one line."
    match name:
        case "handler_url_sandbox" | "handler_url_production":
            return _address(label, text)
        case "support_email":
            return "" if _EMAIL.fullmatch(text) else f"{label} is no e-mail address, like support@example.org."
        case _:
            return ""


def _address(label: str, text: str) -> str:
    try:
        parts = urllib.parse.urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return f"{label} is no address, like https://shares.example.org/data_share_handler."
    if parts.scheme != "https" or not host:
        return f"{label} must begin with https:// and a host's name."
    if parts.username is not None or parts.password is not None or parts.fragment or " " in text:
        return f"{label} must have no user, password, # or space in it."
    if not _is_public(host):
        return f"{label}: RapidSOS can't reach {host}; it calls public addresses only. Give the proxy's public name."
    return _path(label, parts.path)


def _path(label: str, path: str) -> str:
    """Only where a station takes shares, slashes too many aside: it answers any other path 404."""
    plain = "/".join(part for part in path.split("/") if part)
    if not plain:
        return f"{label} names no path. The station listens at {HANDLER_PATH}."
    if f"/{plain}" != HANDLER_PATH:
        return f"{label}: a station answers {path} with 404, so no share would come. End it with {HANDLER_PATH} alone."
    return ""


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        name = host.rstrip(".").lower()
        return "." in name and not name.endswith(_NOT_PUBLIC)
