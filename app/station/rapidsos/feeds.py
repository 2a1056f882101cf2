"""The two feeds of RapidSOS: LEI for locations, RAD-E for additional data (docs/contract.md#4, #5)."""

import asyncio
import json

import msgspec

from app.domain.additional_data import reader
from app.domain.data_share import payload
from app.domain.data_share.feed import Data, NoData, Outcome, Refused401, Refused403, Rejected400, Unavailable
from app.domain.incident.feed_changes import FeedResult
from app.domain.location import lei
from app.domain.location.fix import Fix
from app.domain.location.lei import Aliases
from app.domain.location.phone import digits_with_country_code
from app.settings import Access, Method, Settings
from app.station.rapidsos import messages
from app.station.rapidsos.client import Client
from app.station.rapidsos.messages import Ask, NoReplyError, Reply, UnreadableError
from app.station.rapidsos.oauth import NoTokenError, OAuth

Parameters = dict[str, str | int]
_NO_DATA = frozenset({204, 404})
_OK = 200
_UNAUTHORIZED = 401


class ShareToken(msgspec.Struct, frozen=True):
    """The access token that came with a share; it can't be renewed."""

    value: str

    def __repr__(self) -> str:
        """Without the token."""
        return "ShareToken()"


class ServiceEndpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where a service is, by the settings."""

    path: str
    method: Method
    access: Access

    def ask(self, parameters: Parameters, authorization: str) -> Ask:
        """The request: JSON in a POST, or a GET's query (docs/contract.md#4.1)."""
        if self.method == "GET":
            query = {name: str(value) for name, value in parameters.items()}
            return Ask(method="GET", path=self.path, query=query, authorization=authorization)
        body = json.dumps(parameters).encode()
        return Ask(method="POST", path=self.path, body=body, authorization=authorization)


class Service:
    """Asks one endpoint; every failure comes back as a value."""

    def __init__(self, client: Client, oauth: OAuth, endpoint: ServiceEndpoint) -> None:
        self._client = client
        self._oauth = oauth
        self._endpoint = endpoint

    @property
    def needs_share_token(self) -> bool:
        """Whether it is asked with the token of a share."""
        return self._endpoint.access == "share"

    async def ask(self, parameters: Parameters, token: ShareToken | None) -> bytes | FeedResult:
        """The body of a 200, or what anything else means; without the share's token it needs it isn't asked."""
        try:
            if not self.needs_share_token:
                reply = await self._ask_with_own(parameters)
            elif token is not None:
                reply = await self._client.send(self._endpoint.ask(parameters, f"Bearer {token.value.strip()}"))
            else:
                return FeedResult(outcome=None)
        except (NoReplyError, NoTokenError) as error:
            return FeedResult(outcome=Unavailable(), problem=error.problem)
        return reply.untrusted_body if reply.status == _OK else self._meaning(reply)

    async def _ask_with_own(self, parameters: Parameters) -> Reply:
        """With the station's own token; a read may be repeated once with a renewed one (docs/contract.md#2.4)."""
        token = await self._oauth.token()
        reply = await self._client.send(self._endpoint.ask(parameters, token.authorization))
        if reply.status != _UNAUTHORIZED:
            return reply
        self._oauth.refused(token)
        renewed = await self._oauth.token()
        return await self._client.send(self._endpoint.ask(parameters, renewed.authorization))

    def _meaning(self, reply: Reply) -> FeedResult:
        problem = f"HTTP {reply.status}"
        return FeedResult(outcome=self._outcome(reply), problem=problem)

    def _outcome(self, reply: Reply) -> Outcome:
        """A status that no text explains costs a wait, never a feed."""
        match reply.status:
            case status if status in _NO_DATA:
                return NoData()
            case 400:
                return Rejected400()
            case 401 if self.needs_share_token:
                return Refused401()
            case 403:
                return Refused403()
            case _:
                return Unavailable(retry_after_ms=reply.retry_after_ms)


