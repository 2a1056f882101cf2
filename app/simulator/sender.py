"""Plays the telecommunicator: makes share bodies, good and bad, signs them and POSTs them to this machine.

Signing is docs/contract.md#3.2. ``Tally`` counts what the simulator sent and received.
"""

import asyncio
import collections
import dataclasses
import gzip
import hashlib
import hmac
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import anyio
import anyio.lowlevel
import httpx
import msgspec

from app.simulator import callers, process
from app.simulator.callers import Call, ShareCall
from app.simulator.process import print_line
from app.simulator.scenario import BadPost, Degrees, Ecc, JurisdictionPlan, Scenario

SIGNATURE_HEADER = "X-RapidSOS-Signature"

ANSWER_WITHIN_S = 30.0

RETRY_FIRST_S = 0.05
RETRY_MOST_S = 1.0


def sign(body: bytes, secret: str) -> str:
    """HMAC-SHA1 over the raw bytes, 40 small hex digits (docs/contract.md#3.2)."""
    return hmac.new(secret.encode(), body, "sha1").hexdigest()


@dataclasses.dataclass(frozen=True)
class PostResult:
    """What came back for one POST: the HTTP status or the failure's name, and milliseconds since it was due."""

    status: int | None
    ms: float
    request_sha256: str
    error: str | None = None

    def line(self) -> dict[str, object]:
        """As it is printed: `error` only when there is one."""
        fields = dataclasses.asdict(self)
        return fields if self.error is not None else {k: v for k, v in fields.items() if k != "error"}


class Portal:
    """Signs and sends requests to loopback URLs only; an async context manager."""

    def __init__(self, secret: str | None, *, retry_refused_s: float = 0.0) -> None:
        """`secret` None sends unsigned; a refused connection is tried again for `retry_refused_s` real seconds."""
        self._secret = secret
        self._retry_refused_s = retry_refused_s
        self._client = httpx.AsyncClient(
            # A proxy from the environment would be asked for loopback too.
            trust_env=False,
            timeout=ANSWER_WITHIN_S,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=64),
        )

    async def __aenter__(self) -> Self:
        # httpx loads its network backend at the first request: 50 ms that would be counted as the handler's.
        await anyio.lowlevel.checkpoint()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    def signed(self, body: bytes) -> dict[str, str]:
        """The headers of a good POST of that body; without a secret there is no signature."""
        headers = {"Content-Type": "application/json"}
        if self._secret is not None:
            headers[SIGNATURE_HEADER] = sign(body, self._secret)
        return headers

    async def post(
        self, url: str, body: bytes, headers: dict[str, str] | None = None, *, due: float | None = None
    ) -> PostResult:
        """POST exactly these bytes; `due` (monotonic s) is when it should have left. Raises NotLoopbackError."""
        signed = self.signed(body) if headers is None else headers
        return await self._answered(
            self._client.build_request("POST", process.checked(url), content=body, headers=signed), due
        )

    async def get(self, url: str) -> PostResult:
        """GET that URL. Raises NotLoopbackError."""
        return await self._answered(self._client.build_request("GET", process.checked(url)), None)

    async def _answered(self, request: httpx.Request, due: float | None) -> PostResult:
        began = time.monotonic() if due is None else due
        error, status = None, None
        try:
            status = await self._sent_until_accepted(request)
        except httpx.HTTPError as failure:
            error = type(failure).__name__
        elapsed_ms = round((time.monotonic() - began) * 1000, 3)
        return PostResult(status, elapsed_ms, hashlib.sha256(request.content).hexdigest(), error)

    async def _sent_until_accepted(self, request: httpx.Request) -> int:
        gives_up = time.monotonic() + self._retry_refused_s
        pause = RETRY_FIRST_S
        while True:
            try:
                return (await self._client.send(request)).status_code
            except httpx.ConnectError:
                # Nothing was sent, so sending again cannot make two of it.
                if time.monotonic() + pause > gives_up:
                    raise
            await asyncio.sleep(pause)
            pause = min(2 * pause, RETRY_MOST_S)


REST_OF_A_GOOD_BODY: dict[str, object] = {
    "query": {"caller_id": "12175550199"},
    "bounding_box": {"min_latitude": 39.7, "min_longitude": -89.75, "max_latitude": 39.88, "max_longitude": -89.55},
}

TOO_LARGE = 300 * 1024

