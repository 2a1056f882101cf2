"""A console's mark on what rings, as it travels in a wish."""

import msgspec


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One ring of an incident (the seq that rings), and when this console painted or sounded it (UTC ms)."""

    incident: int
    through: int
    at: int
