"""What a dialect's reader hands over: the source's data, and what its schema says of it."""

import msgspec

from app.domain.additional_data.cuts import Data
from app.domain.additional_data.field import Dialect
from app.domain.additional_data.schema import Entry

_DATA = "data"


class Reading(msgspec.Struct, frozen=True):
    """One source in its own dialect, ready to be drawn."""

    dialect: Dialect
    data: Data
    entries: tuple[Entry, ...] = ()
    beside: Data = {}
    """What stood beside schema and data: shown with the data that no schema mentions."""


def records(dialect: Dialect, data: object, entries: tuple[Entry, ...], beside: Data) -> Reading:
    """A source whose data is one object, or a list of objects that all follow the schema, or something else."""
    if isinstance(data, list) and len(data) == 1:
        data = data[0]
    if isinstance(data, dict):
        return Reading(dialect, data, entries, beside)
    return Reading(dialect, {_DATA: data}, (Entry(key=_DATA, children=entries),), beside)
