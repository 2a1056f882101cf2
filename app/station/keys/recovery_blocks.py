"""The seal key as 14 blocks of four signs, to be written down by hand: no sign is mistaken, a slip is noticed.

35 bytes, the key and the first three of its SHA-256, in Crockford's alphabet, which has no I, L, O and U.
"""

import base64
import binascii
import hashlib
import typing

from app.station.journal.seal.sealing import KEY_BYTES

BLOCK: typing.Final = 4
CHECK_BYTES: typing.Final = 3
_THEIRS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_OURS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_OUT = str.maketrans(_THEIRS, _OURS)
_IN = str.maketrans(_OURS + "ILO", _THEIRS + "BBA")
"""As read by people: I and L are a 1, O is a 0."""


def blocks(key: bytes) -> list[str]:
    """The key's blocks, in their order."""
    text = base64.b32encode(key + _check(key)).decode().translate(_OUT)
    return [text[at : at + BLOCK] for at in range(0, len(text), BLOCK)]


def key_of(untrusted_text: str) -> bytes | None:
    """The key that somebody typed, as blocks or in base64; None when a sign is wrong or missing."""
    bare = "".join(sign for sign in untrusted_text if sign.isalnum()).upper()
    try:
        whole = base64.b32decode(bare.translate(_IN))
    except (binascii.Error, ValueError):
        whole = b""
    if len(whole) == KEY_BYTES + CHECK_BYTES and _check(whole[:KEY_BYTES]) == whole[KEY_BYTES:]:
        return whole[:KEY_BYTES]
    try:
        key = base64.b64decode(untrusted_text.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None


def _check(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()[:CHECK_BYTES]
