"""One thing that RapidSOS can be asked: where, how, with whose token, and what each status means.

See docs/contract.md#4.5.
"""

import json

import msgspec

from app.domain.data_share.feed import NoData, Outcome, Refused401, Refused403, Rejected400, Unavailable
from app.domain.incident.news import Heard
from app.settings import Access, Method
from app.station.rapidsos.client import Client
from app.station.rapidsos.oauth import NoTokenError, OAuth
from app.station.rapidsos.question import Ask, NoReplyError, Reply

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


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
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

    def __init__(self, client: Client, oauth: OAuth, endpoint: Endpoint) -> None:
        self._client = client
        self._oauth = oauth
        self._endpoint = endpoint

    @property
    def needs_share_token(self) -> bool:
        """Whether it is asked with the token of a share."""
        return self._endpoint.access == "share"

    async def ask(self, parameters: Parameters, token: ShareToken | None) -> bytes | Heard:
        """The body of a 200, or what anything else means; without the share's token it needs it isn't asked."""
        try:
            if not self.needs_share_token:
                reply = await self._ask_with_own(parameters)
            elif token is not None:
                reply = await self._client.send(self._endpoint.ask(parameters, f"Bearer {token.value}"))
            else:
                return Heard(outcome=None)
        except (NoReplyError, NoTokenError) as error:
            return Heard(outcome=Unavailable(), problem=error.problem)
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

    def _meaning(self, reply: Reply) -> Heard:
        problem = f"HTTP {reply.status}"
        return Heard(outcome=self._outcome(reply), problem=problem)

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
