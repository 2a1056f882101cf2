"""What a run remembers of requests is bounded, and nothing worth keeping is pushed out by what is not."""

from app.protocol.requests import RequestOutcome
from app.station.http.request import Audit, Exchange, InboundRequest, Response
from app.station.inspector.inspector import LONGEST_MS, MOST, MOST_BYTES, Ring
from app.station.services import reachability
from tests.fake_clock import T0


def exchange(status: int = 200, path: str = "/data_share_handler", at: int = T0, body: bytes = b"") -> Exchange:
    judged = Audit(verdict="good", repeated=body == b"again")
    answer = Response(status=status, judged=judged)
    request = InboundRequest(method="POST", path=path, remote="192.0.2.1", received_at=at, untrusted_body=body)
    return Exchange(request=request, answer=answer, answered_at=at, took_ms=1.0)


def test_a_flood_of_strangers_pushes_no_share_out() -> None:
    ring = Ring(T0)
    ring.take(exchange())
    for _ in range(MOST + 5):
        ring.take(exchange(404, "/admin"))
        ring.take(exchange(200, reachability.PATH))
    told = ring.all(T0)
    assert told[-1].outcome is RequestOutcome.ACCEPTED
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
        exchange(path=reachability.PATH),
    ):
        ring.take(one)
    ring.take(exchange(400, path=""))
    assert [one.outcome for one in reversed(ring.all(T0))] == [
        RequestOutcome.ACCEPTED,
        RequestOutcome.REPEATED,
        RequestOutcome.CALLBACK,
        RequestOutcome.REFUSED,
        RequestOutcome.MALFORMED,
        RequestOutcome.FAILED,
        RequestOutcome.SELF_TEST,
        RequestOutcome.MALFORMED,
    ]
    assert [one.number for one in ring.all(T0, since=6)] == [8, 7]
