"""Any body as text without its token."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.data_share.payload import text_of

TOKEN = "s3cret-of-a-share"


@pytest.mark.parametrize(
    "body",
    [
        f'{{"access_token": "{TOKEN}", "again": "x {TOKEN} y"}}',
        f'{{"access_token": "{TOKEN}", "broken',
        f'{{"access_token": "{TOKEN}',
        f"access_token={TOKEN}&query=1",
        f'{{"ACCESS_TOKEN" : "{TOKEN}"}}',
        f'{{"access_token": "{TOKEN}", "access_token": "{TOKEN}"}}',
    ],
)
def test_no_token_is_left(body: str) -> None:
    assert TOKEN not in text_of(body.encode())


def test_all_else_stays() -> None:
    assert text_of(b'{"query": "\xff", "list": [1]}') == '{"query": "\ufffd", "list": [1]}'
    assert text_of(b'["no object"]') == '["no object"]'
    assert text_of(b'{"access_token": 5}') == '{"access_token": "[token cut out]"}'


@given(st.binary(max_size=200))
def test_any_bytes_are_some_text(body: bytes) -> None:
    assert isinstance(text_of(body), str)
