"""Hiding what is secret in a request's head before anybody sees it."""

import re

MASK = "[masked]"
_SECRET = re.compile(r"authorization|cookie|token|secret|password|api-?key|nonce|credential", re.IGNORECASE)

Pairs = tuple[tuple[str, str], ...]


def masked(untrusted: Pairs) -> Pairs:
    """Headers or parameters, the values of those whose names say that they are secret hidden.

    A signature is none: it tells nothing of the secret that made it, and is needed to see why it does not match.
    """
    return tuple((name, MASK if _SECRET.search(name) else value) for name, value in untrusted)