PAGE = 100
"""Records asked for at once; the most that the sibling service gives (docs/contract.md#4.1)."""
MOST_PAGES = 5
LONG = 16 * 1024
"""Bytes: more is read in tens of milliseconds."""


class Lei:
    """Asks for locations; E.164 numbers in, ``Heard`` out."""

    def __init__(self, service: Service, aliases: Aliases) -> None:
        self._service = service
        self._aliases = aliases

    @property
    def needs_share_token(self) -> bool:
        """Whether it is asked with the token of a share."""
        return self._service.needs_share_token

    async def newest(self, phone: str, token: ShareToken | None) -> FeedResult:
        """The newest location."""
        return await self._heard(await self._service.ask({"caller_id": digits_with_country_code(phone)}, token))

    async def trail(self, phone: str, token: ShareToken | None, since: int) -> FeedResult:
        """All locations after ``since`` (UTC ms), oldest first, as far as a few pages reach; what came stays."""
        fixes: list[Fix] = []
        start = max(since, 1)
        for _ in range(MOST_PAGES):
            page = await self._page(phone, token, start)
            fixes.extend(page.fixes)
            reached = max((fix.fixed_at or 0 for fix in page.fixes), default=0)
            if len(page.fixes) < PAGE or reached <= start:
                break
            start = reached
        if not fixes:
            return page
        return FeedResult(outcome=Data(), fixes=tuple(fixes))

    async def _page(self, phone: str, token: ShareToken | None, start: int) -> FeedResult:
        caller = digits_with_country_code(phone)
        return await self._heard(await self._service.ask({"caller_id": caller, "start": start, "limit": PAGE}, token))

    async def _heard(self, answer: bytes | FeedResult) -> FeedResult:
        """A long answer is read in a thread: shares are answered meanwhile."""
        if isinstance(answer, FeedResult):
            return answer
        return self._read(answer) if len(answer) < LONG else await asyncio.to_thread(self._read, answer)

    def _read(self, answer: bytes) -> FeedResult:
        try:
            found = lei.read(messages.read(answer), self._aliases)
        except UnreadableError as error:
            return FeedResult(outcome=Unavailable(), problem=str(error))
        return FeedResult(outcome=Data() if found.fixes else NoData(), fixes=found.fixes, refused=found.refused)


UNREADABLE = "the answer can't be read"


class RadE:
    """Asks for additional data by the caller's number, or by the alert's id when there is no number."""

    def __init__(self, service: Service, settings: Settings) -> None:
        self._service = service
        self._phone_name = settings.rad_e_phone_name
        self._alert_name = settings.rad_e_alert_name

    @property
    def needs_share_token(self) -> bool:
        """Whether it is asked with the token of a share."""
        return self._service.needs_share_token

    async def newest(self, phone: str | None, alert_id: str | None, token: ShareToken | None) -> FeedResult:
        """Everything known now; a number is E.164."""
        if phone is not None:
            answer = await self._service.ask({self._phone_name: digits_with_country_code(phone)}, token)
        else:
            answer = await self._service.ask({self._alert_name: alert_id or ""}, token)
        return answer if isinstance(answer, FeedResult) else _heard(answer, token)


def _heard(untrusted_body: bytes, token: ShareToken | None) -> FeedResult:
    """The answer as the text that is kept; a share's token that RapidSOS repeats in it is cut out."""
    text = payload.whole_characters(messages.text_of(untrusted_body))
    if not text:
        return FeedResult(outcome=NoData())
    shown = reader.read_json(text)
    if shown.unreadable:
        return FeedResult(outcome=Unavailable(), problem=UNREADABLE)
    if not shown.sources:
        return FeedResult(outcome=NoData())
    kept = text if token is None else payload.cut_out(token.value, text)
    return FeedResult(outcome=Data(), untrusted_answer=kept)
