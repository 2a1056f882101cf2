"""A search over stored incidents and its answer: ``POST /search``."""

import msgspec

from app.domain.search import MatchReason, Sought


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What a console asks; nothing of it stands in an address, since it may name a caller."""

    sought: Sought
    in_bodies: bool = False
    """False: what the index answers, at once. True: the next piece of opening bodies, newest incident first."""
    before: int | None = None
    """Only incidents below this number: ``Found.before`` of the answer before."""


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """A closed incident that answers; times are UTC ms."""

    number: int
    opened_at: int
    closed_at: int | None
    phone: str | None
    ecc: str | None
    reason: str | None
    """Its disposition code; None while it can't be read, or is erased."""
    owner: str | None
    why: MatchReason
    words: str = ""
    """The note that answered."""


class SearchPage(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of the answer, newest incident first."""

    incidents: tuple[Stored, ...] = ()
    before: int | None = None
    """Where to go on; None when all was looked at."""
    back_to: int | None = None
    """When the oldest incident looked at was opened, UTC ms; None when none was."""
    looked_at: int = 0
    """How many incidents were looked at for this piece."""
    locked: bool = False
    """Whether something could not be looked at because the keyring is locked."""
