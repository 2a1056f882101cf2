"""What an intent may look at, and what it may say. Intents run in the committer, one after the other.

An intent is a pure function of the ledger and the time: it may be called twice, when storage or another intent failed.
"""

import collections.abc
import typing

import msgspec

from app.domain.incident.book import Book
from app.domain.incident.commands import Done, Refused
from app.domain.incident.incident import Incident
from app.domain.incident.record import Draft, Recorded
from app.domain.incident.share import Delivered


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """The access token of a share: sealed in a table of its own, gone when its feeds end."""

    share: str
    token: str

    def __repr__(self) -> str:
        """Without the token: it must not reach a log."""
        return f"Token(share={self.share!r})"


class KeptBody(msgspec.Struct, frozen=True, kw_only=True):
    """A refused body on its way into the quarantine."""

    number: int
    received_at: int
    authentic: bool
    """Whether its signature was good: such a body is the last to go."""
    untrusted_request: bytes
    """Headers and body as ``quarantine.py`` encodes them."""

    def __repr__(self) -> str:
        """Without the body: it is a person's."""
        return f"KeptBody(number={self.number})"


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """Bodies to take out of the journal: a closed incident's, or those older than ``before`` (UTC ms) without one."""

    incident: int | None
    before: int


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What shall be written, all or nothing; ``refused`` writes nothing at all."""

    drafts: tuple[Draft, ...] = ()
    tokens: tuple[Token, ...] = ()
    """To keep, with the events of these drafts."""
    ended: tuple[str, ...] = ()
    """Shares whose feeds are over: their tokens are deleted."""
    kept: tuple[KeptBody, ...] = ()
    """Bodies for the quarantine; ``quarantine.keep`` makes the whole decision."""
    seen: tuple[int, ...] = ()
    """Kept bodies that ring no more."""
    released: tuple[int, ...] = ()
    """Kept bodies that leave the quarantine: they arrived as shares, or a person made an incident of them."""
    erased: tuple[Erasure, ...] = ()
    """Bodies that go with these drafts, which tell of it."""
    refused: Refused | None = None


class Ledger(typing.Protocol):
    """What is true now, as far as a decision may ask; everything decided before is in it."""

    @property
    def book(self) -> Book:
        """All open incidents folded; read it, never change it."""

    @property
    def next_incident(self) -> int:
        """The number that a new incident gets."""

    @property
    def next_quarantined(self) -> int:
        """The number that the next quarantined body gets."""

    @property
    def quarantine_alert_at(self) -> int | None:
        """When the last alert for bodies without a good signature was written, UTC ms."""

    def keeps(self, quarantine: int) -> bool:
        """Whether a quarantined body is still kept."""

    def find(self, number: int) -> Incident | None:
        """An incident, open or closed; None if there never was one."""

    def delivered(self, request_sha256: str) -> Delivered | None:
        """What is remembered of a body that was accepted before."""

    def outlived(self, before: int) -> tuple[int, int]:
        """How many bodies without incident, and how many in quarantine, are older than a time (UTC ms)."""


Intent = collections.abc.Callable[[Ledger, int], Decision]
"""Decides from the ledger and the station's time (UTC ms)."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an intent: its records are on disk, or it was refused."""

    records: tuple[Recorded, ...] = ()
    done: Done | None = None
    """The command's answer; for a repeated command id the one it got before, with no records."""
    refused: Refused | None = None
