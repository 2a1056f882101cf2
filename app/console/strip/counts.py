"""The counts of the floor: new, claimed, held, expiring, unknown triggers, and how many alarms came in ten minutes."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.console.controls.painted import Painted
from app.console.look.lettering import Pen
from app.console.look.plain_text import set_tool_tip
from app.console.look.shapes import Shape, paint
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, FIGURE
from app.console.strip.tally import tally
from app.console.watch import Watch
from app.domain.incident.ringing.alarm_rate import FLOOD_ABOVE, Load, alarm_rate, load
from app.domain.incident.ringing.alarms import unanswered

GAP = 14


class Counts(Painted):
    """Figures with their words; a zero steps aside when there is little room."""

    def __init__(self, theme: Theme, watch: Watch) -> None:
        super().__init__()
        self._theme = theme
        self._watch = watch
        self._parts: list[tuple[Shape | None, int, str]] = []
        self._hides_zeros = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self.tick()

    def hide_zeros(self, hides: bool) -> None:
        """Leave out what is zero."""
        if hides != self._hides_zeros:
            self._hides_zeros = hides
            self.tick()
            self.updateGeometry()
            self.update()

    def tick(self) -> None:
        """Count again."""
        now = tally(self._watch)
        # Where there is little room, only the queue's chip counts them: what is abnormal must not be cut.
        held = 0 if self._hides_zeros else now.held
        parts: list[tuple[Shape | None, int, str]] = [
            (Shape.P1 if now.new else None, now.new, "new"),
            (None, now.claimed, "claimed"),
            (None, held, "held"),
            (Shape.P2 if now.expiring else None, now.expiring, "≈ < 2:00"),
            (Shape.UNKNOWN if now.unknown else None, now.unknown, "unknown triggers"),
            self._rate(),
        ]
        if parts != self._parts:
            self._parts = parts
            self.setAccessibleName(", ".join(f"{count} {word}" for _, count, word in parts))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as what is shown."""
        return QSize(sum(self._width(*part) + GAP for part in self._shown()), self._theme.px(40))

    def minimumSizeHint(self) -> QSize:
        """What is abnormal is never cut; what is normal steps aside."""
        return QSize(sum(self._width(*part) + GAP for part in self._parts if part[0]), self._theme.px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each figure."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        pen = Pen(painter, self._theme)
        x, middle = 0.0, self.height() / 2
        for shape, count, word in self._fitting():
            start = x
            if shape:
                paint(painter, shape, QPointF(x + px(8), middle), px(14), tokens)
                x += px(20)
            tone = (
                {Shape.P1: tokens.p1, Shape.UNKNOWN: tokens.p1, Shape.P2: tokens.p2}.get(shape, tokens.text)
                if shape
                else tokens.text
            )
            x += pen.left(x, middle, str(count), FIGURE, tone) + 5
            pen.left(x, middle + 1, word, CAPTION, tone if shape else tokens.muted)
            x = start + self._width(shape, count, word) + GAP

    def _rate(self) -> tuple[Shape | None, int, str]:
        """The alarm rate, and what people can answer (docs/operator.md#c-6); a narrow strip leaves it to the banner."""
        watch, now = self._watch, self._watch.now()
        rate = alarm_rate(watch.book, unanswered(watch.book, now, watch.raise_ms), now)
        asks = load(rate, len(watch.pulse.consoles) if watch.pulse else 1)
        said = {
            Load.CALM: "in 10 min",
            Load.BUSY: "in 10 min, busy",
            Load.TOO_MUCH: "in 10 min, too many",
        }
        set_tool_tip(self, self._rate_words(rate))
        if self._hides_zeros:
            return None, 0, said[Load.CALM]
        return (Shape.P2 if asks is Load.TOO_MUCH else None), rate, said[asks]

    def _rate_words(self, rate: int) -> str:
        words = (
            "{rate} alarms in 10 minutes. One for each operator is answered well, two at most; "
            "more than {flood} are a flood (ISA-18.2)."
        )
        return words.format(rate=rate, flood=FLOOD_ABOVE)

    def _shown(self) -> list[tuple[Shape | None, int, str]]:
        return [part for part in self._parts if part[1] or not self._hides_zeros]

    def _fitting(self) -> list[tuple[Shape | None, int, str]]:
        """What has room: normal counts step aside from the right."""
        parts = self._shown()
        for part in reversed(self._shown()):
            if sum(self._width(*one) + GAP for one in parts) <= self.width() + GAP:
                break
            if part[0] is None:
                parts.remove(part)
        return parts

    def _width(self, shape: Shape | None, count: int, word: str) -> int:
        metrics = self._theme.metrics
        figure = metrics(FIGURE).horizontalAdvance(str(count)) + 5 + metrics(CAPTION).horizontalAdvance(word)
        return int(figure) + (self._theme.px(20) if shape else 0)
