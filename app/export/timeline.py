"""``timeline.json``: every event of the incident, oldest first, with the fields that the chain covers."""

import msgspec

from app.domain.incident.record import Record
from app.export import times, told
from app.export.evidence import Evidence

CHAINED = ("seq", "at", "kind", "version", "incident", "operator", "command_id")
"""What of an event the chain covers in clear; of its body it covers the sealed bytes."""


def content(evidence: Evidence) -> bytes:
    """The file."""
    document = {
        "incident": evidence.incident.number,
        "environment": evidence.environment,
        "times": "UTC milliseconds",
        "events": [_event(record) for record in evidence.records],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


def _event(record: Record) -> dict[str, object]:
    stamp = {name: getattr(record, name) for name in CHAINED}
    return {**stamp, "at_utc": times.utc(record.at), "body": told.body(record)}
