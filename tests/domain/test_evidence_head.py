"""Heads, as people keep and type them."""

import pytest

from app.domain.evidence import ChainHead, parse_head

HEAD = ChainHead(seq=12, digest=bytes(range(32)))


def test_a_head_is_read_as_it_is_written() -> None:
    assert parse_head(str(HEAD)) == HEAD


@pytest.mark.parametrize("text", ["", "12", "12:ab", f"-1:{'00' * 32}", f"x:{'00' * 32}", f"1:{'zz' * 32}"])
def test_anything_else_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_head(text)
