"""A feed that is being asked: what the plan decides on, and where it stands in the queue for a connection."""

import dataclasses

from app.domain.data_share.feed import Feed, Kind
from app.domain.incident.incident import Share
from app.domain.incident.news import feed_of
from app.domain.incident.pulse import FeedPulse

Key = tuple[str, Kind]
"""A share, and which of its feeds."""


@dataclasses.dataclass(eq=False)
class Asking:
    """One feed of one share of an open incident; times are UTC ms."""

    incident: int
    share: str
    phone: str | None
    alert_id: str | None
    feed: Feed
    jitter: float = 0.0
    """Of the wait after the last request, from -1 to 1."""
    due: int | None = None
    """When it is asked next; None while it is being asked, or isn't to be asked."""
    busy: bool = False
    not_before: int = 0
    """Our own storage can't give what is needed to ask before this."""
    trail_wanted: bool = True
    """Whether fixes from before now are missing: at the first answer, and after a failure."""

    @property
    def key(self) -> Key:
        """What names it."""
        return (self.share, self.feed.kind)

    @property
    def urgent(self) -> bool:
        """Whether a person waits for it: it was never asked, or an operator just wished for it."""
        return self.feed.asked_at is None or (self.feed.wanted_at or 0) > self.feed.asked_at

    def pulse(self) -> FeedPulse:
        """What consoles are told of it."""
        return FeedPulse(
            incident=self.incident,
            share=self.share,
            feed=self.feed.kind.value,
            last_asked=self.feed.asked_at,
            last_answered=self.feed.answered_at,
            next_due=self.due,
        )


def of(incident: int, share: Share, kind: Kind) -> Asking:
    """A feed as the book has it; whoever asked before a restart is not asked about."""
    return Asking(
        incident=incident, share=share.share, phone=share.phone, alert_id=share.alert_id, feed=feed_of(share, kind)
    )
