"""Fetches a picture that an operator asked for: https only, no cookies, no redirects elsewhere, at most 5 MiB."""

import collections.abc
import contextlib
import typing

import httpx
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from app.console.incident.additional_data.pictures import PictureBox
from app.core.tasks import Tasks
from app.domain.additional_data.values import loadable

Pieces = collections.abc.AsyncGenerator[bytes, None]
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_REDIRECTS = 3
TIMEOUT_S = 10.0
FORMATS = frozenset({b"png", b"jpeg", b"gif", b"webp", b"bmp"})
"""What is decoded; everything that could hold a script or another address is not."""


class NoPictureError(Exception):
    """Why there is none, as a sentence for the operator."""


class PictureLoader:
    """Loads for one box after the other; ``transport`` is for tests."""

    def __init__(self, tasks: Tasks, transport: httpx.AsyncBaseTransport | None = None) -> None:
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
        async with httpx.AsyncClient(timeout=TIMEOUT_S, transport=self._transport) as client:
            try:
                for _ in range(MOST_REDIRECTS + 1):
                    if not loadable(address):
                        raise NoPictureError("It leads to an address that is not loaded.")
                    client.cookies.clear()
                    async with client.stream("GET", address, headers={"Accept": "image/*"}) as response:
                        if not response.is_redirect:
                            return await _body(response)
                        address = str(response.url.join(response.headers["location"]))
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


async def _body(response: httpx.Response) -> bytes:
    if response.status_code != httpx.codes.OK:
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
