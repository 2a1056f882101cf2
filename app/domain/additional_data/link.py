"""Which outside texts may become something to click: http and https addresses that say honestly where they lead."""

import re
import urllib.parse

_LONGEST = 2_000
_HONEST = re.compile(r"https?://[!-~]+", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?|\[[0-9a-f:.]+\]")


def openable(untrusted: str) -> bool:
    """Whether it may be opened on a click: plain ASCII, a plain host, no user name before it, no backslash."""
    return (
        len(untrusted) <= _LONGEST
        and bool(_HONEST.fullmatch(untrusted))
        and "\\" not in untrusted
        and bool(host(untrusted))
    )


def loadable(untrusted: str) -> bool:
    """Whether it may be loaded as an image on a click: openable, and https only."""
    return untrusted[:6].lower() == "https:" and openable(untrusted)


def host(address: str) -> str:
    """The host that an address really leads to, or "" if it hides or lacks one."""
    try:
        parts = urllib.parse.urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    name = f"[{parts.hostname}]" if parts.hostname and ":" in parts.hostname else parts.hostname or ""
    honest = "@" not in parts.netloc and _HOST.fullmatch(name) is not None
    return (f"{name}:{port}" if port else name) if honest else ""
