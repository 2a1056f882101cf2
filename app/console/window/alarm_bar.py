"""The bar under the strip for this center's own alarms: what it means, the fact, what to do (docs/screens.md#4.6)."""

import collections.abc
import datetime as dt

import msgspec
from PySide6.QtCore import QObject, QPointF, QSize, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.console.store import Store
from app.console.theme.icons import Shape, paint
from app.console.theme.text import PlainLabel, both, clock, local, one_line, zone_name
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY_MEDIUM, FIGURE
from app.console.widgets.buttons import Button
from app.domain.incident.alarms import Priority, of_the_station
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import BodyQuarantined, GapFound, JournalSetAside, PathLost
from app.domain.incident.model import Incident
from app.domain.lamp import Lamp, LampState


class AlarmBar(QWidget):
    """72 high at least, filled as P1, or as P2 when nothing is lost any more.

    Signals:
        answered: somebody pressed the button that is its verb.
    """

    answered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._urgent = True
        self._verb = Button(theme, "")
        self._verb.clicked.connect(self.answered)
        self._headline = PlainLabel(theme, FIGURE, "on_p1", wraps=True)
        self._fact = PlainLabel(theme, BODY_MEDIUM, "on_p1", wraps=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._fact)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(70), 10, 16, 10)
        row.addLayout(words, 1)
        row.addWidget(self._verb)
        self.say("", "")

    def say(self, headline: str, fact: str, verb: str = "", *, urgent: bool = True) -> None:
        """Show an alarm; without a headline there is none, without a verb there is nothing to press."""
        self.setVisible(bool(headline))
        self._urgent = urgent
        for label in (self._headline, self._fact):
            label.set_tone("on_p1" if urgent else "on_p2")
        self._verb.setVisible(bool(verb))
        self._verb.say(verb)
        self._headline.show_text(headline)
        self._fact.show_text(fact)
        self.setAccessibleName(f"{headline} {fact}")

    def sizeHint(self) -> QSize:
        """The same."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """72 px at 100 % text."""
        return QSize(200, max(self._theme.px(72), super().minimumSizeHint().height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the fill and the shape."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.p1_fill if self._urgent else tokens.p2_fill)
        centre = QPointF(self._theme.px(37), self.height() / 2)
        shape, on = (Shape.P1, tokens.on_p1) if self._urgent else (Shape.P2, tokens.on_p2)
        paint(painter, shape, centre, self._theme.px(30), tokens, on)


class Announcer(QObject):
    """Speaks once for each ring."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._told: frozenset[int] = frozenset()
        self._locked = False

    def lock(self, locked: bool) -> None:
        """While the screen is locked nothing of a share is said but that it came."""
        self._locked = locked

    def tell(self, incidents: collections.abc.Iterable[Incident]) -> None:
        """Announce the rings that have not been announced."""
        ringing = {one.ring_seq: one for one in incidents if one.unacknowledged}
        for seq, incident in ringing.items():
            if seq not in self._told:
                self._say(incident)
        if ringing.keys() - self._told:
            QApplication.alert(self._window)
        self._told = frozenset(ringing)

    def _say(self, incident: Incident) -> None:
        ecc = one_line(incident.ecc) if incident.ecc else "an ECC that is not stated"
        came = "New share" if incident.shares else "New incident"
        words = came if self._locked or not incident.shares else f"{came} from {ecc}"
        event = QAccessibleAnnouncementEvent(self._window, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One thing for the alarm bar; ``notice`` is the seq to say "seen" of, None when it is of another kind."""

    headline: str
    fact: str
    verb: str
    urgent: bool
    notice: int | None
    lamp: bool = False
    """It is a lamp's, which is seen at this console only. Without either the quarantine is to be opened."""


def first_notice(watch: Store, zone: dt.tzinfo | None) -> Notice | None:
    """The most urgent thing that nobody has seen, what lamps tell last; None when there is none."""
    alarm = of_the_station(watch.book, watch.now(), watch.raise_ms)
    if alarm is None:
        return _of_a_lamp(watch.lamp_alarms.first())
    if alarm.notice is None:
        return _quarantined(watch.book.quarantine_rings)
    headline, fact = _words(watch.book.notices[alarm.notice], zone)
    return Notice(
        headline=headline,
        fact=fact,
        verb="I have seen it",
        urgent=alarm.priority is Priority.P1,
        notice=alarm.notice,
    )


def _of_a_lamp(lamp: Lamp | None) -> Notice | None:
    if lamp is None:
        return None
    headlines = {  # as the station judges them: down is never worked or can't work, a warning is a doubt
        ("signature", True): "NO SHARED SECRET. Every share is refused.",
        ("signature", False): "SIGNATURES ARE WRONG. Shares may be refused.",
        ("credentials", True): "NO TOKEN FROM RAPIDSOS. Callflows may not start.",
        ("credentials", False): "LOOK AT THE RAPIDSOS CREDENTIALS. Callflows may not start.",
    }
    return Notice(
        headline=headlines[lamp.name, lamp.state is LampState.DOWN],
        fact=f"{one_line(lamp.evidence)} {one_line(lamp.next_step)}".strip(),
        verb="I have seen it",
        urgent=False,
        notice=None,
        lamp=True,
    )


def _quarantined(rings: tuple[Recorded, ...]) -> Notice:
    event = rings[0].event
    problem = one_line(event.problem) if isinstance(event, BodyQuarantined) else ""
    fact = (
        "{count} signed by RapidSOS could not be read ({problem}). A telecommunicator shared a call. Look at it, and "
        "take it over by hand."
    )
    return Notice(
        headline="REFUSED, BUT FROM RAPIDSOS. A share may be in quarantine.",
        fact=fact.replace("{count}", str(len(rings))).replace("{problem}", problem),
        verb="Open the quarantine",
        urgent=True,
        notice=None,
    )


def _words(record: Recorded, zone: dt.tzinfo | None) -> tuple[str, str]:
    match record.event:
        case GapFound() as gap:
            headline = "Not receiving {since} to {until}. A share sent then did not arrive."
            fact = "{cause} Ask your ECCs whether they shared a call in that time."
            same_day = local(gap.since, zone).date() == local(gap.until, zone).date()
            since = clock(gap.since, zone) if same_day else f"{local(gap.since, zone):%d %b %H:%M:%S}"
            until = f"{clock(gap.until, zone)} {zone_name(gap.until, zone)}"
            return headline.format(since=since, until=until), fact.replace("{cause}", one_line(gap.cause))
        case PathLost() as lost:
            fact = (
                "{address}: {problem}. The last self-test that came back arrived at {when}. Phone your ECCs; look at "
                "the tunnel or proxy."
            )
            fact = fact.replace("{when}", both(lost.proven_at, zone)).replace("{problem}", one_line(lost.problem))
            headline = "PUBLIC PATH DOWN. New shares may not reach this center."
            return headline, fact.replace("{address}", one_line(lost.address))
        case JournalSetAside() as aside:
            fact = (
                "It was damaged and lies untouched beside the new one as {file}. Older incidents are not shown. Call "
                "your administrator; back both up."
            )
            headline = "JOURNAL SET ASIDE. A fresh one was begun."
            return headline, fact.replace("{file}", one_line(aside.file))
        case _:
            fact = "Its file was gone from the data directory. Call your administrator."
            return "JOURNAL MISSING. A fresh one was begun.", fact
