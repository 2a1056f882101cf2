"""What is written down by hand comes back, or is known to be wrong."""

import base64

from hypothesis import given
from hypothesis import strategies as some

from app.station.secrets import recovery

KEYS = some.binary(min_size=32, max_size=32)


@given(KEYS)
def test_a_key_comes_back_however_it_is_written(key: bytes) -> None:
    blocks = recovery.blocks(key)
    assert len(blocks) == 14
    for text in (" ".join(blocks), "".join(blocks).lower(), "-".join(blocks).replace("0", "O").replace("1", "l")):
        assert recovery.key_of(text) == key
    assert recovery.key_of(base64.b64encode(key).decode()) == key


@given(KEYS, some.integers(0, 55), some.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_sign_is_noticed(key: bytes, at: int, sign: str) -> None:
    text = "".join(recovery.blocks(key))
    slip = text[:at] + sign + text[at + 1 :]
    assert recovery.key_of(slip) == (key if slip == text else None)


@given(some.text())
def test_any_text_is_read_without_failing(text: str) -> None:
    assert recovery.key_of(text) is None
