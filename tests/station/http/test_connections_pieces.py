"""Cuts change nothing of what came, and lie where requests end."""

import resource

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.station.http import connections
from app.station.http.connections import END, MOST, Pipeline

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\n\r\n"


def cut(*breaths: bytes, body: int = 0) -> list[bytes]:
    """The pieces of all breaths; each head is followed by a body of so many bytes."""
    pieces, found = Pipeline(), []
    for breath in breaths:
        for piece in pieces.of(breath):
            found.append(piece)
            if b"".join(found).endswith(HEAD):
                pieces.body_left = body
    return found


def test_heads_and_bodies_are_cut_apart() -> None:
    assert cut(HEAD + b"{}" + HEAD + b"[]" + b"junk", body=2) == [HEAD, b"{}", HEAD, b"[]", b"junk"]


def test_an_end_may_come_in_two_breaths() -> None:
    for place in range(len(HEAD)):
        found = cut(HEAD[:place], HEAD[place:] + b"{}" + HEAD, body=2)
        assert b"".join(found) == HEAD + b"{}" + HEAD
        assert found[-2:] == [b"{}", HEAD]


def test_a_body_may_come_in_two_breaths_and_look_like_ends() -> None:
    assert cut(HEAD + END, END + HEAD, body=8) == [HEAD, END, END, HEAD]


def test_nothing_is_no_piece() -> None:
    assert cut(b"", b"") == []


def test_many_ends_are_cut_only_so_often() -> None:
    found = cut(END * 10_000)
    assert len(found) == MOST + 1
    assert b"".join(found) == END * 10_000
    assert len(cut(END * MOST)) == MOST


@given(st.lists(st.lists(st.sampled_from([HEAD, END, b"\r", b"\n", b"\r\n", b"{}", b"x"])).map(b"".join)))
def test_no_byte_is_lost_or_moved(breaths: list[bytes]) -> None:
    assert b"".join(cut(*breaths, body=3)) == b"".join(breaths)


@pytest.mark.parametrize(
    ("files", "most"), [(64, 8), (256, 40), (1_024, 232), (65_536, 1_000), (resource.RLIM_INFINITY, 1_000)]
)
def test_the_limit_follows_how_many_files_may_be_open(monkeypatch: pytest.MonkeyPatch, files: int, most: int) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (files, files))
    assert connections.affordable(1_000) == most
