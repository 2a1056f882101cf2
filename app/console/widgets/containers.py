"""Containers: surfaces, cards, columns and a flow layout, painted so that no style sheet reaches what lies in them."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen, QSurface
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import CAPTION, CAPTION_STRONG


def make_window_once(top: QWidget) -> None:
    """Give a top-level window, before it is first shown, the surface that the map's web view will need.

    Qt makes the native window anew when a web view enters a window without that surface: it then comes up again above
    every dialog that is open. Only X11 and Wayland compose through OpenGL; elsewhere Qt chooses at that moment.
    """
    if QGuiApplication.platformName() not in ("xcb", "wayland"):
        return
    top.winId()
    handle = top.windowHandle()
    if handle is not None:
        handle.setSurfaceType(QSurface.SurfaceType.OpenGLSurface)


class Surface(QWidget):
    """A widget filled with a token; ``lines`` names the sides (``top``, ``bottom``) that carry a hairline."""

    def __init__(self, theme: Theme, ground: str = "panel", *, lines: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._theme = theme
        self._ground = ground
        self._lines = lines
        self.setContentsMargins(0, int("top" in lines), 0, int("bottom" in lines))
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill, then draw the hairlines."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), getattr(tokens, self._ground))
        if "top" in self._lines:
            painter.fillRect(QRect(0, 0, self.width(), 1), tokens.hair)
        if "bottom" in self._lines:
            painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), tokens.hair)


class Aside(Surface):
    """What has a title bar of its own; leaving it changes nothing that it shows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves (docs/operator.md#e2)."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class Card(QWidget):
    """A card with a column in it; ``ground`` and ``edge`` name colour tokens."""

    def __init__(self, theme: Theme, ground: str = "raised", edge: str = "hair") -> None:
        super().__init__()
        self._theme = theme
        self._ground = ground
        self._edge = edge
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 10, 14, 10)
        self.column.setSpacing(4)
        theme.changed.connect(self.update)

    def colour(self, ground: str, edge: str) -> None:
        """Use other tokens, for a card whose state changed."""
        self._ground, self._edge = ground, edge
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(getattr(tokens, self._edge), 1))
        painter.setBrush(getattr(tokens, self._ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


class FlowLayout(QLayout):
    """Left to right, then the next line."""

    def __init__(self, *, spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._trailing: set[QWidget] = set()
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def add_at_the_end(self, widget: QWidget) -> None:
        """Add a widget that stands at the right edge of its line."""
        self._trailing.add(widget)
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Add at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Its height depends on its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at this width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place everything."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """One line of everything."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        """The widest item alone."""
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(max((s.width() for s in shown), default=0), max((s.height() for s in shown), default=0))

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.top()
        for line in self._lines(rect.width()):
            height = max(item.sizeHint().height() for item in line)
            if move:
                self._place_line(line, QRect(rect.left(), y, rect.width(), height))
            y += height + self.spacing()
        return max(y - self.spacing() - rect.top(), 0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not lines or used + wide > width:
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += wide + self.spacing()
        return lines

    def _place_line(self, line: list[QLayoutItem], rect: QRect) -> None:
        x = rect.left()
        for item in line:
            size = item.sizeHint().boundedTo(rect.size())
            if item.widget() in self._trailing:
                x = max(x, rect.right() + 1 - size.width())
            item.setGeometry(QRect(QPoint(x, rect.top() + (rect.height() - size.height()) // 2), size))
            x += size.width() + self.spacing()


class PageStack(QStackedWidget):
    """As small as the shown page can be, which scrolls by itself."""

    def minimumSizeHint(self) -> QSize:
        """A little: pages scroll."""
        return QSize(200, 40)

    def hasHeightForWidth(self) -> bool:
        """Not even when a page's paragraphs do: a layout would then never shrink it."""
        return False

    def sizeHint(self) -> QSize:
        """What the shown page would like."""
        page = self.currentWidget()
        return super().sizeHint() if page is None else page.sizeHint()


class Painted(QLabel):
    """The base of widgets that paint words and shapes; as plain widgets they would be fillers, which readers skip."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)


class ScrollColumn(QScrollArea):
    """Vertical only; ``column`` takes the widgets. The keyboard scrolls it, so it wants an accessible name."""

    def __init__(self, theme: Theme, margins: tuple[int, int, int, int] = (16, 10, 16, 12)) -> None:
        super().__init__()
        content = Surface(theme, "panel")
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(8)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class SectionHead(QWidget):
    """One line above a card; at large text it takes more lines instead of being cut."""

    def __init__(self, theme: Theme, words: str, remark: str = "") -> None:
        super().__init__()
        self._flow = FlowLayout(spacing=8)
        title = PlainLabel(theme, CAPTION_STRONG, "muted")
        title.show_text(words.upper())
        self._flow.addWidget(title)
        if remark:
            remarked = PlainLabel(theme, CAPTION, "muted")
            remarked.show_text(remark)
            self._flow.addWidget(remarked)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put a button at the right."""
        self._flow.add_at_the_end(widget)
