"""Several requests in one breath: each gets its own answer in turn, and nothing after a broken one is believed."""

import pathlib
import re
import socket
from collections.abc import Iterator

import pytest

from tests.hostile.battery import PATH, signed_for
from tests.journeys.program import Station, journal, running, share_body

BROKEN = b"POST " + PATH + b" HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    with running(tmp_path_factory.mktemp("pipelining") / "station") as up:
        yield up


def share(number: int, more: bytes = b"") -> bytes:
    body = share_body(number)
    size = b"Content-Length: %d\r\n" % len(body)
    return b"POST " + PATH + b" HTTP/1.1\r\nHost: x\r\n" + size + signed_for(body) + more + b"\r\n" + body


def statuses(port: int, *raws: bytes, expected: int) -> list[int]:
    """Send one after the other, each when the one before got its answer; then read as many answers as expected."""
    found: list[bytes] = []
    with socket.create_connection(("127.0.0.1", port), timeout=15) as connection:
        answer = b""
        for number, raw in enumerate(raws, 1):
            connection.sendall(raw)
            wanted = number if number < len(raws) else expected
            while len(found) < wanted and (piece := connection.recv(65_536)):
                answer += piece
                found = re.findall(rb"HTTP/1\.[01] (\d{3})", answer)
    return [int(status) for status in found]


def stored(data_dir: pathlib.Path) -> set[str]:
    return {str(row["ecc"]) for row in journal(data_dir, "ShareReceived")}


def test_each_of_many_gets_its_answer(station: Station) -> None:
    assert statuses(station.port, b"".join(share(number) for number in range(1, 9)), expected=8) == [200] * 8
    assert {f"IL_{number:06d}" for number in range(1, 9)} <= stored(station.data_dir)


def test_nothing_after_a_broken_one_is_believed(station: Station) -> None:
    assert statuses(station.port, share(11), BROKEN + share(12), expected=2) == [200, 400]
    assert "IL_000011" in stored(station.data_dir)
    assert "IL_000012" not in stored(station.data_dir)


GARBAGE = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"
NO_METHOD = b"P\0ST " + PATH + b" HTTP/1.1\r\nHost: x\r\n\r\n"
OBS_FOLD = b"POST " + PATH + b" HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n 2\r\n\r\nxx"


@pytest.mark.parametrize(("number", "broken"), list(enumerate([BROKEN, GARBAGE, NO_METHOD, OBS_FOLD], 41)))
def test_what_is_broken_costs_the_good_before_it_nothing(station: Station, number: int, broken: bytes) -> None:
    assert statuses(station.port, share(number) + broken + share(100 + number), expected=2) == [200, 400]
    assert f"IL_{number:06d}" in stored(station.data_dir)
    assert f"IL_{100 + number:06d}" not in stored(station.data_dir)


def test_the_same_when_it_comes_in_bits(station: Station) -> None:
    """Cut at every place of the seam between head, body and what is broken, and without a length."""
    whole = chunked(51) + BROKEN
    for number, cut in enumerate(range(len(whole) - len(BROKEN) - 12, len(whole) - len(BROKEN) + 12), 60):
        one = chunked(number)
        assert in_bits(station.port, one + BROKEN, cut) == [200, 400], cut


def test_a_body_that_breaks_in_a_later_segment_is_refused_at_once(station: Station) -> None:
    head, _, _ = chunked(71).partition(b"\r\n\r\n")
    assert in_bits(station.port, head + b"\r\n\r\n" + b"zz\r\n", len(head) + 4) == [400]


def chunked(number: int) -> bytes:
    """A share of which nobody says how long it is; its text looks as if it ended in the middle."""
    body = share_body(number)
    head = b"POST " + PATH + b" HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n" + signed_for(body) + b"\r\n"
    return head + b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"


def in_bits(port: int, raw: bytes, cut: int) -> list[int]:
    """Send it in two bits, the second when the first was surely read; all answers until the end."""
    with socket.create_connection(("127.0.0.1", port), timeout=15) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(raw[:cut])
        connection.sendall(raw[cut:])
        answer = b""
        while piece := connection.recv(65_536):
            answer += piece
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3})", answer)]


def test_what_follows_a_last_request_is_not_read(station: Station) -> None:
    statuses(station.port, share(21, b"Connection: close\r\n") + share(22), expected=1)
    assert "IL_000022" not in stored(station.data_dir)


def test_a_second_request_inside_a_body_is_only_a_body(station: Station) -> None:
    inner = share(32)
    outer = b"POST " + PATH + b" HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(inner) + inner
    assert statuses(station.port, outer, expected=1) == [401]
    assert "IL_000032" not in stored(station.data_dir)
