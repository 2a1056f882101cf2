"""Addresses in settings: which may be called in which environment (docs/contract.md#1)."""

import ipaddress
import typing
import urllib.parse

from app.ground.exits import Exit, RefusedError
from app.settings.values import Environment, Settings

HOSTS: typing.Final[dict[str, str]] = {
    "production": "https://api.rapidsos.com",
    "rapidsos-sandbox": "https://api-sandbox.rapidsos.com",
    "simulator": "http://127.0.0.1:8920",
}
"""RapidSOS's base address in each environment (docs/contract.md#1)."""

OWN: typing.Final = ("public_url", "escalate_url")
"""Addresses that the administrator chose."""


def rapidsos_url(environment: Environment, given: str | None) -> str:
    """The base address to call in an environment.

    Raises:
        RefusedError: a simulator may only be called on loopback, and loopback needs the simulator environment.
    """
    if given is None:
        return HOSTS[environment]
    try:
        parts = urllib.parse.urlsplit(given)
    except ValueError:
        raise _wrong(f"rapidsos_url {given} is no address. Correct it or leave it away.") from None
    loopback = _is_loopback(parts.hostname or "")
    if environment == "simulator":
        if loopback and parts.scheme in {"http", "https"}:
            return given.rstrip("/")
        raise _wrong(
            f"rapidsos_url {given} is not on this computer, but the environment is simulator. Choose "
            "production or rapidsos-sandbox to call RapidSOS."
        )
    if loopback:
        raise _wrong(f"rapidsos_url {given} is on this computer; that needs the environment simulator.")
    if parts.scheme != "https" or not parts.hostname:
        raise _wrong(f"rapidsos_url {given} must begin with https://. Correct it or leave it away.")
    return given.rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether an address names this computer."""
    return _is_loopback(urllib.parse.urlsplit(url).hostname or "")


def own_url(name: str, environment: Environment, given: str) -> str:
    """An address that the administrator chose: https anywhere, http on this computer only.

    Raises:
        RefusedError: it is neither, or the simulator would call another computer.
    """
    try:
        parts = urllib.parse.urlsplit(given)
    except ValueError:
        raise _wrong(f"{name} {given} is no address. Correct it or leave it away.") from None
    loopback = _is_loopback(parts.hostname or "")
    if not parts.hostname or parts.scheme not in {"http", "https"} or (parts.scheme == "http" and not loopback):
        raise _wrong(f"The setting {name} must begin with https://. Correct it or leave it away.")
    if environment == "simulator" and not loopback:
        raise _wrong(f"The setting {name} is not on this computer; the environment simulator calls nobody else.")
    return given.rstrip("/")


def check(chosen: Settings, environment: Environment) -> None:
    """Look at every address of the settings, as a start with them would.

    Raises:
        RefusedError: one may not be called in this environment.
    """
    rapidsos_url(environment, chosen.rapidsos_url)
    for name in OWN:
        given = getattr(chosen, name)
        if given is not None:
            own_url(name, environment, given)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wrong(sentence: str) -> RefusedError:
    return RefusedError(sentence, Exit.SETTINGS)
