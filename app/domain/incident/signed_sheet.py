"""A sheet that was signed, and by whom."""

import msgspec


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed, and when (UTC ms)."""

    operator: str
    at: int


class SignedSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The text that was signed, its digest, and its signatures, the first one first."""

    sha256: str
    text: str
    signatures: tuple[Signature, ...]


def signed(before: SignedSheet | None, sha256: str, text: str, signature: Signature) -> SignedSheet:
    """The sheet after one more signature; another sheet takes the place of the one before."""
    earlier = before.signatures if before is not None and before.sha256 == sha256 else ()
    return SignedSheet(sha256=sha256, text=text, signatures=(*earlier, signature))
