"""Pictures: asked for by a click, from https only, capped, without cookies, and never anything but a picture."""

import asyncio
import collections.abc

import httpx
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from app.console.incident.additional_data import pictures
from app.console.incident.additional_data.pictures import NoPictureError, PictureBox, PictureLoader, decoded
from app.console.theme.theme import Theme
from app.core.tasks import Tasks

ADDRESS = "https://img.example.com/1.png"
Answer = collections.abc.Callable[[httpx.Request], httpx.Response]


def png(width: int = 3, height: int = 2) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())


def body(content: bytes, kind: str = "image/png") -> httpx.Response:
    return httpx.Response(200, content=content, headers={"content-type": kind})


class Box(PictureBox):
    """Remembers what it was told."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ADDRESS, "Photo")
        self.told: list[object] = []
        self.heard = asyncio.Event()

    def show_picture(self, picture: QImage) -> None:
        self.hear((picture.width(), picture.height()))

    def show_problem(self, sentence: str) -> None:
        self.hear(sentence)

    def hear(self, what: object) -> None:
        self.told.append(what)
        self.heard.set()


def load(theme: Theme, answer: Answer) -> object:
    box = Box(theme)

    async def run() -> None:
        loader = PictureLoader(Tasks(lambda _name, problem: box.hear(problem)), httpx.MockTransport(answer))
        loader.load(box)
        async with asyncio.timeout(5):
            await box.heard.wait()

    asyncio.run(run())
    [told] = box.told
    return told


def test_a_picture_is_shown(theme: Theme) -> None:
    assert load(theme, lambda _request: body(png())) == (3, 2)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (httpx.Response(404), "The server answered 404."),
        (body(png(), "text/html"), "What came is no picture."),
        (body(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"), "What came is no picture that is shown"),
        (body(png()[:40]), "The picture is"),
        (body(b"x" * (pictures.MOST_BYTES + 1)), "The picture is larger than 5 MiB."),
        (httpx.Response(302, headers={"location": "http://img.example.com/1.png"}), "It leads to an address"),
        (httpx.Response(302, headers={"location": "file:///etc/passwd"}), "It leads to an address"),
        (httpx.Response(302, headers={"location": ADDRESS}), "It leads from one address to another"),
    ],
)
def test_everything_else_is_said_in_words(theme: Theme, answer: httpx.Response, words: str) -> None:
    assert str(load(theme, lambda _request: answer)).startswith(words)


def test_a_host_that_does_not_answer_is_said(theme: Theme) -> None:
    def silent(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("no answer", request=request)

    assert load(theme, silent) == "It did not come: ConnectTimeout."


def test_a_redirect_within_https_is_followed_without_cookies(theme: Theme) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if len(seen) > 1:
            return body(png())
        headers = {"location": "https://img.example.com/2.png", "set-cookie": "a=b"}
        return httpx.Response(302, headers=headers)

    assert load(theme, answer) == (3, 2)
    assert [str(request.url) for request in seen] == [ADDRESS, "https://img.example.com/2.png"]
    assert not any("cookie" in request.headers for request in seen)


def test_a_picture_of_too_many_pixels_is_not_decoded(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 5)
    with pytest.raises(NoPictureError, match="too large"):
        decoded(png())
