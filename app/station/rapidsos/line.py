"""Everything that speaks to RapidSOS, put together from the settings; the door for duties that ask or trigger."""

import pathlib
import tomllib

import msgspec

from app import settings as settings_
from app.domain.location.lei_aliases import CONTRACT_ALIASES, Aliases
from app.ground.clock import Clock
from app.ground.exits import Exit, RefusedError
from app.ground.redaction import Redactor
from app.settings import Environment, Settings
from app.station.rapidsos import oauth, service
from app.station.rapidsos.client import Client
from app.station.rapidsos.lei import Lei
from app.station.rapidsos.oauth import ClientCredentials, OAuth
from app.station.rapidsos.rad_e import RadE
from app.station.rapidsos.service import Service


class Line:
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
        endpoint = oauth.Endpoint(path=settings.oauth_path, style=settings.oauth_style)
        self.oauth = OAuth(self.client, clock, redactor, credentials, endpoint)
        self.lei = Lei(self._service(settings.lei_path, settings.lei_method, settings.lei_auth), names)
        self.rad_e = RadE(self._service(settings.rad_e_path, settings.rad_e_method, settings.rad_e_auth), settings)

    async def close(self) -> None:
        """Let go of all connections."""
        await self.client.close()

    def _service(self, path: str, method: settings_.Method, access: settings_.Access) -> Service:
        endpoint = service.Endpoint(path=path, method=method, access=access)
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
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Aliases)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RefusedError(
            f"The file of names {file} can't be used: {error}. Correct it, or remove the setting lei_aliases.",
            Exit.SETTINGS,
        ) from None
