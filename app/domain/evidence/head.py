"""Heads: where a chain ended when somebody kept it, in a backup's name, a bundle or a handover sheet."""

import hashlib

import msgspec


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a chain, or of a part of it: an event's seq and the chain's digest after it."""

    seq: int
    digest: bytes

    def __str__(self) -> str:
        """``SEQ:HEX``, as ``--head`` takes it."""
        return f"{self.seq}:{self.digest.hex()}"


def parse_head(text: str) -> Head:
    """A kept head, ``SEQ:HEX``.

    Raises:
        ValueError: it is none.
    """
    seq, _, digest = text.partition(":")
    head = Head(seq=int(seq), digest=bytes.fromhex(digest))
    if head.seq < 0 or len(head.digest) != hashlib.sha256().digest_size:
        raise ValueError("a head is SEQ:HEX, with 64 hexadecimal digits")
    return head
