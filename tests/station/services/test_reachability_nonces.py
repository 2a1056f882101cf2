"""Nonces: ours, in time, and once."""

from app.station.http.request import InboundRequest
from app.station.services.reachability import VALID_MS, Nonces
from app.station.webhooks.listener import SelfTestRoute
from tests.fake_clock import T0, FakeClock


def come(query: dict[str, str]) -> InboundRequest:
    return InboundRequest(
        method="GET",
        path="/self_test",
        untrusted_query=query,
        untrusted_headers=(),
        remote="::1",
        untrusted_body=b"",
        received_at=T0,
    )


async def test_a_nonce_is_taken_once() -> None:
    arrivals: list[int] = []
    nonces = Nonces(FakeClock())
    nonce = nonces.issue(lambda: arrivals.append(1))
    door = SelfTestRoute(nonces)
    assert (await door(come({"nonce": nonce}))).status == 200
    assert (await door(come({"nonce": nonce}))).status == 400
    assert arrivals == [1]
    assert (await door(come({}))).status == 200


async def test_a_nonce_that_comes_late_or_from_elsewhere_proves_nothing() -> None:
    clock = FakeClock()
    nonces, others = Nonces(clock), Nonces(clock)
    late = nonces.issue(lambda: None)
    assert not nonces.take(others.issue(lambda: None))
    assert not nonces.take(late + "0")
    assert not nonces.take("\ud83d\ufffd.1.x")
    await clock.advance(VALID_MS / 1000)
    assert not nonces.take(late)
    forgotten = nonces.issue(lambda: None)
    await clock.advance(VALID_MS / 1000)
    nonces.issue(lambda: None)
    assert not nonces.take(forgotten)
