"""What this console knows: the projection of the journal, the station's last pulse, and whether the station answers.

The station client writes here and everything on screen reads from here. What is written is published as a ``Change``
that names what became different, so that nobody has to look at what stayed the same.
"""

import collections.abc
import enum

import msgspec
from PySide6.QtCore import QObject, Signal

from app.console.theme.text import one_line, span
from app.domain.incident import projection
from app.domain.incident.alarm_sound import LampAlarms
from app.domain.incident.alarms import RAISE_MS, Alarm, Priority
from app.domain.incident.assessment import Assessments
from app.domain.incident.envelope import Recorded
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection
from app.domain.lamp import Lamp, LampState
from app.protocol.sync import FeedPulse, Hello, Pulse

PULSE_EVERY_MS = 1_000
"""So often what the station says of itself is published even where nothing in it differs but its age."""
LOST_AFTER_MS = 5_000
"""No answer for this long shows "station lost" over everything that ages."""


class Link(enum.Enum):
    """Whether the console hears from its station."""

    STARTING = "starting"
    LIVE = "live"
    LOST = "lost"
    REFUSED = "refused"
    """The station is of another wire version, or could not start; ``Store.problem`` says it."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What became different in the store; time that passes is no change, for that each pane has its ticks."""

    incidents: frozenset[int] = frozenset()
    """Numbers of incidents that are new, different or gone."""
    caught_up: bool = False
    """All that the journal holds has been read now; until then nothing opens by itself."""

    def merged(self, later: "Change") -> "Change":
        """This change and a later one as one."""
        return Change(incidents=self.incidents | later.incidents, caught_up=self.caught_up or later.caught_up)


class Store(QObject):
    """The only place that panes read from; the station client is the only one that writes.

    Signals:
        changed: incidents are new, different or gone; carries the ``Change``.
        pulsed: the station says something else of itself (lamps, consoles, recording, notices, quarantine), another
            operator sits here, or a second has passed with answers of the station.
        link_changed: the station was lost or found.
    """

    changed = Signal(object)
    pulsed = Signal()
    link_changed = Signal()

    def __init__(self, boot_ms: collections.abc.Callable[[], int], start_ms: int = 0) -> None:
        super().__init__()
        self._boot_ms = boot_ms
        self._offset_ms = start_ms - boot_ms()
        self.book = IncidentProjection()
        self.hello: Hello | None = None
        self.pulse: Pulse | None = None
        self.link = Link.STARTING
        self.problem = ""
        self.is_first_start = False
        self.outdated = ""
        """The version of a station that is older than this console; its keeper replaces it."""
        self.caught_up = False
        self.operator: str | None = None
        self.answered_boot_ms = boot_ms()
        self._pulsed_boot_ms = boot_ms()
        self._assessments = Assessments()
        self._unrecorded: dict[int, tuple[Recorded, ...]] = {}
        self.raise_ms = RAISE_MS
        """So long a P2 may be left alone before it is P1, ms; 0: for ever."""
        self.own_since: int | None = None
        """Since when something is wrong between this console and its station, UTC ms; None: nothing is."""
        self.own_answered = False
        """Whether somebody at this console has answered the trouble that began at ``own_since``."""
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

    def boot_ms(self) -> int:
        """The boot clock, which counts a sleeping computer too and is the same for all its processes (ms)."""
        return self._boot_ms()

    def assessed(self) -> Assessments:
        """What every incident asks of a person as of this moment; asking again costs little where nothing changed."""
        self._assessments.look(self.book, self.now(), self.raise_ms)
        return self._assessments

    def silent_ms(self) -> int:
        """How long the station has not answered, ms."""
        return self._boot_ms() - self.answered_boot_ms

    def incident(self, number: int | None) -> Incident | None:
        """An incident of the projection, with what RapidSOS answered since that the station could not record."""
        found = None if number is None else self.book.incidents.get(number)
        return found if found is None else projection.shown(found, self._unrecorded.get(found.number, ()))

    def feed(self, number: int, name: str, share: str | None = None) -> FeedPulse | None:
        """The pulse of a feed (``lei`` or ``rad_e``) of an incident's share, its newest when none is named."""
        incident = self.incident(number)
        newest = incident.newest_share.share if incident and incident.newest_share else None
        wanted = (number, name, share or newest)
        feeds = self.pulse.feeds if self.pulse else ()
        return next((feed for feed in feeds if (feed.incident, feed.feed, feed.share) == wanted), None)

    def greet(self, hello: Hello) -> None:
        """Take the station's greeting; a journal that ends before what is known here is another one, so begin anew."""
        if hello.last_seq < self.book.last_seq:
            self.start_over()
        self.hello = hello
        self._heard(hello.now)
        self._tell_of_station()

    def start_over(self) -> None:
        """Forget every incident: the journal behind them is another one."""
        gone = frozenset(self.book.incidents)
        self.book = IncidentProjection()
        self.caught_up = False
        self.changed.emit(Change(incidents=gone))

    def take(self, records: collections.abc.Iterable[Recorded], pulse: Pulse, *, caught_up: bool) -> None:
        """Fold an answer of the station in and publish what it changes."""
        changed, of_the_station = self._fold(records)
        changed |= self._take_unrecorded(pulse)
        of_the_station |= _says_otherwise(self.pulse, pulse)
        self.pulse = pulse
        newly_caught_up = caught_up and not self.caught_up
        self.caught_up = self.caught_up or caught_up
        self._heard(pulse.now)
        self.lamp_alarms.observe(pulse.lamps, pulse.now)
        if changed or newly_caught_up:
            self.changed.emit(Change(incidents=changed, caught_up=newly_caught_up))
        if of_the_station or newly_caught_up or self._boot_ms() - self._pulsed_boot_ms >= PULSE_EVERY_MS:
            self._tell_of_station()

    def _fold(self, records: collections.abc.Iterable[Recorded]) -> tuple[frozenset[int], bool]:
        """The incidents that records change, and whether any of them is about none."""
        changed, general = set(), False
        for record in records:
            number = self.book.apply(record)
            if number is not None:
                changed.add(number)
            general |= record.incident is None
        return frozenset(changed), general

    def _tell_of_station(self) -> None:
        self._pulsed_boot_ms = self._boot_ms()
        self.pulsed.emit()

    def _take_unrecorded(self, pulse: Pulse) -> frozenset[int]:
        """The incidents whose unrecorded values are others than before."""
        before, self._unrecorded = self._unrecorded, projection.by_incident(pulse.unrecorded)
        numbers = before.keys() | self._unrecorded.keys()
        return frozenset(one for one in numbers if before.get(one) != self._unrecorded.get(one))

    def take_whole(self, number: int, history: collections.abc.Iterable[Recorded]) -> None:
        """Take all events of one incident whose beginning the projection did not have."""
        self.book.replace(number, history)
        self.changed.emit(Change(incidents=frozenset({number})))

    def sign_on(self, operator: str | None) -> None:
        """Note who is signed on at this console; None: nobody is."""
        self.operator = operator
        self._tell_of_station()

    def refuse(self, problem: str, *, is_first_start: bool = False) -> None:
        """Say why there is no station; the sentence tells the next step.

        On a first start nothing rings: this center has never received anything, and somebody is just setting it up.
        """
        self.problem = problem
        self.is_first_start = is_first_start
        self._set_link(Link.REFUSED)

    def check_silence(self) -> None:
        """Called every second: a station that has not answered for 5 s is lost."""
        if self.link in (Link.LIVE, Link.STARTING) and self.silent_ms() >= LOST_AFTER_MS:
            self._set_link(Link.LOST)

    def own_trouble(self, headline: str) -> None:
        """Note what is wrong with the station now (empty: nothing); another headline must be answered anew."""
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


