"""The base of all events."""

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of all events; ``kind`` on the record is the class's name."""
