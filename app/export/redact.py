"""What of an event's body may leave this center: no token, no field that a schema hides.

See docs/contract.md#5.5.8.
"""

import re
import typing

import msgspec

from app.domain.additional_data import reader
from app.domain.incident.envelope import ERASED, KINDS, Record
from app.domain.incident.events import AdditionalDataReceived, ShareReceived, ShareSplit, TriggerConfirmed

CUT: typing.Final = "[cut out]"
_SECRET = re.compile(r"(?i)token|secret|passw|authorization|cookie|credential")
Body = dict[str, typing.Any]


class RawRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request as it came or went, in a file of its own."""

    name: str
    content: bytes


def body(record: Record) -> Body:
    """The body's fields that may leave this center; a field that says why where there are none."""
    if record.unreadable is not None:
        return {"unreadable": record.unreadable}
    if record.body == ERASED:
        return {"erased": True}
    if record.kind not in KINDS:
        # What a newer program wrote may hide what this one can't know.
        return {"unknown": True}
    kept = typing.cast("Body", without_secrets(msgspec.json.decode(record.body, type=dict)))
    if record.kind == ShareSplit.__name__:
        kept["history"] = [body(one) | {"kind": one.kind, "at": one.at} for one in _history(record)]
    if record.kind == AdditionalDataReceived.__name__:
        kept["shown"] = msgspec.to_builtins(reader.read_json(str(kept.pop("untrusted_answer", ""))))
    raw = request(record)
    if raw is not None:
        _without_request(kept, raw.name)
    return kept


def request(record: Record) -> RawRequest | None:
    """The exact request that an event is about, its token cut out when it came; None for most events."""
    if record.unreadable is not None or record.body == ERASED:
        return None
    match record.kind:
        case ShareReceived.__name__:
            share = msgspec.json.decode(record.body, type=ShareReceived)
            return _raw(record, "share", share.untrusted_body)
        case ShareSplit.__name__:
            began = next((raw for one in _history(record) if (raw := request(one)) is not None), None)
            return (
                None
                if began is None
                else RawRequest(name=f"requests/{record.seq:06}-share.json", content=began.content)
            )
        case TriggerConfirmed.__name__:
            sent = msgspec.json.decode(record.body, type=TriggerConfirmed)
            return _raw(record, "trigger", sent.confirmed.request)
        case _:
            return None


def _history(record: Record) -> list[Record]:
    """What a share brought along when it was split from another incident, each event as a record of its own."""
    split = msgspec.json.decode(record.body, type=ShareSplit)
    return [
        Record(seq=one.seq, at=one.at, kind=one.kind, version=one.version, incident=record.incident, body=one.body)
        for one in split.history
    ]


def without_secrets(value: object) -> object:
    """The value with everything cut out that is called a token or a secret, in objects and in pairs of texts."""
    match value:
        case dict():
            return {name: CUT if _is_secret(name, held) else without_secrets(held) for name, held in value.items()}
        case [str() as name, str()] if _SECRET.search(name):
            return [name, CUT]
        case list():
            return [without_secrets(one) for one in value]
        case _:
            return value


def _is_secret(name: str, held: object) -> bool:
    return isinstance(held, str) and _SECRET.search(name) is not None


def _raw(record: Record, what: str, content: str) -> RawRequest:
    return RawRequest(name=f"requests/{record.seq:06}-{what}.json", content=content.encode(errors="backslashreplace"))


def _without_request(kept: Body, name: str) -> None:
    kept.pop("untrusted_body", None)
    if isinstance(kept.get("confirmed"), dict):
        kept["confirmed"].pop("request", None)
    kept["request_file"] = name
