"""Is what was typed what RapidSOS takes? Each answer is a sentence for the administrator, empty when it is."""

import ipaddress
import re
import typing
import urllib.parse

import msgspec

from app.domain.onboarding.sheet import (
    DESCRIPTION_LIMIT,
    LABELS,
    SOLUTION_NAME_LIMIT,
    TEXT_LIMIT,
    FieldName,
    Sheet,
    value,
)

_EMAIL: typing.Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_NOT_PUBLIC: typing.Final = ("localhost", ".local", ".internal", ".lan", ".home.arpa", ".invalid", ".test")
_LIMITS: typing.Final[dict[FieldName, int]] = {
    "solution_name": SOLUTION_NAME_LIMIT,
    "solution_description": DESCRIPTION_LIMIT,
}


class Problem(msgspec.Struct, frozen=True):
    """A field, and what to do about it."""

    field: FieldName
    sentence: str


def problems(sheet: Sheet) -> tuple[Problem, ...]:
    """Everything that keeps the sheet from being handed over, in the form's order."""
    found = [Problem(name, check(name, value(sheet, name))) for name in LABELS]
    same = sheet.handler_url_sandbox.strip() and sheet.handler_url_sandbox == sheet.handler_url_production
    if same:
        words = "Sandbox and Production have the same address, so that test calls would ring as real ones."
        found.insert(2, Problem("handler_url_production", f"{words} Give each its own."))
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
    if parts.path in ("", "/"):
        return f"{label} names no path. The station listens at /data_share_handler."
    return ""


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        name = host.rstrip(".").lower()
        return "." in name and not name.endswith(_NOT_PUBLIC)
