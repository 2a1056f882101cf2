"""Delivery proof: each stage of the newest share with its own stamp, from the wire to a person."""

import datetime as dt
import typing

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.console.lamps.diagnosis import SHAPES, evidence, title
from app.console.queue.row import initials
from app.console.store import Link, Store
from app.console.theme.icons import Shape, paint
from app.console.theme.text import PlainLabel, TextPainter, clock, clock_ms, set_tool_tip
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, BODY_MEDIUM, CAPTION, CAPTION_STRONG, HERO
from app.console.widgets.buttons import Button
from app.console.widgets.containers import Card, ScrollColumn
from app.console.widgets.text import Remark
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import Acknowledged, ShareReceived
from app.domain.incident.model import DeliveryState, Incident
from app.domain.lamp import Lamp

SECOND_MS = 1_000


class DeliveryStage(msgspec.Struct, frozen=True, kw_only=True):
    """A stage, its stamp (empty when it did not happen yet), and how long the next one took."""

    name: str
    stamp: str
    took: str = ""
    short: str = ""
    """The stamp where there is little room: without milliseconds, without initials."""
    timed: bool = True
    """Whether the stamp is a time or a place in the journal; a verdict may be left out when there is little room."""


def stages(
    incident: Incident, record: Recorded, share: ShareReceived, shown_at: int | None, zone: dt.tzinfo | None
) -> list[DeliveryStage]:
    """Received to acknowledged; where the journal has a stamp, it comes before this console's own."""
    shown = next((one for one in incident.shown if one.through >= record.seq), None)
    at = shown.at if shown else shown_at
    return [*_stored(record, share, at, zone), *_answered(incident, record, _Shown(at, shown), zone)]


class _Shown(typing.NamedTuple):
    """When it was painted, UTC ms, and the journal's stamp if there is one."""

    at: int | None
    stamp: DeliveryState | None


def _stored(
    record: Recorded, share: ShareReceived, shown_at: int | None, zone: dt.tzinfo | None
) -> list[DeliveryStage]:
    """What the station did with it."""
    verdict = "good, SHA-1" if share.verified else "NOT verified"
    at = share.received_at
    return [
        DeliveryStage(name="received", stamp=clock_ms(at, zone), short=clock(at, zone)),
        DeliveryStage(name="signature", stamp=verdict, timed=False, took=_took(at, record.at)),
        DeliveryStage(
            name="stored",
            stamp=f"seq {record.seq}",
            took=_took(record.at, shown_at),
        ),
    ]


def _answered(incident: Incident, record: Recorded, shown: _Shown, zone: dt.tzinfo | None) -> list[DeliveryStage]:
    """How it came to eyes, ears and a person."""
    heard = next((one for one in incident.heard if one.through >= record.seq), None)
    acked = next(
        (one for one in incident.timeline if isinstance(one.event, Acknowledged) and one.event.through >= record.seq),
        None,
    )
    heard_at, acked_at = heard.at if heard else None, acked.at if acked else None
    who = f"{clock(acked.at, zone)} {initials(acked.operator or '')}".strip() if acked else ""
    return [
        DeliveryStage(
            name=_where("shown", shown.stamp),
            stamp=clock_ms(shown.at, zone) if shown.at is not None else "earlier",
            short=_short(shown.at, zone),
            took=_took(shown.at or record.at, heard_at or acked_at),
        ),
        DeliveryStage(
            name=_where("heard", heard),
            stamp=clock_ms(heard_at, zone) if heard_at is not None else "",
            short=_short(heard_at, zone),
            took=_took(heard_at, acked_at),
        ),
        DeliveryStage(name="acked", stamp=who, short=_short(acked_at, zone)),
    ]


def _short(at: int | None, zone: dt.tzinfo | None) -> str:
    return "" if at is None else clock(at, zone)


def _where(name: str, first: DeliveryState | None) -> str:
    """With the initials of who sat at the console that was first."""
    return f"{name} {initials(first.console)}" if first else name


def _took(start: int | None, end: int | None) -> str:
    if start is None or end is None or end < start:
        return ""
    passed = end - start
    return f"+{passed} ms" if passed < SECOND_MS else f"+{passed / SECOND_MS:.1f} s"


ROOMY = 540
"""A narrower card leaves out stages without a time of their own."""


