"""What an administrator writes of a base map, and what is wrong with it."""

import pytest

from app.console.map.tiles.source import BaseMap, is_loopback, plain_credit, server_problem

GOOD = "https://maps.example.org/{z}/{x}/{y}.png"


@pytest.mark.parametrize(
    "server",
    [
        "",
        GOOD,
        GOOD + "?key={key}",
        "http://127.0.0.1:8080/{z}/{x}/{y}.png?token={key}",
        "http://tiles.lan/{z}/{x}/{y}",
    ],
)
def test_good_addresses(server: str) -> None:
    assert server_problem(BaseMap(server=server, attribution="© Sample County")) == ""


@pytest.mark.parametrize(
    ("server", "said"),
    [
        ("maps.example.org/{z}/{x}/{y}.png", "Write the address as"),
        ("ftp://maps.example.org/{z}/{x}/{y}.png", "Write the address as"),
        ("https://user:word@maps.example.org/{z}/{x}/{y}.png", "Write the address as"),
        ("https://{x}.example.org/{z}/{y}.png", "Write the address as"),
        ("https://[::1/{z}/{x}/{y}.png", "Write the address as"),
        ("https://maps.example.org/{z}/{x}.png", "needs {z}, {x} and {y}"),
        (GOOD + "&{s}", "not {s}"),
        (GOOD + "?api_key=abc123", "Write {key} in the key's place"),
        ("http://maps.example.org/{z}/{x}/{y}.png?key={key}", "must begin with https"),
    ],
)
def test_what_is_wrong_is_said(server: str, said: str) -> None:
    assert said in server_problem(BaseMap(server=server, attribution="© Sample County"))


def test_whose_map_it_is_must_be_said() -> None:
    assert "whose map" in server_problem(BaseMap(server=GOOD))
    openstreetmap = BaseMap(server="https://tile.openstreetmap.org/{z}/{x}/{y}.png", attribution="Us")
    assert "© OpenStreetMap contributors" in server_problem(openstreetmap)


def test_a_credit_is_plain_text() -> None:
    assert plain_credit('<a href="https://x">Sample</a>\n &amp; <b>County</b>') == "Sample & County"


def test_this_computer() -> None:
    assert is_loopback("localhost")
    assert is_loopback("127.0.0.1")
    assert not is_loopback("maps.example.org")
