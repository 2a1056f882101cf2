"""What a dialect's reader hands over: the source's data, and what its schema says of it."""

import msgspec

from app.domain.additional_data.cuts import Data
from app.domain.additional_data.field import Dialect, Kind
from app.domain.additional_data.schema import Entry


class Reading(msgspec.Struct, frozen=True):
    """One source in its own dialect, ready to be drawn."""

    dialect: Dialect
    data: Data
    entries: tuple[Entry, ...] = ()
    beside: Data = {}
    """What stood beside schema and data: shown with the data that no schema mentions."""


def records(dialect: Dialect, data: object, entries: tuple[Entry, ...], beside: Data) -> Reading:
    """A source whose data is one object, or a list of objects that all follow the schema, or something else."""
    several = data if isinstance(data, list) else [data]
    if len(several) == 1 and isinstance(several[0], dict):
        return Reading(dialect, several[0], entries, beside)
    numbered = {str(number): record for number, record in enumerate(several, start=1)}
    sections = tuple(Entry(key=key, label=key, kind=Kind.SECTION, children=entries) for key in numbered)
    return Reading(dialect, numbered, sections, beside)
