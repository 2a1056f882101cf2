"""A picture that a source refers to: nothing is fetched before somebody asks for it (docs/contract.md#5.5.7).

Then: https only, no cookies, no redirects to addresses that are not loaded, at most 5 MiB.
"""

import collections.abc
import contextlib
import http
import typing

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.console.theme.icons import Icon
from app.console.theme.theme import Theme
from app.console.widgets.buttons import Button
from app.console.widgets.text import Remark
from app.core import outgoing
from app.core.tasks import Tasks
from app.domain.additional_data.values import host, loadable

if typing.TYPE_CHECKING:
    import httpx

Pieces = collections.abc.AsyncGenerator[bytes, None]
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_REDIRECTS = 3
TIMEOUT_S = 10.0
FORMATS = frozenset({b"png", b"jpeg", b"gif", b"webp", b"bmp"})
"""What is decoded; everything that could hold a script or another address is not."""
TALLEST = 240
LONGEST = 26
"""A longer host stands below the button, where it wraps."""

QUIET, ALARMING = "muted", "p2"
"""Colours of what is said, by their tokens."""


class _Canvas(QWidget):
    """The picture, no larger than it is and no taller than 240."""

    def __init__(self, image: QImage, name: str) -> None:
        super().__init__()
        self._image = image
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as the picture at 100 %, at most 240."""
        return QSize(160, min(self._image.height(), TALLEST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it whole, at the left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        size = size.boundedTo(self._image.size())
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), self._image)


class PictureBox(QWidget):
    """A button that names the host, then the picture, or why it did not come.

    Signals:
        wanted: the address to load from.
    """

    wanted = Signal(str)

    def __init__(self, theme: Theme, address: str, label: str) -> None:
        super().__init__()
        self._theme = theme
        self.address = address
        self._label = label
        self._host = host(address)
        words = f"Load from {self._host}"
        self._load = Button(theme, words if len(self._host) <= LONGEST else "Load picture", icon=Icon.IMAGE)
        self._load.small().setAccessibleName(f"{label}: {words}")
        self._said = Remark(theme)
        self._said.show_text(f"from {self._host}")
        self._said.setVisible(len(self._host) > LONGEST)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._load, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._said)
        self._load.clicked.connect(self._ask)

    def show_picture(self, picture: QImage) -> None:
        """Show what was loaded."""
        self._load.hide()
        self._said.show_text(f"Loaded from {self._host}", QUIET)
        self._said.show()
        name = f"{self._label}, picture from {self._host}"
        self._column.insertWidget(0, _Canvas(picture, name))

    def show_problem(self, sentence: str) -> None:
        """Say why it did not come; it may be asked for again."""
        self._load.setEnabled(True)
        self._said.show_text(sentence, ALARMING)
        self._said.show()

    def _ask(self) -> None:
        self._load.setEnabled(False)
        self._said.show_text("Loading…", QUIET)
        self._said.show()
        self.wanted.emit(self.address)


class NoPictureError(Exception):
    """Why there is none, as a sentence for the operator."""


class PictureLoader:
    """Loads for one box after the other; ``transport`` is for tests."""

    def __init__(self, tasks: Tasks, transport: "httpx.AsyncBaseTransport | None" = None) -> None:
        self._tasks = tasks
        self._transport = transport

    def load(self, box: PictureBox) -> None:
        """Load a box's picture and show it in the box, or why it did not come."""
        self._tasks.start("load a picture", self._load(box))

    async def _load(self, box: PictureBox) -> None:
        gone: list[bool] = []
        box.destroyed.connect(lambda: gone.append(True))
        try:
            picture = decoded(await self._fetch(box.address))
        except NoPictureError as problem:
            if not gone:
                box.show_problem(str(problem))
            return
        if not gone:
            box.show_picture(picture)

    async def _fetch(self, address: str) -> bytes:
        """The bytes of an image; a redirect is followed only to an address that could itself be loaded."""
        import httpx  # noqa: PLC0415 takes 0.1 s to load, which the window's first paint must not wait for

        async with outgoing.client(timeout=TIMEOUT_S, transport=self._transport) as client:
            try:
                for _ in range(MOST_REDIRECTS + 1):
                    if not loadable(address):
                        raise NoPictureError("It leads to an address that is not loaded.")
                    client.cookies.clear()
                    async with client.stream("GET", address, headers={"Accept": "image/*"}) as response:
                        leads_to = outgoing.location(response)
                        if leads_to is None:
                            return await _body(response)
                        address = str(response.url.join(leads_to))
            except (httpx.HTTPError, httpx.InvalidURL) as problem:
                said = "It did not come: {problem}."
                raise NoPictureError(said.replace("{problem}", type(problem).__name__)) from None
        raise NoPictureError("It leads from one address to another without end.")


def decoded(untrusted: bytes) -> QImage:
    """The picture; raises NoPictureError for anything else, and for one that would take too much memory."""
    data = QByteArray(untrusted)
    device = QBuffer(data)
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(device)
    reader.setAutoTransform(True)
    known = bytes(reader.format().data()).lower() in FORMATS
    if not known:
        raise NoPictureError("What came is no picture that is shown here.")
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        raise NoPictureError("The picture is too large to show.")
    picture = reader.read()
    if picture.isNull():
        raise NoPictureError("The picture is damaged.")
    return picture


async def _body(response: "httpx.Response") -> bytes:
    if response.status_code != http.HTTPStatus.OK:
        said = f"The server answered {response.status_code}."
        raise NoPictureError(said)
    if not response.headers.get("content-type", "").lower().startswith("image/"):
        raise NoPictureError("What came is no picture.")
    body = bytearray()
    # Closed here, since a generator that is left in the middle never finishes under qasync.
    async with contextlib.aclosing(typing.cast("Pieces", response.aiter_bytes())) as pieces:
        async for piece in pieces:
            body += piece
            if len(body) > MOST_BYTES:
                raise NoPictureError("The picture is larger than 5 MiB.")
    return bytes(body)
