"""The trigger endpoint of Emergency WorkFlow: one POST on a fresh connection, never repeated (docs/contract.md#6)."""

import collections.abc

from app.domain.callflow.outcome import Failure, Outcome, Refused, Why, of_answer, of_failure
from app.station.rapidsos.client import Client
from app.station.rapidsos.oauth import BEFORE_A_TRIGGER_S, NoTokenError, OAuth, OwnToken
from app.station.rapidsos.question import Ask, NoReplyError

NewClient = collections.abc.Callable[[], Client]
"""A client of its own for each trigger: a kept connection that died would turn a sure outcome into an unknown one."""


class WorkflowEndpoint:
    """Sends triggers with the station's own token."""

    def __init__(self, new_client: NewClient, oauth: OAuth, path: str) -> None:
        self._new_client = new_client
        self._oauth = oauth
        self._path = path
        self._token: OwnToken | None = None

    async def prepare(self) -> Refused | None:
        """Make sure of a token that lives five minutes more; else why nothing can be sent."""
        try:
            self._token = await self._oauth.token(living_s=BEFORE_A_TRIGGER_S, by_hand=True)
        except NoTokenError as error:
            why = Why.CREDENTIALS if error.rejected else Why.NEVER_SENT
            return Refused(why=why, untrusted_said=error.problem)
        return None

    async def post(self, body: bytes) -> Outcome:
        """Send these bytes once; whatever happens is an outcome."""
        if self._token is None:
            return of_failure(Failure.NO_CONNECTION)
        ask = Ask(method="POST", path=self._path, body=body, authorization=self._token.authorization)
        client = self._new_client()
        try:
            reply = await client.send(ask)
        except NoReplyError as error:
            return of_failure(_failure(error))
        finally:
            await client.close()
        return of_answer(reply.status, reply.untrusted_body)


def _failure(error: NoReplyError) -> Failure:
    if not error.may_have_arrived:
        return Failure.NO_CONNECTION
    return Failure.TIMEOUT if error.timed_out else Failure.CUT
