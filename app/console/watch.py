"""What this console knows: the book, the station's last pulse, and whether the station still answers."""

import collections.abc
import enum

from PySide6.QtCore import QObject, Signal

from app.domain.incident.book import Book
from app.domain.incident.folding import unrecorded
from app.domain.incident.incident import Incident
from app.domain.incident.pulse import FeedPulse, Hello, Pulse
from app.domain.incident.record import Recorded
from app.domain.incident.ringing.alarms import RAISE_MS
from app.domain.incident.ringing.lamp_alarms import LampAlarms

LOST_AFTER_MS = 5_000
"""No answer for this long shows "station lost" over everything that ages."""


class Link(enum.Enum):
    """How the console stands with its station."""

    STARTING = "starting"
    LIVE = "live"
    LOST = "lost"
    REFUSED = "refused"
    """The station is of another wire version, or could not start; ``Watch.problem`` says it."""


class Watch(QObject):
    """The only place that panes read from; the desk client is the only one that writes.

    Signals:
        changed: the numbers of incidents that are new or different, as a frozenset.
        pulsed: a new pulse, or another operator.
        link_changed: the station was lost or found.
    """

    changed = Signal(object)
    pulsed = Signal()
    link_changed = Signal()

    def __init__(self, boot_ms: collections.abc.Callable[[], int], start_ms: int = 0) -> None:
        super().__init__()
        self._boot_ms = boot_ms
        self._offset_ms = start_ms - boot_ms()
        self.book = Book()
        self.hello: Hello | None = None
        self.pulse: Pulse | None = None
        self.link = Link.STARTING
        self.problem = ""
        self.outdated = ""
        """The version of a station that is older than this console; its keeper replaces it."""
        self.caught_up = False
        self.operator: str | None = None
        self.answered_boot_ms = boot_ms()
        self._unrecorded: dict[int, tuple[Recorded, ...]] = {}
        self.raise_ms = RAISE_MS
        """So long a P2 may be left alone before it is P1, ms; 0: for ever."""
        self.own_since: int | None = None
        """Since when something is wrong between this console and its station, UTC ms; None: nothing is."""
        self.own_answered = False
        """Whether somebody here has answered that."""
        self._own_trouble = ""
        self.lamp_alarms = LampAlarms()
        """Lamps of the station that are P2 until somebody here has seen it."""
        self.shown_at: dict[int, int] = {}
        """When this console painted an incident's newest ring: UTC ms by the ring's seq."""

    @property
    def environment(self) -> str:
        """The station's environment, empty while it is not known."""
        return self.hello.environment if self.hello else ""

    def now(self) -> int:
        """The station's time as of this moment (UTC ms): its last pulse plus what has passed since."""
        return self._boot_ms() + self._offset_ms

    def silent_ms(self) -> int:
        """How long the station has not answered."""
        return self._boot_ms() - self.answered_boot_ms

    def incident(self, number: int | None) -> Incident | None:
        """An incident of the book, with what RapidSOS answered since and the station could not record."""
        found = None if number is None else self.book.incidents.get(number)
        return found if found is None else unrecorded.shown(found, self._unrecorded.get(found.number, ()))

    def feed(self, number: int, name: str, share: str | None = None) -> FeedPulse | None:
        """The pulse of a feed (``lei`` or ``rad_e``) of an incident's share, its newest when none is named."""
        incident = self.incident(number)
        newest = incident.newest_share.share if incident and incident.newest_share else None
        wanted = (number, name, share or newest)
        feeds = self.pulse.feeds if self.pulse else ()
        return next((feed for feed in feeds if (feed.incident, feed.feed, feed.share) == wanted), None)

    def greet(self, hello: Hello) -> None:
        """Take the station's greeting; another book begins when its journal is behind ours."""
        if hello.last_seq < self.book.last_seq:
            self.start_over()
        self.hello = hello
        self._heard(hello.now)
        self.pulsed.emit()

    def start_over(self) -> None:
        """Forget the book: the journal behind it is another one."""
        gone = frozenset(self.book.incidents)
        self.book = Book()
        self.caught_up = False
        self.changed.emit(gone)

    def take(self, records: collections.abc.Iterable[Recorded], pulse: Pulse, *, caught_up: bool) -> None:
        """Fold a batch in and tell the panes what changed."""
        changed = frozenset(number for record in records if (number := self.book.apply(record)) is not None)
        changed |= self._take_unrecorded(pulse)
        self.pulse = pulse
        newly_caught_up = caught_up and not self.caught_up
        self.caught_up = self.caught_up or caught_up
        self._heard(pulse.now)
        self.lamp_alarms.observe(pulse.lamps, pulse.now)
        if changed or newly_caught_up:
            self.changed.emit(changed)
        self.pulsed.emit()

    def _take_unrecorded(self, pulse: Pulse) -> frozenset[int]:
        """The incidents whose unrecorded values are others than before."""
        before, self._unrecorded = self._unrecorded, unrecorded.by_incident(pulse.unrecorded)
        numbers = before.keys() | self._unrecorded.keys()
        return frozenset(one for one in numbers if before.get(one) != self._unrecorded.get(one))

    def take_whole(self, number: int, history: collections.abc.Iterable[Recorded]) -> None:
        """Take all events of one incident that the book did not have from its beginning."""
        self.book.replace(number, history)
        self.changed.emit(frozenset({number}))

    def sign_on(self, operator: str | None) -> None:
        """Somebody sits at this console, or nobody."""
        self.operator = operator
        self.pulsed.emit()

    def refuse(self, problem: str) -> None:
        """Say why there is no station; the sentence tells the next step."""
        self.problem = problem
        self._set_link(Link.REFUSED)

    def check_silence(self) -> None:
        """Called every second: a station that has not answered for 5 s is lost."""
        if self.link in (Link.LIVE, Link.STARTING) and self.silent_ms() >= LOST_AFTER_MS:
            self._set_link(Link.LOST)

    def own_trouble(self, headline: str) -> None:
        """Take note of what is wrong with the station now, nothing if empty; other trouble must be answered anew."""
        if headline != self._own_trouble:
            self._own_trouble = headline
            self.own_since = self.now() if headline else None
            self.own_answered = False

    def painted(self, ring_seq: int) -> None:
        """Remember when this console first painted a ring; the delivery proof shows it."""
        self.shown_at.setdefault(ring_seq, self.now())

    def _heard(self, now: int) -> None:
        self.answered_boot_ms = self._boot_ms()
        self._offset_ms = now - self.answered_boot_ms
        self._set_link(Link.LIVE)

    def _set_link(self, link: Link) -> None:
        if link is not self.link:
            self.link = link
            self.link_changed.emit()