DEEP = 5_000

WRONG_KEY = "not-the-secret-you-are-looking-for"

JSON = {"Content-Type": "application/json"}


def made(bad: BadPost, secret: str | None) -> tuple[bytes, dict[str, str]]:
    """The body and headers of a bad POST; signed well unless the signature is what is wrong."""
    raw = _body(bad.kind)
    headers = dict(JSON)
    if bad.kind == "compressed":
        headers["Content-Encoding"] = "gzip"
    if bad.kind != "unsigned" and secret is not None:
        signature = sign(raw, WRONG_KEY if bad.kind == "wrong_key" else secret)
        headers[SIGNATURE_HEADER] = signature.upper() if bad.kind == "upper_case_signature" else signature
    return raw, headers


def _body(kind: str) -> bytes:
    # Each kind is a body of its own, so that none hides as the repetition of another.
    payload = {"access_token": f"sim-bad-post-{kind.replace('_', '-')}"} | REST_OF_A_GOOD_BODY
    good = msgspec.json.encode(payload)
    shapes: dict[str, bytes] = {
        "empty": b"",
        "not_json": b"access_token=1&query=2",
        "not_utf8": good.replace(b"sim-bad-post", b"\xff\xfe"),
        "not_object": b"[" + good + b"]",
        "truncated": good[:-20],
        "nan": good.replace(b"39.88", b"NaN"),
        "duplicate_key": good.replace(b'{"access_token"', b'{"query":"12175550198","access_token"'),
        "deep": good[:-1] + b',"deep":' + b"[" * DEEP + b"]" * DEEP + b"}",
        "no_token": _without(payload, "access_token"),
        "no_query": _without(payload, "query"),
        "no_box": _without(payload, "bounding_box"),
        "no_phone": msgspec.json.encode(payload | {"query": {"caller_id": "nobody"}}),
        "too_large": msgspec.json.encode(payload | {"padding": "x" * TOO_LARGE}),
        "compressed": gzip.compress(good),
    }
    return shapes.get(kind, good)


def _without(payload: dict[str, object], name: str) -> bytes:
    return msgspec.json.encode({key: value for key, value in payload.items() if key != name})


KEPT = 1_000


class ReceivedTrigger(msgspec.Struct, kw_only=True):
    """One POST to the trigger endpoint; `answered` is what was sent back, or how it was not."""

    at: int
    """UTC milliseconds."""
    request_sha256: str
    request: str
    """The body as text; bytes that are no UTF-8 are shown as escapes."""
    answered: str = "nothing"
    id: str | None = None


class SentCallback(msgspec.Struct, kw_only=True):
    """One status callback that a callflow sent; `status` None when nobody answered."""

    at: int
    alert_id: str
    verb: str
    status: int | None


@dataclasses.dataclass
class Tally:
    """Everything countable since the start."""

    requests: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    answers: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    shares: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    """Answers of the handler to our shares and bad posts, by status."""
    triggers: collections.deque[ReceivedTrigger] = dataclasses.field(
        default_factory=lambda: collections.deque(maxlen=KEPT)
    )
    callbacks: collections.deque[SentCallback] = dataclasses.field(
        default_factory=lambda: collections.deque(maxlen=KEPT)
    )

    def trigger(self, at: int, body: bytes) -> ReceivedTrigger:
        """Count one POST to the trigger endpoint as soon as its last byte is here."""
        kept = ReceivedTrigger(
            at=at,
            request_sha256=hashlib.sha256(body).hexdigest(),
            request=body.decode("utf-8", "backslashreplace"),
        )
        self.requests["trigger"] += 1
        self.triggers.append(kept)
        return kept

    def as_dict(self) -> dict[str, object]:
        """As `/simulator/received` answers."""
        return {
            "requests": dict(self.requests),
            "answers": dict(self.answers),
            "shares": dict(self.shares),
            "triggers": list(self.triggers),
            "callbacks": list(self.callbacks),
        }


TOKEN_PREFIX = "sim-share"  # noqa: S105 - the beginning of pretend tokens

TOKEN_PARTS = 5

OUTSIDE_DEGREES = 0.5

UNREADABLE_BOX = {"shape": "multi-polygon", "encoded": "_p~iF~ps|U_ulLnnqC"}