class DeliveryProof(Card):
    """Paints the stages of one share as a chain; what is not known yet is dashed."""

    def __init__(self, theme: Theme, store: Store, zone: dt.tzinfo | None) -> None:
        super().__init__(theme)
        self._store = store
        self._zone = zone
        self._stages: list[DeliveryStage] = []
        self._digest = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_incident(self, incident: Incident) -> None:
        """Show the chain of an incident's newest share."""
        found = [record for record in incident.timeline if isinstance(record.event, ShareReceived)]
        self.setVisible(bool(found))
        if not found:
            return
        record = found[-1]
        if isinstance(record.event, ShareReceived):
            self._digest = record.event.request_sha256
            self._stages = stages(incident, record, record.event, self._store.shown_at.get(record.seq), self._zone)
        said = ", ".join(f"{stage.name} {stage.stamp}" for stage in self._stages)
        self.setAccessibleName(f"Delivery proof: {said}")
        set_tool_tip(self, f"SHA-256 of the request: {self._digest}")
        self.update()

    def sizeHint(self) -> QSize:
        """94 px at 100 % text."""
        return QSize(300, self._theme.px(94))

    def minimumSizeHint(self) -> QSize:
        """As high as ``sizeHint``."""
        return QSize(200, self._theme.px(94))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chain."""
        super().paintEvent(event)
        tokens, px = self._theme.tokens, self._theme.px
        pen = TextPainter(QPainter(self), self._theme)
        used = pen.left(14, px(16), "Delivery proof", CAPTION_STRONG, tokens.text)
        digest = f"request digest {self._digest[:4]}…{self._digest[-4:]} in the journal"
        pen.left(14 + used + 10, px(16), digest, CAPTION, tokens.muted, self.width() - 38 - used)
        shown = self._stages if self.width() >= px(ROOMY) else [one for one in self._stages if one.timed]
        step = (self.width() - 28) / max(len(shown), 1)
        for place, stage in enumerate(shown):
            x = 14 + place * step
            self._paint_stage(pen, stage, x, step, last=place == len(shown) - 1)

    def _paint_stage(self, pen: TextPainter, stage: DeliveryStage, x: float, step: float, *, last: bool) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        middle = px(38)
        shape = Shape.SEEN if stage.stamp else Shape.NOT_PROVEN
        paint(pen.painter, shape, QPointF(x + px(7), middle), px(14), tokens)
        if not last:
            pen.painter.fillRect(
                QRectF(x + px(20), middle, step - px(26), 1), tokens.border if stage.stamp else tokens.hair
            )
        if stage.took:
            width = pen.width(stage.took, CAPTION)
            if width + 8 < step - px(26):
                centre = x + px(20) + (step - px(26)) / 2
                pen.painter.fillRect(QRectF(centre - width / 2 - 4, middle - 2, width + 8, 5), tokens.raised)
                pen.centred(centre, middle, stage.took, CAPTION, tokens.muted)
        pen.left(x, px(60), stage.name, CAPTION_STRONG, tokens.text if stage.stamp else tokens.muted, step - 6)
        stamp = stage.stamp if self.width() >= px(ROOMY) else stage.short or stage.stamp
        pen.left(x, px(79), stamp or "not yet", CAPTION, tokens.muted, step - 6)


class ProofLine(QWidget):
    """At least 44 high."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shape = Shape.NOT_PROVEN
        self._seen = PlainLabel(theme, BODY_MEDIUM, wraps=True)
        self._step = PlainLabel(theme, CAPTION, "muted", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(44), 10, 14, 10)
        column.setSpacing(2)
        column.addWidget(self._seen)
        column.addWidget(self._step)

    def say(self, shape: Shape, seen: str, step: str) -> None:
        """Show other words."""
        self._shape = shape
        self._seen.show_text(seen)
        self._step.show_text(step)
        self._step.setVisible(bool(step))
        self.setVisible(True)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape and the hairline below."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        middle = self._seen.y() + self._theme.px(10)
        paint(painter, self._shape, QPointF(self._theme.px(22), middle), self._theme.px(16), tokens)
        painter.fillRect(14, self.height() - 1, self.width() - 28, 1, tokens.hair2)


class ReadyPage(ScrollColumn):
    """A line for each lamp, where shares must be sent, and what of the first run is not proven yet.

    Signals:
        first_run_wanted: somebody wants to prove it.
    """

    first_run_wanted = Signal()

    def __init__(self, theme: Theme, store: Store) -> None:
        super().__init__(theme, (16, 24, 16, 16))
        self.setAccessibleName("Ready")
        self._theme = theme
        self._store = store
        self._title = PlainLabel(theme, HERO)
        self._remark = PlainLabel(theme, BODY, "muted", wraps=True)
        self._card = Card(theme)
        self._lines: list[ProofLine] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(0)
        self._card.column.setContentsMargins(0, 0, 0, 0)
        self._card.column.addLayout(self._box)
        self._unproven = Card(theme)
        self._unproven_words = Remark(theme, BODY, "text")
        prove = Button(theme, "First run…")
        prove.clicked.connect(self.first_run_wanted)
        self._unproven.column.addWidget(self._unproven_words)
        self._unproven.column.addWidget(prove, alignment=Qt.AlignmentFlag.AlignLeft)
        self.leave_open(())
        for widget in (self._title, self._remark, self._card, self._unproven):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def leave_open(self, steps: tuple[str, ...]) -> None:
        """Say which steps of the first run are not proven; nothing when all are."""
        said = "Not proven yet at this center: {steps}.".replace("{steps}", ", ".join(steps))
        self._unproven_words.show_text(said if steps else "")
        self._unproven.setVisible(bool(steps))

    def show_lamps(self, lamps: tuple[Lamp, ...]) -> None:
        """Show these lamps at the present time."""
        self._title.show_text(self._headline())
        self._remark.show_text(self._sentence())
        now = self._store.now()
        rows = [(SHAPES[lamp.state], f"{title(lamp)}: {evidence(lamp, now)}", lamp.next_step) for lamp in lamps]
        if self._store.hello:
            rows.append((Shape.QUIET, f"Shares go to {self._store.hello.handler_url}", ""))
        while len(self._lines) < len(rows):
            line = ProofLine(self._theme)
            self._lines.append(line)
            self._box.addWidget(line)
        for line, row in zip(self._lines, rows, strict=False):
            line.say(*row)
        for line in self._lines[len(rows) :]:
            line.hide()
        self._card.setVisible(bool(rows))

    def _headline(self) -> str:
        return {
            Link.STARTING: "Starting",
            Link.LIVE: "Ready" if self._store.caught_up else "Reading",
            Link.LOST: "Station lost",
            Link.REFUSED: "No station",
        }[self._store.link]

    def _sentence(self) -> str:
        if self._store.link is Link.REFUSED:
            return self._store.problem
        if self._store.link is Link.LOST:
            return "What follows is as old as the station's last answer."
        if self._store.link is Link.STARTING:
            return "The station is starting. Shares that reach it are stored, whether this window is ready or not."
        return "No incident is selected. This is what is known to work, and when it was last seen to work."
