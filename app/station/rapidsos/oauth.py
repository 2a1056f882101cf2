"""The station's own access token: client credentials in, one token for all who ask, renewed in time.

See docs/contract.md#2.
"""

import asyncio
import base64
import collections.abc
import enum
import json
import logging
import math
import random
import urllib.parse

import msgspec

from app.core.clock import Clock
from app.core.logs import Redactor
from app.domain.data_share.payload import trimmed
from app.domain.numbers import number, utc_ms
from app.settings import OAuthStyle
from app.station.rapidsos import messages
from app.station.rapidsos.client import Client
from app.station.rapidsos.messages import Ask, NoReplyError, Reply, UnreadableError

SHORT_LIFE_S = 300.0
"""A token that doesn't say how long it lives is trusted for five minutes (docs/contract.md#2.4)."""
LONGEST_LIFE_S = 86_400.0


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """A token as it was issued."""

    access_token: str
    expires_in_s: float
    issued_at: int | None
    """UTC ms by RapidSOS's clock; only ever compared to warn about this computer's."""

    def __repr__(self) -> str:
        """Without the token."""
        return f"Issued(expires_in_s={self.expires_in_s})"


def read(untrusted_body: bytes) -> Issued | None:
    """The token in a 2xx answer; None when there is none that can be used."""
    try:
        answer = messages.read(untrusted_body)
    except UnreadableError:
        return None
    token = trimmed(answer.get("access_token")) if isinstance(answer, dict) else ""
    if not isinstance(answer, dict) or not token:
        return None
    return Issued(
        access_token=token,
        expires_in_s=_life_s(answer.get("expires_in")),
        issued_at=utc_ms(answer.get("issued_at")),
    )


def _life_s(untrusted: object) -> float:
    seconds = number(untrusted)
    if seconds is None or not math.isfinite(seconds) or seconds < 0:
        return SHORT_LIFE_S
    return min(seconds, LONGEST_LIFE_S)


_LOG = logging.getLogger(__name__)

EARLY_S = 60.0
"""A token is used no more this long before it expires, or a tenth of a short life (docs/contract.md#2.4)."""
EARLY_OF_A_LIFE = 0.1
BEFORE_A_TRIGGER_S = 300.0
"""A request that may never be repeated needs a token that lives at least this long (docs/contract.md#6)."""
FIRST_BACKOFF_S, LONGEST_BACKOFF_S = 2.0, 60.0
_REJECTIONS = frozenset({400, 401, 403})

ClientCredentials = collections.abc.Callable[[], tuple[str, str] | None]
"""Client id and secret as they are now; None while they are not known."""


class OwnToken(msgspec.Struct, frozen=True, kw_only=True):
    """An access token of this station."""

    value: str
    expires_at_s: float
    """By the monotonic clock; 60 s early, or a tenth of a life under ten minutes."""
    middle_s: float
    """When half of its life is over."""

    @property
    def authorization(self) -> str:
        """The header's value; the literal word, whatever ``token_type`` says (docs/contract.md#2.2)."""
        return f"Bearer {self.value}"

    def __repr__(self) -> str:
        """Without the token."""
        return f"OwnToken(expires_at_s={self.expires_at_s})"


class CredentialState(enum.Enum):
    """How the client credentials stand."""

    MISSING = "missing"
    NOT_TRIED = "not_tried"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNREACHABLE = "unreachable"


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """What was last seen at the token endpoint; times are UTC ms."""

    standing: CredentialState = CredentialState.NOT_TRIED
    failures: int = 0
    """How often in a row no answer came, since a token or the start."""
    at: int | None = None
    accepted_at: int | None = None
    problem: str = ""
    skew_ms: int = 0
    """How far RapidSOS's clock was ahead of ours when it issued the last token."""


