"""What a report is made of: events with their times, kinds, operators and ECCs, and nothing of any caller."""

import msgspec


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One event; times are UTC ms."""

    seq: int
    at: int
    kind: str
    incident: int | None = None
    operator: str | None = None
    ecc: str | None = None
    """Of a share: who sent it, where that is still known."""
    rings: bool = False
    """Whether it is an alarm that a person must answer."""
    through: int | None = None
    """Of an acknowledgement: up to which seq it answers; None when that can't be read any more."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /facts?since=…&until=…&after=…``: a page of them, oldest first."""

    facts: tuple[Fact, ...]
    next: int | None
    """Ask with ``after=`` it for more; None when these are all."""
    profile: str
    """The profile that this center measures itself by (``profile.PROFILES``)."""
    now: int
    """The station's time, UTC ms."""
