"""What decisions carry never shows in a log."""

from app.station.journal.base import KeptBody, Token


def test_neither_token_nor_body_has_a_representation() -> None:
    assert repr(Token(share="abc", token="s3cret-of-a-share")) == "Token(share='abc')"
    body = KeptBody(number=4, received_at=1, authentic=True, untrusted_request=b"a person's words")
    assert repr(body) == "KeptBody(number=4)"