def new_token(scenario: str, call: Call) -> str:
    """A fresh share token that any simulator can read back: scenario, call and serial stand in it."""
    return ".".join((TOKEN_PREFIX, scenario, call.plan.id, str(call.serial), secrets.token_hex(8)))


def body(call: Call, token: str, ecc_id: str, ecc: Ecc, now_s: float) -> bytes:
    """The exact bytes to sign and send."""
    written = call.plan.written
    payload: dict[str, object] = {
        "access_token": token,
        "query": _query(call),
        "bounding_box": box(ecc.box, ecc.box_shape),
    }
    place = _shared_location(call, ecc, now_s)
    if place is not None:
        payload["location"] = place
    if written.ecc_id:
        payload["account_id"] = ecc_id
    if call.plan.hostile:
        payload["note"] = "<img src=x onerror=alert(1)>"
    return msgspec.json.format(msgspec.json.encode(payload), indent=2)


def _query(call: Call) -> object:
    match call.plan.written.query:
        case "object":
            return {"caller_id": call.caller_id}
        case "text":
            return call.caller_id
        case "integer":
            return int(call.caller_id)
        case "alert_id":
            return call.alert_id


def _shared_location(call: Call, ecc: Ecc, now_s: float) -> dict[str, float] | None:
    """What the 911 center knew at the share: near the first fix, and coarser."""
    how = call.plan.written.location
    if how == "missing":
        return None
    if how == "zero":
        return {"latitude": 0.0, "longitude": 0.0}
    radius = call.plan.device.radius.first_m
    seen = _seen(call, now_s, radius)
    if how == "swapped":
        seen = seen[1], seen[0]
    elif how == "outside_box":
        seen = ecc.box.north + OUTSIDE_DEGREES, ecc.box.east
    return {"latitude": round(seen[0], 6), "longitude": round(seen[1], 6), "uncertainty_radius": radius}


def _seen(call: Call, now_s: float, radius: float) -> Degrees:
    known = callers.latest(call, now_s) if call.plan.lei.known else None
    if known is not None:
        return known.position
    east = callers.between(-0.3, 0.3, call.caller_id, "share") * radius
    return callers.moved(call.true_position(call.since_share_s(now_s)), 0.0, east)


def box(area: JurisdictionPlan, shape: str) -> object:
    """A jurisdiction written in one of the ways that docs/contract.md#3.4 lists."""
    south, west, north, east = area.south, area.west, area.north, area.east
    shapes: dict[str, object] = {
        "min_max": {"min_latitude": south, "min_longitude": west, "max_latitude": north, "max_longitude": east},
        "compass": {"north": north, "south": south, "east": east, "west": west},
        "corners": {"southwest": {"lat": south, "lng": west}, "northeast": {"lat": north, "lng": east}},
        "lon_first": [west, south, east, north],
        "lat_first": [south, west, north, east],
        "points": [[west, south], [east, north]],
        "unreadable": UNREADABLE_BOX,
    }
    return shapes[shape]


HTTP_OK = 200


def bodies(name: str, scenario: Scenario, count: int) -> Iterator[bytes]:
    """`count` bodies of different callers: the scenario's calls in their order, then others like them."""
    made, round_number = 0, 0
    while True:
        for act in callers.one_round(scenario, round_number):
            if not isinstance(act, ShareCall) or act.again is not None:
                continue
            if made == count:
                return
            made += 1
            call = act.call
            ecc = scenario.eccs[call.plan.ecc]
            token = new_token(name, call)
            yield body(call, token, call.plan.ecc, ecc, call.shared_at_s)
        round_number += 1


def same_body(file: Path, count: int) -> Iterator[bytes]:
    """The exact bytes of the file, `count` times; raises OSError."""
    body = file.read_bytes()
    return (body for _ in range(count))


async def send(portal: Portal, url: str, to_send: Iterator[bytes], rate: float | None) -> bool:
    """POST all; at a rate, each leaves when it is due whether or not the one before was answered.

    Returns whether every answer was 200.
    """
    everything_good = True
    began = time.monotonic()

    async def post(body: bytes, due: float | None) -> None:
        nonlocal everything_good
        answer = await portal.post(url, body, due=due)
        print_line(answer.line())
        everything_good &= answer.status == HTTP_OK

    async with asyncio.TaskGroup() as group:
        for number, body in enumerate(to_send):
            if rate is None:
                await post(body, None)
                continue
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            group.create_task(post(body, due))
    return everything_good
