"""The settings of a station: their names, their kinds and their defaults."""

import ipaddress
import typing
import urllib.parse

import msgspec

from app.core.errors import Exit, RefusedError

DEFAULT_PORT = 8911

Environment = typing.Literal["production", "rapidsos-sandbox", "simulator"]

_Text = typing.Annotated[str, msgspec.Meta(min_length=1)]
_Path = typing.Annotated[str, msgspec.Meta(pattern=r"^/(?!/)[!-~]*$")]
_Name = typing.Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
Method = typing.Literal["GET", "POST"]
Access = typing.Literal["share", "own"]
"""Ask with the share's token, or with the station's own (docs/contract.md#4.1)."""
AnsweringProfile = typing.Literal["nena-sta-020.1", "nfpa-1225"]
"""The standard that a center measures its answering by (docs/operator.md#c-1, #c-3)."""
OAuthStyle = typing.Literal["form", "json", "basic"]
"""How client id and secret are sent: all in a form, all in JSON, or in an HTTP Basic header (docs/contract.md#2.1)."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings of a station; a description completes the sentence "it must be …"."""

    environment: typing.Annotated[
        Environment | None, msgspec.Meta(description="production, rapidsos-sandbox or simulator")
    ] = None
    """None: the data directory's own, production for a new one."""
    host: typing.Annotated[str, msgspec.Meta(min_length=1, description="a host name or address of this computer")] = (
        "127.0.0.1"
    )
    port: typing.Annotated[int, msgspec.Meta(ge=0, le=65535, description="a port number from 0 to 65535")] = (
        DEFAULT_PORT
    )
    rapidsos_url: typing.Annotated[
        _Text | None, msgspec.Meta(description="an address like https://api.rapidsos.com")
    ] = None
    agencies: typing.Annotated[tuple[str, ...], msgspec.Meta(description="a list of ECC ids, like NY_123")] = ()
    """The ECCs this center works for; a share of another one carries a warning. Empty: no list is kept."""
    data_share_mapping: typing.Annotated[
        _Text | None, msgspec.Meta(description="the path of a mapping file (TOML)")
    ] = None
    """Replaces the names that docs/contract.md#3.4 reads in a Data Share body."""
    public_url: typing.Annotated[
        _Text | None, msgspec.Meta(description="the address that RapidSOS reaches, like https://shares.example.org")
    ] = None
    """Without a path; the station sends itself a nonce by it every few minutes."""
    retention_days: typing.Annotated[int, msgspec.Meta(ge=1, le=36_500, description="a number of days, from 1 on")] = 30
    """What events say of people is erased so long after their incident was closed; backups live no longer."""
    answering_profile: typing.Annotated[AnsweringProfile, msgspec.Meta(description="nena-sta-020.1 or nfpa-1225")] = (
        "nena-sta-020.1"
    )
    """What reports measure answering times by, unless another profile is chosen there."""
    refuse_when_unwatched: typing.Annotated[bool, msgspec.Meta(description="true or false")] = False
    """Answer 503 to new shares while no signed-on console asks."""
    escalate_open_console: typing.Annotated[bool, msgspec.Meta(description="true or false")] = False
    escalate_command: typing.Annotated[
        tuple[str, ...], msgspec.Meta(description='a list of a program and its arguments, like ["/usr/bin/page", "-u"]')
    ] = ()
    """Run without a shell when somebody is to be called."""
    escalate_url: typing.Annotated[
        _Text | None, msgspec.Meta(description="an address like https://pager.example.org/call")
    ] = None
    escalate_unanswered_s: typing.Annotated[
        int, msgspec.Meta(ge=0, le=3_600, description="a number of seconds up to 3600; 0 is never")
    ] = 0
    """The supervisor is called by the same ways when a P1 stays unanswered for so long while somebody watches."""
    rapidsos_proxy: typing.Annotated[
        _Text | None, msgspec.Meta(description="a proxy's address like http://proxy.example:3128")
    ] = None
    """Only what goes to RapidSOS takes it; the simulator is on this computer and never does."""
    rapidsos_ca: typing.Annotated[
        _Text | None, msgspec.Meta(description="the path of a file of certificates (PEM)")
    ] = None
    """Trusted beside the operating system's own, for a proxy that opens TLS."""
    oauth_path: typing.Annotated[_Path, msgspec.Meta(description="a path below rapidsos_url, like /oauth/token")] = (
        "/oauth/token"
    )
    oauth_style: typing.Annotated[OAuthStyle, msgspec.Meta(description="form, json or basic")] = "form"
    lei_path: typing.Annotated[_Path, msgspec.Meta(description="a path below rapidsos_url, like /location")] = (
        "/location"
    )
    lei_method: typing.Annotated[Method, msgspec.Meta(description="GET or POST")] = "POST"
    """POST keeps the caller's number out of addresses and proxy logs (docs/contract.md#4.1)."""
    lei_auth: typing.Annotated[Access, msgspec.Meta(description="share or own")] = "share"
    lei_aliases: typing.Annotated[_Text | None, msgspec.Meta(description="the path of a file of names (TOML)")] = None
    """Replaces the names that docs/contract.md#4.4 reads in a location record."""
    rad_e_path: typing.Annotated[_Path, msgspec.Meta(description="a path below rapidsos_url, like /rad-e")] = "/rad-e"
    rad_e_method: typing.Annotated[Method, msgspec.Meta(description="GET or POST")] = "POST"
    rad_e_auth: typing.Annotated[Access, msgspec.Meta(description="share or own")] = "share"
    rad_e_phone_name: typing.Annotated[_Name, msgspec.Meta(description="a parameter's name, like caller_id")] = (
        "caller_id"
    )
    rad_e_alert_name: typing.Annotated[_Name, msgspec.Meta(description="a parameter's name, like alert_id")] = (
        "alert_id"
    )
    trigger_path: typing.Annotated[
        _Path, msgspec.Meta(description="a path below rapidsos_url, like /v1/rem/trigger")
    ] = "/v1/rem/trigger"
    callflow_http_parameter: typing.Annotated[_Name, msgspec.Meta(description="a parameter's name, like event_id")] = (
        "event_id"
    )
    """Which parameter of RapidSOS's HTTP utility names the flow: its id or our event id (docs/contract.md#7.1)."""
    callflow_http_answer: typing.Annotated[str, msgspec.Meta(max_length=4_000, description="a text or JSON")] = "{}"
    """What a GET of the HTTP utility is answered with."""
    tls_certificate: typing.Annotated[
        _Text | None, msgspec.Meta(description="the path of a certificate chain (PEM)")
    ] = None
    """With ``tls_key``: the listener speaks TLS 1.2 or newer itself. Changed files are taken over while it runs."""
    tls_key: typing.Annotated[_Text | None, msgspec.Meta(description="the path of the certificate's key (PEM)")] = None
    trusted_proxies: typing.Annotated[
        tuple[str, ...], msgspec.Meta(description="a list of addresses or networks, like 127.0.0.1")
    ] = ()
    """Only these proxies' X-Forwarded-For is believed. Empty: nobody's."""


NAMES: typing.Final = Settings.__struct_fields__
MAY_CARRY_A_SECRET: typing.Final = frozenset({"escalate_url", "escalate_command", "rapidsos_proxy"})
"""An address with a key in it, a command with a password: their values stand in no event and in no export."""


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


def check_addresses(chosen: Settings, environment: Environment) -> None:
    """Check every address in the settings, as a start with them would.

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


def check_together(chosen: Settings) -> None:
    """Check settings that must fit each other.

    Raises:
        RefusedError: something does not fit.
    """
    if (chosen.tls_certificate is None) != (chosen.tls_key is None):
        raise RefusedError("tls_certificate and tls_key belong together. Set both, or neither.", Exit.SETTINGS)
    for proxy in chosen.trusted_proxies:
        try:
            ipaddress.ip_network(proxy, strict=False)
        except ValueError:
            sentence = f"trusted_proxies: {proxy!r} is no address and no network. Correct it."
            raise RefusedError(sentence, Exit.SETTINGS) from None
