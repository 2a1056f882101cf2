"""Whose word about the caller's address is believed."""

import pytest

from app.station.http.request import caller, networks

PROXIES = networks(["127.0.0.1", "10.1.0.0/16", "::1"])


@pytest.mark.parametrize(
    ("remote", "forwarded", "found"),
    [
        ("203.0.113.7", [], "203.0.113.7"),
        ("203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["6.6.6.6, 198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["6.6.6.6", "198.51.100.1, 10.1.2.3"], "198.51.100.1"),
        ("::ffff:127.0.0.1", ["2001:db8::5"], "2001:db8::5"),
        ("::1", ["10.1.2.3"], "10.1.2.3"),
        ("127.0.0.1", ["<script>"], "127.0.0.1"),
        ("127.0.0.1", ["198.51.100.1,"], "127.0.0.1"),
        ("127.0.0.1", ["unknown, 10.1.2.3"], "10.1.2.3"),
        ("", ["198.51.100.1"], ""),
    ],
)
def test_the_nearest_address_that_is_no_proxy_of_ours(remote: str, forwarded: list[str], found: str) -> None:
    assert caller(remote, forwarded, PROXIES) == found


def test_without_proxies_nobody_is_believed() -> None:
    assert caller("127.0.0.1", ["198.51.100.1"], ()) == "127.0.0.1"


def test_what_is_no_network_is_named() -> None:
    with pytest.raises(ValueError, match=r"proxy\.example"):
        networks(["proxy.example"])
