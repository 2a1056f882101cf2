"""What RapidSOS answered and could not be recorded, drawn over the book for as long as storage fails.

See docs/design.md#trouble.
"""

import collections.abc
import functools

import msgspec

from app.domain.incident.folding.fold import fold
from app.domain.incident.incident import Incident
from app.domain.incident.record import Record, Recorded, received


def by_incident(records: collections.abc.Iterable[Record]) -> dict[int, tuple[Recorded, ...]]:
    """A pulse's unrecorded records of each incident; each gets a seq below nought, since there is none on disk."""
    found: dict[int, tuple[Recorded, ...]] = {}
    for place, record in enumerate(records, start=1):
        if record.incident is not None:
            one = received(msgspec.structs.replace(record, seq=-place))
            found[record.incident] = (*found.get(record.incident, ()), one)
    return found


def shown(incident: Incident, records: collections.abc.Iterable[Recorded]) -> Incident:
    """The incident with its values brought up to date; the timeline stays what is on disk."""
    seen = functools.reduce(fold, records, incident)
    return (
        incident
        if seen is incident
        else msgspec.structs.replace(seen, timeline=incident.timeline, last_seq=incident.last_seq)
    )
