"""Chance that is the same in every run: numbers drawn from the digest of what they are for."""

import hashlib


def between(low: float, high: float, *what_for: object) -> float:
    """A number from low to high that depends on nothing but its purpose."""
    digest = hashlib.sha256(repr(what_for).encode()).digest()
    return low + (high - low) * int.from_bytes(digest[:6], "big") / (1 << 48)
