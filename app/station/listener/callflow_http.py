"""The route of RapidSOS's HTTP utility, whose parameters each center agrees for itself (docs/contract.md#7.1)."""

import collections.abc
import urllib.parse

from app.domain.callflow.http_callback import HttpCallback, read_get, read_post
from app.domain.callflow.status import Malformed
from app.station.duties.follow import Follow
from app.station.journal.errors import JournalUnavailableError
from app.station.listener.exchange import Answer, Received, refusal
from app.station.listener.server import RETRY_AFTER

PATH = "/callflow_http"

Text = collections.abc.Callable[[], str]
"""A setting as it is now."""


class CallflowHttpHandler:
    """Keeps what a flow sends, and answers a GET with the center's fixed text."""

    def __init__(self, follow: Follow, id_parameter: Text, answer: Text) -> None:
        self._follow = follow
        self._id_parameter = id_parameter
        self._answer = answer

    async def post(self, request: Received) -> Answer:
        """A POST: its JSON object holds the parameters."""
        callback = read_post(request.untrusted_body, self._id_parameter())
        if isinstance(callback, Malformed):
            return refusal(400, callback.reason)
        return await self._kept(callback, request, Answer(status=200))

    async def get(self, request: Received) -> Answer:
        """A GET: its query holds the parameters."""
        query = urllib.parse.urlencode(request.head.untrusted_query)
        return await self._kept(
            read_get(query, self._id_parameter()), request, Answer(status=200, body=self._answer().encode())
        )

    async def _kept(self, callback: HttpCallback, request: Received, answer: Answer) -> Answer:
        try:
            await self._follow.callback(callback, received_at=request.received_at)
        except JournalUnavailableError:
            return refusal(503, "storage fails", headers=RETRY_AFTER)
        return answer
