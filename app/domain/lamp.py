"""A lamp: one part of the system, whether it works, and what proves it."""

import enum

import msgspec


class LampState(enum.Enum):
    """How a lamp stands; the shape on the screen follows from it (docs/screens.md#2.5)."""

    SEEN = "seen"
    """Seen to work, at ``Lamp.observed_at``."""
    NOT_PROVEN = "not_proven"
    WARNING = "warning"
    DOWN = "down"
    OFF = "off"


class Lamp(msgspec.Struct, frozen=True, kw_only=True):
    """One lamp: the observation behind it and the next step, never a bare OK."""

    name: str
    """``listener``, ``lei``, ``rad_e``, ``credentials``, ``disk``, ``clock``, ``keyring``, ``signature``."""
    state: LampState
    evidence: str
    """A short English sentence of what was seen; ``observed_at`` says how old it is."""
    observed_at: int | None
    next_step: str = ""
