import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.additional_data.values import host, loadable, openable


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("https://trips.example.com/l/1?x=1#y", "trips.example.com"),
        ("HTTPS://Trips.Example.com", "trips.example.com"),
        ("http://cam.example.com:8080/2", "cam.example.com:8080"),
        ("https://[2001:db8::1]/x", "[2001:db8::1]"),
        ("https://192.0.2.7", "192.0.2.7"),
        ("https://xn--exmple-cua.com/", "xn--exmple-cua.com"),
    ],
)
def test_an_honest_address_may_be_opened_and_says_where_it_leads(address: str, leads_to: str) -> None:
    assert openable(address)
    assert host(address) == leads_to


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.com/x",
        "//example.com",
        "https://",
        "https:///x",
        "https://bank.example@evil.example/",
        "https://user:pass@evil.example/",
        "https://exa mple.com",
        "https://example.com\\@evil.example",
        "https://exаmple.com",  # noqa: RUF001 (a Cyrillic letter)
        "https://example.com/\u202egnp",
        "https://example.com/\n",
        "https://example.com:99999/",
        "https://example.com:port/",
        "https://[not-an-address/",
        "https://-example-.com/",
        "https://example.com/" + "x" * 2_000,
        "",
    ],
)
def test_anything_else_stays_text(address: str) -> None:
    assert not openable(address)
    assert not loadable(address)


def test_images_are_loaded_by_https_only() -> None:
    assert loadable("https://img.example.com/1.png")
    assert not loadable("http://img.example.com/1.png")


@given(st.text())
def test_any_text(untrusted: str) -> None:
    assert openable(f"https://{untrusted}") in (True, False)
    assert not (openable(untrusted) and "@" in untrusted.split("/")[2])