def _says_otherwise(before: Pulse | None, after: Pulse) -> bool:
    """Whether a pulse tells of another station than the one before; times alone are nothing new."""
    if before is None:
        return True
    return _said(before) != _said(after)


def _said(pulse: Pulse) -> tuple[object, ...]:
    lamps = [(one.name, one.state, one.evidence, one.next_step) for one in pulse.lamps]
    return lamps, pulse.consoles, pulse.recording, pulse.history


def own_alarm(store: Store) -> tuple[str, str]:
    """Headline and fact; both empty when all is well."""
    if store.link is Link.REFUSED:
        headline = "NOT SET UP YET" if store.is_first_start else "NO STATION"
        return f"{headline}. Shares may not be received.", store.problem
    if store.link is Link.LOST:
        fact = (
            "Its last answer is {age} old; what you see is from then. It is being started again. Shares that reach it "
            "are stored. If this stays, phone your ECCs."
        )
        return "STATION LOST. New shares do not show here.", fact.format(age=span(store.silent_ms()))
    if store.pulse is not None and not store.pulse.recording:
        fact = "The disk does not take anything. What you see is live but in no journal. Free space."
        return "NOT RECORDED. RapidSOS is told to try again later.", fact
    deaf = _listener_down(store)
    if deaf is not None:
        headline = "LISTENER DOWN. New shares do not reach this center."
        return headline, f"{one_line(deaf.evidence)} {one_line(deaf.next_step)}".strip()
    return "", ""


def unanswered_own(store: Store) -> tuple[Alarm, ...]:
    """What sounds of it: one P1 until somebody has answered it here or it is over; also takes note of its end."""
    headline, _ = own_alarm(store)
    store.own_trouble(headline)
    is_quiet = store.link is Link.REFUSED and store.is_first_start
    if store.own_since is None or store.own_answered or is_quiet:
        return ()
    return (Alarm(priority=Priority.P1, reason="own_trouble", since=store.own_since),)


def _listener_down(store: Store) -> Lamp | None:
    lamps = store.pulse.lamps if store.pulse else ()
    return next((lamp for lamp in lamps if lamp.name == "listener" and lamp.state is LampState.DOWN), None)


def station_lamp(store: Store) -> Lamp | None:
    """A lamp of its own while the station does not answer; none while it does, since its lamps then speak."""
    if store.link not in (Link.LOST, Link.REFUSED):
        return None
    evidence = store.problem if store.link is Link.REFUSED else "last answered"
    step = "It is being started again. If this stays, phone your ECCs and call your administrator."
    if store.link is Link.REFUSED and store.is_first_start:
        step = "Do that; it is tried again every half minute by itself, and restarting the console tries at once."
    seen = store.now() - store.silent_ms()
    return Lamp(name="station", state=LampState.DOWN, evidence=evidence, observed_at=seen, next_step=step)
