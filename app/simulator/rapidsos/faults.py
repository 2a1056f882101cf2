"""Failures on demand: which feed answers wrongly now, the wrong answers, and the JSON answers of all feeds."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

from app.simulator.callers import Call
from app.simulator.scenario import FaultAnswer, Feed, FeedFailure, NoData


def json_answer(body: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """A JSON answer."""
    return web.Response(status=status, body=msgspec.json.encode(body), content_type="application/json", headers=headers)


def detail(status: int, sentence: str, headers: dict[str, str] | None = None) -> web.Response:
    """An error body as RapidSOS's own clients know it (docs/contract.md#2.3)."""
    return json_answer({"detail": sentence}, status, headers)


class Refusal(Exception):  # noqa: N818 - it is an answer, not a failure of the simulator
    """Raise it to refuse a request: status and sentence are all that goes back."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence

    def response(self) -> web.Response:
        """The refusal as it goes over the wire."""
        return detail(self.status, self.sentence)


def nothing(how: NoData, list_name: str | None, sentence: str) -> web.Response:
    """No data, said in the way asked for; nobody knows which one RapidSOS uses (docs/contract.md#4.5, #5.1)."""
    match how:
        case "404":
            return detail(404, sentence)
        case "204":
            return web.Response(status=204)
        case "empty_list":
            return json_answer({list_name: []} if list_name else [])
        case "empty_object":
            return json_answer({})


HANGS_S = 300.0
"""Real seconds that a timed-out request is held; every client gives up sooner."""

DRIP_S = 0.5

DEEP = 200_000

HUGE_BYTES = 64 * 1024 * 1024

SENTENCES = {
    400: "caller_id is required", 401: "Invalid authentication", 403: "Forbidden", 404: "Not found",
    408: "Request timeout", 429: "Too Many Requests", 500: "Internal error",
}  # fmt: skip

PAGE = "<html><body><h1>{0}</h1></body></html>"

BODIES: dict[str, tuple[bytes, str]] = {
    "empty_list": (b'{"locations": []}', "application/json"),
    "empty_object": (b"{}", "application/json"),
    "null": (b"null", "application/json"),
    "wrong_type": (b'[7, "seven", {"latitude": true, "longitude": [1]}]', "application/json"),
    "garbage": (b"\x00\xff\xfe{\x80garbage", "application/json"),
    "html": (PAGE.format("Sign in to the guest network").encode(), "text/html"),
    "truncated": (b'{"locations": [{"latitude": 39.7', "application/json"),
    "nan": (b'{"latitude": NaN, "longitude": Infinity}', "application/json"),
    "deep": (b"[" * DEEP + b"]" * DEEP, "application/json"),
    "204": (b"", "application/json"),
}


@dataclasses.dataclass
class Rule:
    """One failure asked for at run time: for so many answers, or until a scenario second, or both."""

    feed: Feed
    answer: FaultAnswer
    left: int | None = None
    until_s: float | None = None
    caller_id: str | None = None
    retry_after_s: int | None = None
    delay_s: float = 0.0

    def fits(self, feed: Feed, call: Call | None, now_s: float) -> bool:
        """Whether it is meant for this request at this scenario second."""
        return (
            self.feed == feed
            and self.left != 0
            and (self.until_s is None or now_s < self.until_s)
            and (self.caller_id is None or (call is not None and call.caller_id == self.caller_id))
        )


class Faults:
    """The failures of the scenario by its clock, and those asked for at run time."""

    def __init__(self, outages: list[FeedFailure]) -> None:
        self._outages = outages
        self.rules: list[Rule] = []

    def due(self, feed: Feed, call: Call | None, now_s: float) -> Rule | None:
        """The failure due for this request, counted down; None if it is to be answered well."""
        for rule in self.rules:
            if rule.fits(feed, call, now_s):
                rule.left = None if rule.left is None else rule.left - 1
                return rule
        planned = list(self._current(self._outages, feed, now_s))
        if call is not None:
            planned += self._current(call.plan.failures, feed, call.since_share_s(now_s))
        return Rule(feed, planned[0].answer, retry_after_s=planned[0].retry_after_s) if planned else None

    def clear(self) -> None:
        """Take back what was asked for at run time, and the scenario's own outages."""
        self.rules.clear()
        self._outages = []

    @staticmethod
    def _current(failures: list[FeedFailure], feed: Feed, now_s: float) -> list[FeedFailure]:
        return [failure for failure in failures if failure.feed == feed and failure.from_s <= now_s < failure.to_s]


async def answer(rule: Rule, request: web.Request) -> web.StreamResponse:
    """Answer wrongly as the rule says; what only the trigger knows is a dropped connection here."""
    await asyncio.sleep(rule.delay_s)
    if rule.answer in BODIES:
        body, kind = BODIES[rule.answer]
        return web.Response(status=204 if rule.answer == "204" else 200, body=body, content_type=kind)
    if rule.answer.isdecimal():
        return _status(int(rule.answer), rule.retry_after_s)
    if rule.answer == "redirect":
        return web.Response(status=307, headers={"Location": "/simulator/trap"})
    return await _SLOWLY.get(rule.answer, reset)(request)


def _status(status: int, retry_after_s: int | None) -> web.Response:
    headers = {} if retry_after_s is None else {"Retry-After": str(retry_after_s)}
    if status in SENTENCES:
        return detail(status, SENTENCES[status], headers)
    return web.Response(status=status, text=PAGE.format(status), content_type="text/html", headers=headers)


async def cut(request: web.Request, beginning: bytes = b'{"locations": [{"latitude": 39.7') -> web.StreamResponse:
    """Begin a good answer and close the connection in its middle."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "4096"})
    await response.prepare(request)
    await response.write(beginning)
    if request.transport is not None:
        request.transport.close()
    return response


async def reset(request: web.Request) -> web.StreamResponse:
    """Drop the connection without a byte."""
    if request.transport is not None:
        request.transport.abort()
    return json_answer({})


async def _drip(request: web.Request) -> web.StreamResponse:
    """One byte now and then, for as long as somebody listens."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    for _ in range(round(HANGS_S / DRIP_S)):
        await response.write(b" ")
        await asyncio.sleep(DRIP_S)
    return response


async def _hang(request: web.Request) -> web.StreamResponse:
    """Nothing for longer than anybody waits."""
    await asyncio.sleep(HANGS_S)
    return await reset(request)


async def _huge(_request: web.Request) -> web.StreamResponse:
    """More than anybody should read."""
    return web.Response(body=b" " * HUGE_BYTES, content_type="application/json")


_SLOWLY: dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]] = {
    "cut": cut,
    "huge": _huge,
    "reset": reset,
    "slow": _drip,
    "timeout": _hang,
}
