"""Delivery proof: each stage of the newest share with its own stamp, from the wire to a person."""

import datetime as dt

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.card import Card
from app.console.incident.proof.stages import Stage, stages
from app.console.look.lettering import Pen
from app.console.look.plain_text import set_tool_tip
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CAPTION_STRONG
from app.console.watch import Watch
from app.domain.incident.events import ShareReceived
from app.domain.incident.incident import Incident

ROOMY = 540
"""A narrower card leaves out stages without a time of their own."""


class DeliveryProof(Card):
    """A chain of stages; what is not known yet is dashed."""

    def __init__(self, theme: Theme, watch: Watch, zone: dt.tzinfo | None) -> None:
        super().__init__(theme)
        self._watch = watch
        self._zone = zone
        self._stages: list[Stage] = []
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
            self._stages = stages(incident, record, record.event, self._watch.shown_at.get(record.seq), self._zone)
        said = ", ".join(f"{stage.name} {stage.stamp}" for stage in self._stages)
        self.setAccessibleName(f"Delivery proof: {said}")
        set_tool_tip(self, f"SHA-256 of the request: {self._digest}")
        self.update()

    def sizeHint(self) -> QSize:
        """94 px at 100 % text."""
        return QSize(300, self._theme.px(94))

    def minimumSizeHint(self) -> QSize:
        """As high as it is."""
        return QSize(200, self._theme.px(94))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chain."""
        super().paintEvent(event)
        tokens, px = self._theme.tokens, self._theme.px
        pen = Pen(QPainter(self), self._theme)
        used = pen.left(14, px(16), "Delivery proof", CAPTION_STRONG, tokens.text)
        digest = f"request digest {self._digest[:4]}…{self._digest[-4:]} in the journal"
        pen.left(14 + used + 10, px(16), digest, CAPTION, tokens.muted, self.width() - 38 - used)
        shown = self._stages if self.width() >= px(ROOMY) else [one for one in self._stages if one.timed]
        step = (self.width() - 28) / max(len(shown), 1)
        for place, stage in enumerate(shown):
            x = 14 + place * step
            self._paint_stage(pen, stage, x, step, last=place == len(shown) - 1)

    def _paint_stage(self, pen: Pen, stage: Stage, x: float, step: float, *, last: bool) -> None:
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
