"""What was seen of a service of RapidSOS, for its lamp."""

import dataclasses
import logging

from app.domain.data_share.feed import Data, Unavailable
from app.domain.incident.news import Heard
from app.station.duties.asking import Key

_LOG = logging.getLogger(__name__)


@dataclasses.dataclass
class ServiceSeen:
    """Times are UTC ms; None means never since the station started."""

    name: str
    answered_at: int | None = None
    data_at: int | None = None
    failed_at: int | None = None
    problem: str = ""
    failing: set[Key] = dataclasses.field(default_factory=set)
    """Feeds whose last request failed."""

    def note(self, key: Key, heard: Heard, now: int) -> None:
        """One more answer, or failure."""
        if isinstance(heard.outcome, Unavailable):
            if not self.failing:
                _LOG.info("RapidSOS's %s began to fail: %s", self.name, heard.problem)
            self.failing.add(key)
            self.failed_at, self.problem = now, heard.problem
            return
        self.forget(key)
        self.answered_at = now
        if isinstance(heard.outcome, Data):
            self.data_at = now

    def forget(self, key: Key) -> None:
        """This feed fails no more, or isn't asked any more."""
        if key in self.failing:
            self.failing.discard(key)
            if not self.failing:
                _LOG.info("RapidSOS's %s does not fail any more.", self.name)
