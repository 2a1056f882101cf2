"""Settings that belong together, and lists whose parts must each be right."""

import ipaddress

from app.ground.exits import Exit, RefusedError
from app.settings.values import Settings


def check(chosen: Settings) -> None:
    """Look at what no single value shows.

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
