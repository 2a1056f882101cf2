"""The inspector's answers on the wire."""

import msgspec

from app.protocol.requests import IntakeDecision, Replay, RequestOutcome, Requests, SeenRequest


def test_lists_and_replays_come_back_as_they_were_sent() -> None:
    seen = SeenRequest(
        id="r1",
        received_at=1,
        method="POST",
        path="/",
        remote="",
        size=None,
        status=200,
        took_ms=0.5,
        outcome=RequestOutcome.ACCEPTED,
        verdict="good",
    )
    told = Requests(requests=(seen,), newest=1)
    assert msgspec.json.decode(msgspec.json.encode(told), type=Requests) == told
    replay = Replay(
        id="r1", at=1, status=200, verdict="good", judged_now=True, decision=IntakeDecision.JOINS, incident=1042
    )
    assert msgspec.json.decode(msgspec.json.encode(replay), type=Replay) == replay
