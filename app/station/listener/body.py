"""Reading a request's body: within its size and time, uncompressed, or an answer that says why not."""

import asyncio

from aiohttp import web
from aiohttp.http import HttpVersion11

from app.station.listener.exchange import Answer, refusal
from app.station.listener.limits import Limits


def refused_by_its_head(request: web.BaseRequest, limits: Limits) -> Answer | None:
    """What the headers alone rule out: compression, unknown expectations, too many bytes announced."""
    encodings = request.headers.getall("Content-Encoding", []) + request.headers.getall("Transfer-Encoding", [])
    if any(encoding.strip().lower() not in {"identity", "chunked"} for encoding in encodings):
        return refusal(415, "compressed bodies are not read", hang_up=True)
    if request.version < HttpVersion11 and "Transfer-Encoding" in request.headers:
        return refusal(400, "HTTP/1.0 knows no transfer encoding", hang_up=True)
    if (request.content_length or 0) > limits.body_bytes:
        return _too_large(limits)
    if any(expected.lower() != "100-continue" for expected in request.headers.getall("Expect", [])):
        return refusal(417, "an expectation other than 100-continue", hang_up=True)
    return None


async def read(request: web.BaseRequest, limits: Limits, seconds: float) -> bytes | Answer:
    """The body, or 408 when it is too slow, 413 when it is too large, 400 when its framing is broken."""
    if "Expect" in request.headers and request.transport is not None:
        request.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    try:
        if request.content.is_eof():
            body = request.content.read_nowait()  # it came with its head, as small ones do: nothing to wait for
        else:
            body = await _arriving(request, limits, seconds)
    except TimeoutError:
        return refusal(408, "the body did not arrive in time", hang_up=True)
    except (web.RequestPayloadError, ConnectionError):
        return refusal(400, "the body broke off", hang_up=True)
    return _too_large(limits) if len(body) > limits.body_bytes else body


async def _arriving(request: web.BaseRequest, limits: Limits, seconds: float) -> bytes:
    """The body, or as much of it as is already too large."""
    body = bytearray()
    async with asyncio.timeout(seconds):
        async for chunk in request.content.iter_any():
            body += chunk
            if len(body) > limits.body_bytes:
                break
    return bytes(body)


def _too_large(limits: Limits) -> Answer:
    return refusal(413, f"the body is larger than {limits.body_bytes} bytes", hang_up=True)
