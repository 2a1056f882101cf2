"""What the desk tells of the quarantine: bodies that were refused and are kept for a person to see.

See docs/contract.md#3.5.
"""

import msgspec


class KeptRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A refused request, without its words."""

    quarantine: int
    received_at: int
    status: int
    problem: str
    signature: str
    """``good``, ``bad``, ``missing`` or ``no secret``, as judged at its receipt."""
    remote: str
    request_sha256: str
    size: int
    """Bytes of its body."""
    rings: bool
    """Whether it rings as P1 and nobody has seen it yet."""
    is_share: bool
    """Whether its body reads as a share; taken over, it becomes one."""


class Quarantine(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /quarantine``: everything kept, newest first."""

    kept: tuple[KeptRequest, ...]
    locked: int
    """Kept bodies that can't be opened until the keyring is unlocked."""
    fallen: int
    """Bodies that found no room any more and were only counted."""


class KeptWords(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /quarantine/{number}``: one request as it came, its token cut out."""

    request: KeptRequest
    untrusted_headers: tuple[tuple[str, str], ...]
    untrusted_text: str
