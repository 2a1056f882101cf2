"""What an export is made of: an incident, its events as they were recorded, and their place in the chain."""

import datetime as dt

import msgspec

from app.domain.evidence.head import Head
from app.domain.evidence.part import Part
from app.domain.incident.incident import Incident
from app.domain.incident.record import Record

PRODUCTION = "production"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """All of an incident that may leave this center; times are UTC ms."""

    incident: Incident
    records: tuple[Record, ...]
    part: Part
    head: Head
    """Where the whole journal ended when this was taken."""
    exported_at: int
    version: str
    """Of the program."""
    zone: dt.tzinfo
    """The center's own, for reading; every time stands in UTC too."""

    @property
    def environment(self) -> str:
        """``production``, ``rapidsos-sandbox`` or ``simulator``."""
        return self.part.identity.environment

    @property
    def mark(self) -> str | None:
        """The word that every page of a report must carry, unless these were real calls."""
        if self.environment == PRODUCTION:
            return None
        return self.environment.removeprefix("rapidsos-").upper()
