"""RapidSOS's messages about a running flow: reading a ``/callflow_status`` body (docs/contract.md#7.2).

Verb and message stay as they came, untrusted; an unknown verb is shown and changes nothing.
"""

import hashlib
import json
import typing

import msgspec

from app.domain.callflow.identity import identity
from app.domain.data_share import strict_json
from app.domain.numbers import utc_ms

TEXT_LIMIT: typing.Final = 4_000
"""Characters kept of a verb or message."""


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """One message about a flow."""

    alert_id: str | None
    event_id: str | None
    user_id: str | None = None
    untrusted_verb: str = ""
    untrusted_message: str = ""
    told_at: int | None = None
    """The message's own time (UTC ms), None when it states none."""
    digest: str
    """SHA-256 of the bytes as they came: the same message twice is one."""


class Malformed(msgspec.Struct, frozen=True):
    """A body that is answered 400, and why."""

    reason: str


def read_status(untrusted_body: bytes) -> Status | Malformed:
    """The message in a body; malformed only if it isn't JSON or names no flow (docs/contract.md#7.2)."""
    content = json_object(untrusted_body)
    if isinstance(content, Malformed):
        return content
    alert_id, event_id = identity(content.get("alert_id")), identity(content.get("eventId"))
    if alert_id is None and event_id is None:
        return Malformed("neither alert_id nor eventId")
    return Status(
        alert_id=alert_id,
        event_id=event_id,
        user_id=identity(content.get("userId")),
        untrusted_verb=as_text(content.get("verb")),
        untrusted_message=as_text(content.get("message")),
        told_at=utc_ms(content.get("timestamp")),
        digest=hashlib.sha256(untrusted_body).hexdigest(),
    )


def json_object(untrusted_body: bytes) -> dict[str, object] | Malformed:
    """The JSON object of a body."""
    try:
        _, content = strict_json.read(untrusted_body)
    except strict_json.NotStrictError as error:
        return Malformed(str(error))
    return content if isinstance(content, dict) else Malformed("not a JSON object")


def as_text(untrusted: object) -> str:
    """A text as it came, anything else as its JSON, nothing as the empty text; at most 4,000 characters."""
    if untrusted is None:
        return ""
    text = untrusted if isinstance(untrusted, str) else json.dumps(untrusted, ensure_ascii=False)
    return text[:TEXT_LIMIT]
