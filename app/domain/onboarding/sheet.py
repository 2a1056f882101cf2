"""The onboarding sheet: what a partner hands over, in the order and with the limits of docs/contract.md#3.6."""

import typing

import msgspec

SOLUTION_NAME_LIMIT: typing.Final = 30
"""Characters, spaces included (docs/contract.md#3.6)."""
DESCRIPTION_LIMIT: typing.Final = 280
TEXT_LIMIT: typing.Final = 200
"""Our own limit for what RapidSOS states none for."""

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


class Sheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
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


def value(sheet: Sheet, name: FieldName) -> str:
    """What was typed into a field."""
    return str(getattr(sheet, name))
