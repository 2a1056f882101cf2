"""Tokens: a request's bearer token and parameters (docs/contract.md#4.1), and the token endpoint's credentials."""

import base64
import binascii
import hmac
import secrets
import time

import msgspec
from aiohttp import web

from app.simulator.rapidsos.faults import Refusal, json_answer
from app.simulator.scenario import Scenario


def bearer(request: web.Request) -> str:
    """The bearer token; raises 401 without one."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise Refusal(401, "Invalid authentication")
    return token.strip()


async def parameters(request: web.Request) -> dict[str, str]:
    """The parameters in the query of a GET, or the JSON object or form of a POST; raises 400 for anything else."""
    if request.method == "GET":
        return dict(request.query)
    if request.content_type == "application/x-www-form-urlencoded":
        return {name: str(value) for name, value in (await request.post()).items()}
    try:
        decoded = msgspec.json.decode(await request.read(), type=dict[str, str | int | float | None])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        raise Refusal(400, "A JSON object is required") from None
    return {name: str(value) for name, value in decoded.items() if value is not None}


def positive_integer(text: str | None) -> int | None:
    """`start` and `limit`: a number above 0, or None: what is not positive or no number is ignored.

    See docs/contract.md#4.1.
    """
    if text is None or not text.strip().isdecimal():
        return None
    return int(text) or None


MAX_TOKENS = 1_000


class Credentials:
    """Gives out and recognises the console's own tokens."""

    def __init__(self, scenario: Scenario, client_id: str | None, client_secret: str | None) -> None:
        """Without an id and secret of its own, any pair that is not empty is good."""
        self._shape = scenario.token_shape
        self._lasts_s = scenario.token_lasts_s
        self._client_id = client_id
        self._client_secret = client_secret
        self._expires: dict[str, float] = {}

    async def answer(self, request: web.Request, wall_ms: int) -> web.Response:
        """A token for good credentials; 400 for another grant, 401 for bad ones."""
        asked = await parameters(request)
        if asked.get("grant_type") != "client_credentials":
            raise Refusal(400, "grant_type must be client_credentials")
        client_id, client_secret = self._from_basic(request) or (
            asked.get("client_id", ""),
            asked.get("client_secret", ""),
        )
        if not self._good(client_id, client_secret):
            raise Refusal(401, "Client credentials are invalid")
        return json_answer(self._written(self.issue(), wall_ms, self._lasts_s))

    def issue(self) -> str:
        """A new token, good from now on."""
        while len(self._expires) >= MAX_TOKENS:
            del self._expires[next(iter(self._expires))]
        token = "sim-own-" + secrets.token_urlsafe(24)
        self._expires[token] = time.monotonic() + self._lasts_s
        return token

    def expired_answer(self, wall_ms: int) -> web.Response:
        """A token that is no good any more when it arrives (docs/contract.md#2.4)."""
        return json_answer(self._written("sim-own-expired", wall_ms, 0))

    def knows(self, token: str) -> bool:
        """Whether that token is one of ours and still good."""
        return self._expires.get(token, 0.0) > time.monotonic()

    def forget_all(self) -> None:
        """Every token given out so far is refused from now on."""
        self._expires.clear()

    def _good(self, client_id: str, client_secret: str) -> bool:
        if self._client_id is None or self._client_secret is None:
            return bool(client_id and client_secret)
        same_id = hmac.compare_digest(client_id.encode(), self._client_id.encode())
        return same_id and hmac.compare_digest(client_secret.encode(), self._client_secret.encode())

    def _written(self, token: str, wall_ms: int, lasts_s: int) -> dict[str, object]:
        answer: dict[str, object] = {"access_token": token, "token_type": "BearerToken"}
        if self._shape == "text":
            return answer | {"issued_at": str(wall_ms), "expires_in": str(lasts_s)}
        return answer | {"issued_at": wall_ms // 1000, "expires_in": lasts_s}

    @staticmethod
    def _from_basic(request: web.Request) -> tuple[str, str] | None:
        """The alternative of docs/contract.md#2.1: id and secret in an HTTP Basic header."""
        kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "basic":
            return None
        try:
            client_id, _, client_secret = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise Refusal(401, "Client credentials are invalid") from None
        return client_id, client_secret
