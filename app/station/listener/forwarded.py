"""Who really called, when a proxy of this center stands in front: its word counts, nobody else's."""

import collections.abc
import ipaddress

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

HEADER = "X-Forwarded-For"


def networks(names: collections.abc.Sequence[str]) -> tuple[Network, ...]:
    """The networks that proxies may call from; a single address is a network of one.

    Raises:
        ValueError: one is neither an address nor a network; the message names it.
    """
    return tuple(ipaddress.ip_network(name, strict=False) for name in names)


def caller(remote: str, untrusted_forwarded: collections.abc.Sequence[str], proxies: tuple[Network, ...]) -> str:
    """The caller's address: the last one that no trusted proxy has, as far as trusted proxies vouch for it.

    Each proxy appends the address that called it, so the list is read from its end; what stands before the first
    address that is not a trusted proxy's was written by a stranger and is not read at all.
    """
    known = remote
    named = [part.strip() for line in untrusted_forwarded for part in line.split(",")]
    while named and _is_among(known, proxies):
        said = named.pop()
        if not _is_address(said):
            return known
        known = said
    return known


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_among(address: str, proxies: tuple[Network, ...]) -> bool:
    if not _is_address(address):
        return False
    found = ipaddress.ip_address(address)
    plain = getattr(found, "ipv4_mapped", None) or found
    return any(plain in network for network in proxies)
