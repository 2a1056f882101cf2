"""Everything that speaks to RapidSOS, put together from the settings; used by the services that poll or trigger."""

import collections.abc
import pathlib
import tomllib

import msgspec

from app import settings as settings_
from app.core import paths
from app.core.clock import Clock
from app.core.errors import Exit, RefusedError
from app.core.logs import Redactor
from app.domain.callflow.outcome import AnswerFailure, Outcome, OutcomeReason, Refused, of_answer, of_failure
from app.domain.location.lei import CONTRACT_ALIASES, Aliases
from app.settings import Environment, Settings
from app.station.rapidsos import feeds
from app.station.rapidsos import oauth as rapidsos_oauth
from app.station.rapidsos.client import Client
from app.station.rapidsos.feeds import Lei, RadE, Service
from app.station.rapidsos.messages import Ask, NoReplyError
from app.station.rapidsos.oauth import BEFORE_A_TRIGGER_S, ClientCredentials, NoTokenError, OAuth, OwnToken


class RapidSosClients:
    """One client, one token, and the services behind them."""

    def __init__(
        self,
        environment: Environment,
        settings: Settings,
        clock: Clock,
        redactor: Redactor,
        credentials: ClientCredentials,
    ) -> None:
        """``credentials`` gives client id and secret.

        Raises:
            RefusedError: a setting can't be used; the sentence says which.
        """
        self.base_url = settings_.rapidsos_url(environment, settings.rapidsos_url)
        names = aliases(settings)
        self.client = Client(self.base_url, settings, clock)
        endpoint = rapidsos_oauth.TokenEndpoint(path=settings.oauth_path, style=settings.oauth_style)
        self.oauth = OAuth(self.client, clock, redactor, credentials, endpoint)
        self.lei = Lei(self._service(settings.lei_path, settings.lei_method, settings.lei_auth), names)
        self.rad_e = RadE(self._service(settings.rad_e_path, settings.rad_e_method, settings.rad_e_auth), settings)

    async def close(self) -> None:
        """Let go of all connections."""
        await self.client.close()

    def _service(self, path: str, method: settings_.Method, access: settings_.Access) -> Service:
        endpoint = feeds.ServiceEndpoint(path=path, method=method, access=access)
        return Service(self.client, self.oauth, endpoint)


def aliases(settings: Settings) -> Aliases:
    """The names to read in a location record: the center's file, else the contract's (docs/contract.md#4.4).

    Raises:
        RefusedError: the file can't be read or says something else.
    """
    if settings.lei_aliases is None:
        return CONTRACT_ALIASES
    file = pathlib.Path(settings.lei_aliases).expanduser()
    try:
        return msgspec.convert(tomllib.loads(paths.read_text(file)), Aliases)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RefusedError(
            f"The file of names {file} can't be used: {error}. Correct it, or remove the setting lei_aliases.",
            Exit.SETTINGS,
        ) from None


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
            why = OutcomeReason.CREDENTIALS if error.rejected else OutcomeReason.NEVER_SENT
            return Refused(why=why, untrusted_said=error.problem)
        return None

    async def post(self, body: bytes, not_after_s: float) -> Outcome:
        """Send these bytes once, the first of them no later than this moment of the boot clock.

        Whatever happens is an outcome.
        """
        if self._token is None:
            return of_failure(AnswerFailure.NO_CONNECTION)
        ask = Ask(
            method="POST", path=self._path, body=body, authorization=self._token.authorization, not_after_s=not_after_s
        )
        client = self._new_client()
        try:
            reply = await client.send(ask)
        except NoReplyError as error:
            return of_failure(_failure(error))
        finally:
            await client.close()
        return of_answer(reply.status, reply.untrusted_body)


def _failure(error: NoReplyError) -> AnswerFailure:
    if error.too_late:
        return AnswerFailure.LATE
    if not error.may_have_arrived:
        return AnswerFailure.NO_CONNECTION
    return AnswerFailure.TIMEOUT if error.timed_out else AnswerFailure.CUT
