"""The signature of a Data Share request: HMAC-SHA1 over the raw body, keyed with the secret that we gave RapidSOS.

See docs/contract.md#3.2.
"""

import collections.abc
import enum
import hmac
import re

PREFIX = "sha1="
_HEX = re.compile(r"[0-9a-fA-F]{40}")


class Signature(enum.Enum):
    """The results of checking a body's signature."""

    GOOD = "good"
    BAD = "bad"
    MISSING = "missing"
    NO_SECRET = "no secret"  # noqa: S105 the name of a verdict
    """Nothing is configured to verify with, so nothing is verified."""


def sign(body: bytes, secret: str) -> str:
    """The 40 hex digits that belong to these exact bytes."""
    # Not hmac.digest: it gives the interpreter away, and with the committer at work a share waits long to get it back.
    return hmac.new(secret.encode(), body, "sha1").hexdigest()


def judge(untrusted_body: bytes, untrusted_header: str | None, secrets: collections.abc.Sequence[str]) -> Signature:
    """Judge the header against every secret in use (current and next), in constant time.

    Hex digits in either case, with or without ``sha1=``.
    """
    usable = [secret for secret in secrets if secret]
    if not usable:
        return Signature.NO_SECRET
    if untrusted_header is None:
        return Signature.MISSING
    untrusted_hex = untrusted_header.strip().removeprefix(PREFIX)
    if not _HEX.fullmatch(untrusted_hex):
        return Signature.BAD
    matches = [hmac.compare_digest(sign(untrusted_body, secret), untrusted_hex.lower()) for secret in usable]
    return Signature.GOOD if any(matches) else Signature.BAD
