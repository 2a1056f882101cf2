"""The simulator speaks to this machine only: every URL that it is given is checked here."""

import ipaddress
import urllib.parse


class NotLoopbackError(ValueError):
    """The URL is not one of this machine's own addresses; the message says so in a sentence."""


def checked(url: str) -> str:
    """Return the URL if it is http on this machine's loopback; raises NotLoopbackError otherwise."""
    try:
        parts = urllib.parse.urlsplit(url)
        host, scheme = parts.hostname or "", parts.scheme
        _ = parts.port
    except ValueError as error:
        raise NotLoopbackError(f"{url!r} is not a URL: {error}.") from None
    if scheme != "http" or not _is_loopback(host):
        raise NotLoopbackError(
            f"{url!r} is not on this machine. The simulator sends only to http://127.0.0.1 or http://localhost: "
            "pretend calls must never reach a real center."
        )
    return url


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
