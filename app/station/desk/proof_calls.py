"""The desk's calls for proofs: a signed-on operator asks for one to be tried, and waits for what was seen."""

import collections.abc

import msgspec

from app.domain.incident.proof import Proofs
from app.station.listener.exchange import Answer, Received, Route, refusal
from app.station.sessions import Sessions

PATH = "/proofs/"
Kinds = collections.abc.Mapping[str, collections.abc.Callable[[str], collections.abc.Awaitable[Proofs]]]
"""What can be proven, by name; each takes the name of who asks."""


def routes(kinds: Kinds, sessions: Sessions) -> list[Route]:
    """A call for each kind; its body is not read."""

    def call(name: str) -> Route:
        async def prove(request: Received) -> Answer:
            operator = sessions.operator(request.head.untrusted_query.get("session"))
            if operator is None:
                return refusal(403, "a proof is asked for by a signed-on operator")
            return Answer(status=200, body=msgspec.json.encode(await kinds[name](operator)))

        return Route(path=PATH + name, methods={"POST": prove})

    return [call(name) for name in kinds]
