import pytest

from app.core.logs import CUT, Redactor


@pytest.mark.parametrize(
    ("text", "kept_out"),
    [
        ("Authorization: Bearer abc.def-123", "abc.def-123"),
        ('{"access_token": "share-tok-1", "query": "1"}', "share-tok-1"),
        ("client_secret=hush&grant_type=x", "hush"),
        ("caller +1 (212) 555-0143 shared", "555-0143"),
        ("caller_id 12125550143", "2125550143"),
    ],
)
def test_secrets_tokens_and_phones_are_cut(text: str, kept_out: str) -> None:
    assert kept_out not in Redactor().clean(text)


@pytest.mark.parametrize(
    "text",
    ["stored seq=1234 in 3 ms", "2026-11-22T10:00:00.123Z INFO", "listening on 127.0.0.1:8911", "incident 1001 closed"],
)
def test_ordinary_lines_stay(text: str) -> None:
    assert Redactor().clean(text) == text


def test_registered_secrets_are_cut_until_forgotten() -> None:
    redactor = Redactor()
    redactor.register("sample-shared-secret")
    redactor.register("ab")
    assert redactor.clean("the secret sample-shared-secret, able") == f"the secret {CUT}, able"
    redactor.forget("sample-shared-secret")
    assert redactor.clean("the value sample-shared-secret") == "the value sample-shared-secret"


def test_the_last_four_digits_of_a_phone_stay() -> None:
    assert Redactor().clean("from +12125550143") == "from [phone …0143]"
