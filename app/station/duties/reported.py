"""What RapidSOS answered goes into the journal, and while storage fails to the consoles unrecorded.

See docs/design.md#trouble.
"""

import msgspec

from app.domain.data_share.feed import Ending, Kind
from app.domain.incident import news
from app.domain.incident.events import AnyEvent, FeedEnded
from app.domain.incident.incident import Incident, Share
from app.domain.incident.news import Heard
from app.domain.incident.record import VERSION, Draft, Record, encode
from app.ground.clock import Clock
from app.station.duties.asking import Asking, Key
from app.station.journal.decision import Decision, Intent, Ledger
from app.station.journal.errors import JournalUnavailableError
from app.station.journal.journal import Journal

RETRY_S = 5.0


class Reported:
    """Writes answers; what can't be written is kept for the pulse, the newest answer of each feed."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self._unrecorded: dict[Key, tuple[Record, ...]] = {}

    @property
    def unrecorded(self) -> tuple[Record, ...]:
        """What consoles must see although it is not on disk: seq 0, for there is none."""
        return tuple(record for records in self._unrecorded.values() for record in records)

    async def report(self, incident: Incident, asking: Asking, heard: Heard, ending: Ending | None) -> bool:
        """Write what an answer changed; False when it could not be. An ending is tried until it is written."""
        share = share_of(incident, asking.share)
        events = [] if share is None else news.news(incident, share, asking.feed.kind, heard, ending)
        if not events:
            self.forget(asking.key)
            return True
        while True:
            try:
                await self._journal.decide(answered(asking, heard, ending))
            except JournalUnavailableError:
                self._unrecorded[asking.key] = tuple(self._record(asking.incident, event) for event in events)
                if ending is None:
                    return False
                await self._clock.wait(RETRY_S)
            else:
                self.forget(asking.key)
                return True

    def forget(self, key: Key) -> None:
        """Nothing of this feed is unrecorded any more, or nobody needs it."""
        self._unrecorded.pop(key, None)

    def _record(self, incident: int, event: AnyEvent) -> Record:
        return Record(
            seq=0,
            at=self._clock.now(),
            kind=type(event).__name__,
            version=VERSION,
            incident=incident,
            body=msgspec.Raw(encode(event)),
        )


def answered(asking: Asking, heard: Heard, ending: Ending | None) -> Intent:
    """The intent of an answer: decided anew on what is true when it is written."""
    number, name, kind = asking.incident, asking.share, asking.feed.kind

    def intent(ledger: Ledger, _now: int) -> Decision:
        incident = ledger.book.incidents.get(number)
        share = None if incident is None else share_of(incident, name)
        if incident is None or share is None:
            return Decision()
        return _decision(incident, share, kind, heard, ending)

    return intent


def _decision(incident: Incident, share: Share, kind: Kind, heard: Heard, ending: Ending | None) -> Decision:
    events = news.news(incident, share, kind, heard, ending)
    ends = any(isinstance(event, FeedEnded) for event in events)
    over = ends and news.is_over(share, events)
    drafts = tuple(Draft(event=event, incident=incident.number) for event in events)
    return Decision(drafts=drafts, ended=(share.share,) if over else ())


def share_of(incident: Incident, name: str) -> Share | None:
    """A share of an incident by its name."""
    return next((share for share in incident.shares if share.share == name), None)
