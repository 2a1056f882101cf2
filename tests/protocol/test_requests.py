"""What is secret in a head is hidden."""

import pytest

from app.protocol.requests import MASK, masked


@pytest.mark.parametrize("name", ["Authorization", "cookie", "X-Api-Key", "apikey", "nonce", "access_token", "Secret"])
def test_secret_values_are_hidden(name: str) -> None:
    assert masked(((name, "hush"),)) == ((name, MASK),)


@pytest.mark.parametrize("name", ["Host", "X-RapidSOS-Signature", "event_id"])
def test_others_stay(name: str) -> None:
    assert masked(((name, "said"),)) == ((name, "said"),)
