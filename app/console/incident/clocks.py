"""The two clocks of an incident, nominal time left and time since receipt, and its bar (docs/screens.md#3)."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.console.queue.delegate import AvailabilityBar, position
from app.console.queue.row import ROUND_UP_MS, AvailabilityStage, AvailabilityView, at, calls_for_care, of_feed
from app.console.store import Store
from app.console.theme.text import TextPainter, clock, span
from app.console.theme.theme import Theme
from app.console.theme.tokens import CAPTION, CAPTION_STRONG, FIGURE, HERO, HERO_NARROW
from app.console.widgets.containers import Card
from app.domain.data_share.feed import NOMINAL_MS, Ending, Feed
from app.domain.incident.model import Incident, Share
from app.domain.location.description import duration
from app.protocol.sync import FeedPulse

FEED_ROUND_UP_MS = 999


def feed_words(feed: Feed, pulse: FeedPulse | None, now: int) -> str:
    """``answered 4 s ago``, ``failed, retrying in 0:08``, ``not permitted``, ``ended at 6:12`` or ``no answer yet``."""
    if feed.ending is not None:
        return _ended(feed, feed.ending)
    if feed.failing_since is not None:
        return _failed(pulse, now)
    answered = max(filter(None, (feed.answered_at, pulse.last_answered if pulse else None)), default=None)
    if answered is None:
        return "no answer yet"
    age = duration(max(now - answered, 0))
    if feed.first_data_at is None:
        return f"no data, {age} ago"
    return f"answered {age} ago"


def _ended(feed: Feed, ending: Ending) -> str:
    """A refusal is a state of its own; everything else ended at a time, for a reason that the tool tip tells."""
    refusals = {
        Ending.NOT_PERMITTED: "not permitted",
        Ending.REJECTED: "number not accepted",
        Ending.NO_NUMBER: "no number to ask",
        Ending.NO_TOKEN: "token not here",
    }
    if ending in refusals:
        return refusals[ending]
    return f"ended at {span((feed.ended_at or 0) - feed.received_at)}"


def _failed(pulse: FeedPulse | None, now: int) -> str:
    due = pulse.next_due if pulse else None
    if due is None or due <= now:
        return "failed, asking again"
    return f"failed, retry {span(due - now + FEED_ROUND_UP_MS)}"


NARROW = 560
TALL, LOW = 88, 72
FOLDED = 30
"""One line: the two figures with their captions beside them, and no lanes."""


class ClocksCard(Card):
    """Painted: two figures, then one lane for each feed that is asked, else one lane for the nominal ten minutes."""

    def __init__(self, theme: Theme, store: Store) -> None:
        super().__init__(theme)
        self._store = store
        self._incident: Incident | None = None
        self._tall = TALL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def compact(self, compact: bool, *, folded: bool = False) -> None:
        """Take less height, or one line only."""
        self._tall = FOLDED if folded else LOW if compact else TALL
        self.updateGeometry()

    def show_incident(self, incident: Incident) -> None:
        """Show an incident's clocks at the present time."""
        self._incident = incident
        first, second = self._figures(incident)
        self.setAccessibleName(f"{first[0]} {first[1]}, {second[0]} {second[1]}")
        self.update()

    def sizeHint(self) -> QSize:
        """88 px at 100 % text, 72 when compact, 30 when folded."""
        return QSize(300, self._theme.px(self._tall))

    def minimumSizeHint(self) -> QSize:
        """The two figures and a short lane."""
        return QSize(240, self._theme.px(self._tall))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint figures and lanes."""
        super().paintEvent(event)
        if self._incident is None:
            return
        pen = TextPainter(QPainter(self), self._theme)
        if self._tall == FOLDED:
            self._paint_line(pen, self._incident)
            return
        x = self._paint_figures(pen, self._incident)
        if self._incident.shares and self.width() - x > self._theme.px(120):
            pen.painter.fillRect(QRectF(x, 14, 1, self.height() - 28), self._theme.tokens.hair)
            self._paint_lanes(pen, self._incident, x + 14)

    def _paint_line(self, pen: TextPainter, incident: Incident) -> None:
        tokens, middle, x = self._theme.tokens, self.height() / 2, 14.0
        for figure, caption, tone in self._figures(incident):
            x += pen.left(x, middle, figure, FIGURE, getattr(tokens, tone)) + 8
            x += pen.left(x, middle, caption, CAPTION, tokens.muted, self.width() - 14 - x) + 20

    def _paint_figures(self, pen: TextPainter, incident: Incident) -> float:
        tokens, px = self._theme.tokens, self._theme.px
        face = HERO_NARROW if self.width() < px(NARROW) else HERO
        x = 14.0
        for figure, caption, tone in self._figures(incident):
            width = pen.left(x, self._y(33), figure, face, getattr(tokens, tone))
            width = max(width, pen.left(x, self._y(63), caption, CAPTION, tokens.muted))
            x += max(width, px(84)) + (16 if self.width() < px(NARROW) else 28)
        return x - 8

    def _figures(self, incident: Incident) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
        if incident.closed_at is not None:
            since = (span(self._store.now() - incident.closed_at), "since closed", "text")
            return (clock(incident.closed_at), "closed", "text"), since
        availability = at(incident, self._store.now())
        if availability.stage is AvailabilityStage.NONE:
            opened = (clock(incident.opened_at), "opened", "text")
            return opened, (span(availability.passed_ms), "since opened", "text")
        since = (span(availability.passed_ms), "since receipt", "text")
        tone = "p2" if calls_for_care(availability) else "text"
        if availability.ended_after_ms is not None:
            return (span(availability.ended_after_ms), "LEI ended at", tone), since
        if availability.stage is AvailabilityStage.PAST:
            caption = "answering" if availability.answered else "past nominal"
            return (f"+{span(availability.passed_ms - NOMINAL_MS)}", caption, tone), since
        return (f"≈ {span(availability.left_ms + ROUND_UP_MS)}", "nominal left", tone), since

    def _paint_lanes(self, pen: TextPainter, incident: Incident, x: float) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        lanes = self._lanes(incident)
        right = self.width() - 14
        wide = self.width() >= px(NARROW)
        label = px(48) if any(name for name, _, _ in lanes) else 0
        bar = QRectF(x + label, 0, right - x - label - (px(138) if wide else 0), 6)
        middle = self._y(26 if len(lanes) == 1 else 22)
        for name, availability, evidence in lanes:
            bar.moveTop(middle - 3)
            pen.left(x, middle, name, CAPTION_STRONG, tokens.text)
            AvailabilityBar(pen.painter, bar, tokens).paint(availability)
            if wide:
                pen.left(right - px(128), middle, evidence, CAPTION, tokens.muted, px(128))
            middle += px(24)
        self._paint_axis(pen, bar, self._y(70))
        if wide:
            pen.left(right - px(128), self._y(70), "dashed: may answer", CAPTION, tokens.muted, px(128))
        elif len(lanes) == 1:
            pen.left(x, self._y(48), lanes[0][2], CAPTION, tokens.muted, right - x)

    def _paint_axis(self, pen: TextPainter, bar: QRectF, middle: float) -> None:
        tokens = self._theme.tokens
        pen.left(bar.left(), middle, "0", CAPTION, tokens.muted)
        pen.centred(bar.left() + position(NOMINAL_MS, bar.width()), middle, "10:00", CAPTION, tokens.muted)

    def _y(self, at: float) -> int:
        return self._theme.px(at * self._tall / TALL)

    def _lanes(self, incident: Incident) -> list[tuple[str, AvailabilityView, str]]:
        share, now = incident.newest_share, self._store.now()
        lanes = [] if share is None else self._feed_lanes(incident, share, now)
        return lanes or [("", at(incident, now), "no feed asked yet")]

    def _feed_lanes(self, incident: Incident, share: Share, now: int) -> list[tuple[str, AvailabilityView, str]]:
        lanes = []
        for name, feed in (("LEI", share.lei), ("RAD-E", share.rad_e)):
            pulse = self._store.feed(incident.number, feed.kind.value)
            if pulse is not None or feed.answered_at is not None or feed.ending is not None:
                lanes.append((name, of_feed(feed, now), feed_words(feed, pulse, now)))
        return lanes
