"""What a run remembers of requests is bounded, and nothing worth keeping is pushed out by what is not."""

from app.domain.inspection.request import Outcome
from app.station import nonces
from app.station.inspection.ring import LONGEST_MS, MOST, MOST_BYTES, Ring
from app.station.listener.exchange import Answer, Exchange, Head, Judged
from tests.fake_clock import T0


def exchange(status: int = 200, path: str = "/data_share_handler", at: int = T0, body: bytes = b"") -> Exchange:
    head = Head(method="POST", path=path, untrusted_query={}, untrusted_headers=(), remote="192.0.2.1")
    judged = Judged(verdict="good", repeated=body == b"again")
    answer = Answer(status=status, judged=judged)
    return Exchange(head=head, received_at=at, untrusted_body=body, answer=answer, answered_at=at, took_ms=1.0)


def test_a_flood_of_strangers_pushes_no_share_out() -> None:
    ring = Ring(T0)
    ring.take(exchange())
    for _ in range(MOST + 5):
        ring.take(exchange(404, "/admin"))
        ring.take(exchange(200, nonces.PATH))
    told = ring.all(T0)
    assert told[-1].outcome is Outcome.ACCEPTED
    assert (len(told), ring.newest, ring.fallen) == (2 * MOST + 1, 2 * MOST + 11, 5)


def test_bytes_and_age_are_bounded() -> None:
    ring = Ring(T0)
    for _ in range(3):
        ring.take(exchange(body=bytes(MOST_BYTES // 2)))
    assert len(ring.all(T0)) == 2
    assert ring.all(T0 + LONGEST_MS + 1) == []
    assert ring.find(3) is None


def test_what_became_of_each() -> None:
    ring = Ring(T0)
    for one in (
        exchange(),
        exchange(body=b"again"),
        exchange(path="/callflow_status"),
        exchange(401),
        exchange(400),
        exchange(503),
        exchange(path=nonces.PATH),
    ):
        ring.take(one)
    ring.take_broken("Invalid header", T0)
    assert [one.outcome for one in reversed(ring.all(T0))] == [
        Outcome.ACCEPTED,
        Outcome.REPEATED,
        Outcome.CALLBACK,
        Outcome.REFUSED,
        Outcome.MALFORMED,
        Outcome.FAILED,
        Outcome.SELF_TEST,
        Outcome.MALFORMED,
    ]
    assert [one.number for one in ring.all(T0, since=6)] == [8, 7]
