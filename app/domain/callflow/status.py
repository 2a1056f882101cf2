"""RapidSOS's messages about a running flow: reading a ``/callflow_status`` body (docs/contract.md#7.2).

Verb and message stay as they came, untrusted; an unknown verb is shown and changes nothing.
"""

import collections.abc
import hashlib
import json
import operator
import typing
import urllib.parse

import msgspec

from app.domain.callflow.definition import Ends
from app.domain.callflow.outcome import identity
from app.domain.callflow.trigger import Trigger
from app.domain.data_share import payload
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


class MalformedStatus(msgspec.Struct, frozen=True):
    """A body that is answered 400, and why."""

    reason: str


def read_status(untrusted_body: bytes) -> Status | MalformedStatus:
    """The message in a body; malformed only if it isn't JSON or names no flow (docs/contract.md#7.2)."""
    content = json_object(untrusted_body)
    if isinstance(content, MalformedStatus):
        return content
    alert_id, event_id = identity(content.get("alert_id")), identity(content.get("eventId"))
    if alert_id is None and event_id is None:
        return MalformedStatus("neither alert_id nor eventId")
    return Status(
        alert_id=alert_id,
        event_id=event_id,
        user_id=identity(content.get("userId")),
        untrusted_verb=as_text(content.get("verb")),
        untrusted_message=as_text(content.get("message")),
        told_at=utc_ms(content.get("timestamp")),
        digest=hashlib.sha256(untrusted_body).hexdigest(),
    )


def json_object(untrusted_body: bytes) -> dict[str, object] | MalformedStatus:
    """The JSON object of a body."""
    try:
        _, content = payload.read_answer(untrusted_body)
    except payload.NotStrictError as error:
        return MalformedStatus(str(error))
    return content if isinstance(content, dict) else MalformedStatus("not a JSON object")


def as_text(untrusted: object) -> str:
    """A text as it came, anything else as its JSON, nothing as the empty text; at most 4,000 characters."""
    if untrusted is None:
        return ""
    text = untrusted if isinstance(untrusted, str) else json.dumps(untrusted, ensure_ascii=False)
    return text[:TEXT_LIMIT]


class FlowMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A message as it arrived here."""

    status: Status
    seq: int
    """The order of arrival."""
    received_at: int
    verified: bool
    """Whether its signature was checked and good; an unverified message is shown hollow and proves nothing."""

    @property
    def at(self) -> int:
        """When it happened by its own word, else when it arrived (UTC ms)."""
        return self.received_at if self.status.told_at is None else self.status.told_at


def belongs_to(
    alert_id: str | None, event_id: str | None, triggers: collections.abc.Sequence[Trigger]
) -> Trigger | None:
    """The trigger that a message names: by RapidSOS's alert_id, then by our event id; the newest of several."""
    newest_first = sorted(triggers, key=operator.attrgetter("confirmed_at"), reverse=True)
    by_alert = (trigger for trigger in newest_first if alert_id is not None and trigger.alert_id == alert_id)
    by_event = (trigger for trigger in newest_first if event_id is not None and trigger.id == event_id)
    return next(by_alert, None) or next(by_event, None)


def in_order(reports: collections.abc.Iterable[FlowMessage]) -> tuple[FlowMessage, ...]:
    """Each message once, by its own time and, where times are equal, by arrival; any verified copy verifies it."""
    once: dict[str, FlowMessage] = {}
    for report in sorted(reports, key=operator.attrgetter("seq")):
        known = once.get(report.status.digest, report)
        once[report.status.digest] = msgspec.structs.replace(known, verified=known.verified or report.verified)
    return tuple(sorted(once.values(), key=lambda report: (report.at, report.seq)))


def missed_end(ends: Ends, proofs: collections.abc.Iterable[FlowMessage]) -> FlowMessage | None:
    """The verified message by which the flow was over without 9-1-1, if it did not go on after it.

    ``proofs`` are the verified messages in their order.
    """
    found: FlowMessage | None = None
    for proof in proofs:
        if proof.status.untrusted_verb in ends.missed:
            found = proof
        elif proof.status.untrusted_verb in ends.later:
            found = None
    return found


MOST_PARAMETERS = 200


class HttpCallback(msgspec.Struct, frozen=True, kw_only=True):
    """One request of the HTTP utility; its parameters are shown as they came and change nothing."""

    flow: str | None
    """What the configured parameter says: the flow's id or our event id."""
    untrusted_parameters: tuple[tuple[str, str], ...]
    digest: str
    """SHA-256 of the body or the query as it came."""


def read_post(untrusted_body: bytes, id_parameter: str) -> HttpCallback | MalformedStatus:
    """The parameters of a JSON body."""
    content = json_object(untrusted_body)
    if isinstance(content, MalformedStatus):
        return content
    return HttpCallback(
        flow=identity(content.get(id_parameter)),
        untrusted_parameters=tuple((name, as_text(value)) for name, value in content.items())[:MOST_PARAMETERS],
        digest=hashlib.sha256(untrusted_body).hexdigest(),
    )


def read_get(untrusted_query: str, id_parameter: str) -> HttpCallback:
    """The parameters of a query string, percent signs decoded; the first of a name that is there twice counts."""
    pairs = urllib.parse.parse_qsl(untrusted_query, keep_blank_values=True)[:MOST_PARAMETERS]
    return HttpCallback(
        flow=next((identity(value) for name, value in pairs if name == id_parameter), None),
        untrusted_parameters=tuple((name, as_text(value)) for name, value in pairs),
        digest=hashlib.sha256(untrusted_query.encode(errors="surrogatepass")).hexdigest(),
    )