class NoTokenError(Exception):
    """There is no token now; the message says why, without secrets."""

    def __init__(self, problem: str, *, rejected: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.rejected = rejected
        """The credentials themselves are wrong: only a person can help."""


class OAuth:
    """Gives out the station's token; one request in flight, however many ask."""

    def __init__(
        self,
        client: Client,
        clock: Clock,
        redactor: Redactor,
        credentials: ClientCredentials,
        endpoint: "TokenEndpoint",
    ) -> None:
        self._client = client
        self._clock = clock
        self._redactor = redactor
        self._credentials = credentials
        self._endpoint = endpoint
        self._one_at_a_time = asyncio.Lock()
        self._token: OwnToken | None = None
        self._rejected: tuple[str, str] | None = None
        self._failures = 0
        self._not_before_s = 0.0
        self.seen = Observation()

    async def token(self, *, living_s: float = 0.0, by_hand: bool = False) -> OwnToken:
        """A token that lives at least ``living_s`` more, or is in the first half of its life; renewed if need be.

        When renewing fails, one that still lives will do.

        ``by_hand`` says that a person waits: then it is tried again although RapidSOS rejected or failed before.

        Raises:
            NoTokenError: there is none.
        """
        async with self._one_at_a_time:
            if self._lives(living_s):
                return self._held()
            try:
                await self._renew(by_hand=by_hand)
            except NoTokenError:
                if not self._lives(0.0):
                    raise
            return self._held()

    async def fetch_anew(self) -> None:
        """Fetch a token although one may live, because a person wants to see it come; a failure keeps the old one.

        Raises:
            NoTokenError: none came.
        """
        async with self._one_at_a_time:
            await self._renew(by_hand=True)

    def refused(self, token: OwnToken) -> None:
        """RapidSOS answered 401 to this token: the next one who asks gets another."""
        if self._token is token:
            self._forget()

    def _lives(self, seconds: float) -> bool:
        if self._token is None:
            return False
        now_s = self._clock.monotonic()
        young = now_s < self._token.middle_s
        return self._token.expires_at_s - now_s > (0.0 if young else seconds)

    def _held(self) -> OwnToken:
        if self._token is None:
            raise NoTokenError("there is no access token")
        return self._token

    def _forget(self) -> None:
        if self._token is not None:
            self._redactor.forget(self._token.value)
        self._token = None

    async def _renew(self, *, by_hand: bool) -> None:
        credentials = self._credentials()
        if credentials is None:
            self._saw(CredentialState.MISSING, "no client id and secret are known")
            raise NoTokenError("no client id and secret are known", rejected=True)
        if not by_hand:
            self._hold_back(credentials)
        asked_at_s = self._clock.monotonic()
        try:
            reply = await self._client.send(self._endpoint.ask(*credentials))
        except NoReplyError as error:
            raise self._failed(error.problem, None) from None
        self._take(reply, credentials, asked_at_s)

    def _hold_back(self, credentials: tuple[str, str]) -> None:
        """No retry loop: rejected credentials wait for others, and a failing endpoint gets time."""
        if credentials == self._rejected:
            raise NoTokenError(self.seen.problem, rejected=True)
        if self._clock.monotonic() < self._not_before_s:
            raise NoTokenError(self.seen.problem)

    def _take(self, reply: Reply, credentials: tuple[str, str], asked_at_s: float) -> None:
        if reply.status in _REJECTIONS:
            self._rejected = credentials
            problem = f"RapidSOS rejected the client credentials (HTTP {reply.status})"
            self._saw(CredentialState.REJECTED, problem)
            _LOG.error("%s. Nothing is asked with them again until they are corrected.", problem)
            raise NoTokenError(problem, rejected=True)
        issued = read(reply.untrusted_body) if reply.succeeded else None
        if issued is None:
            words = f"HTTP {reply.status}" + (" without a token" if reply.succeeded else "")
            raise self._failed(words, reply.retry_after_ms)
        if issued.expires_in_s <= 0:
            raise self._failed("the token has expired already", None)
        self._accept(issued, asked_at_s)

    def _accept(self, issued: Issued, asked_at_s: float) -> None:
        self._forget()
        self._redactor.register(issued.access_token)
        life_s = issued.expires_in_s - min(EARLY_S, issued.expires_in_s * EARLY_OF_A_LIFE)
        self._token = OwnToken(
            value=issued.access_token, expires_at_s=asked_at_s + life_s, middle_s=asked_at_s + life_s / 2
        )
        self._rejected, self._failures, self._not_before_s = None, 0, 0.0
        now = self._clock.now()
        skew_ms = 0 if issued.issued_at is None else issued.issued_at - now
        self.seen = Observation(standing=CredentialState.ACCEPTED, at=now, accepted_at=now, skew_ms=skew_ms)

    def _failed(self, problem: str, retry_after_ms: int | None) -> NoTokenError:
        """Back off: twice as long each time, not in step with others, and never sooner than RapidSOS asked."""
        backoff_s = min(FIRST_BACKOFF_S * 2**self._failures, LONGEST_BACKOFF_S) * random.uniform(0.8, 1.2)  # noqa: S311
        self._failures = min(self._failures + 1, 10)
        self._not_before_s = self._clock.monotonic() + max(backoff_s, (retry_after_ms or 0) / 1000)
        self._saw(CredentialState.UNREACHABLE, problem)
        self.seen = msgspec.structs.replace(self.seen, failures=self._failures)
        return NoTokenError(problem)

    def _saw(self, standing: CredentialState, problem: str) -> None:
        self.seen = msgspec.structs.replace(self.seen, standing=standing, at=self._clock.now(), problem=problem)


class TokenEndpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where tokens are given out, and how it wants to be asked."""

    path: str
    style: OAuthStyle

    def ask(self, client_id: str, client_secret: str) -> Ask:
        """The request for a token (docs/contract.md#2.1)."""
        grant = {"grant_type": "client_credentials"}
        both = {"client_id": client_id, "client_secret": client_secret, **grant}
        form = "application/x-www-form-urlencoded"
        match self.style:
            case "json":
                return Ask(method="POST", path=self.path, body=json.dumps(both).encode())
            case "basic":
                pair = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
                body = urllib.parse.urlencode(grant).encode()
                return Ask(method="POST", path=self.path, body=body, media=form, authorization=f"Basic {pair}")
            case _:
                body = urllib.parse.urlencode(both).encode()
                return Ask(method="POST", path=self.path, body=body, media=form)
