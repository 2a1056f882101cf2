"""Requests to a listener, one of them in full, and a replay; senders are of documentation networks."""

import msgspec

from app.console.theme.theme import Theme
from app.console.tools.inspector import InspectorWindow
from app.protocol.requests import IntakeDecision, Replay, RequestOutcome, Requests, RequestWords, SeenRequest
from tests.shots.scenes import BODY, MINUTE, NOW


def seen(number: int, ago: int, outcome: RequestOutcome, status: int = 200, **more: object) -> SeenRequest:
    """One request, the usual things filled in."""
    fields: dict[str, object] = {
        "id": f"r{number}",
        "received_at": NOW - ago,
        "method": "POST",
        "path": "/data_share_handler",
        "remote": "192.0.2.17",
        "size": 412,
        "status": status,
        "took_ms": 3.4,
        "outcome": outcome,
        "verdict": "good",
    }
    return msgspec.convert(fields | more, SeenRequest)


LIST = Requests(
    requests=(
        seen(
            21, 2_000, RequestOutcome.SELF_TEST, method="GET", path="/self_test", remote="127.0.0.1", size=0, verdict=""
        ),
        seen(20, 9_000, RequestOutcome.ACCEPTED, incident=1047, durable=True),
        seen(19, 14_000, RequestOutcome.REFUSED, 401, verdict="bad", why="signature bad", durable=True),
        seen(18, 20_000, RequestOutcome.REPEATED, incident=1044, durable=True),
        seen(17, 31_000, RequestOutcome.MALFORMED, 400, why="not JSON", durable=True, size=12),
        seen(16, 44_000, RequestOutcome.CALLBACK, path="/callflow_status", took_ms=2.1),
        seen(
            15,
            MINUTE,
            RequestOutcome.REFUSED,
            404,
            method="GET",
            path="/wp-login.php",
            remote="198.51.100.9",
            verdict="",
        ),
        seen(
            14,
            2 * MINUTE,
            RequestOutcome.MALFORMED,
            400,
            method="",
            path="",
            remote="",
            size=None,
            verdict="",
            took_ms=0.0,
        ),
        seen(13, 3 * MINUTE, RequestOutcome.FAILED, 503, why="storage fails", took_ms=5000.2),
        seen(
            9, 90 * MINUTE, RequestOutcome.ACCEPTED, id="e20381", took_ms=None, size=None, incident=1042, durable=True
        ),
    ),
    newest=21,
    older=20381,
    began_at=NOW - 40 * MINUTE,
    most=300,
    fallen=12,
)
WORDS = RequestWords(
    request=LIST.requests[1],
    untrusted_query=(),
    untrusted_headers=(
        ("Host", "127.0.0.1:8911"),
        ("Content-Type", "application/json"),
        ("Authorization", "[masked]"),
        ("X-RapidSOS-Signature", "0f1e2d3c4b5a69788796a5b4c3d2e1f001234567"),
    ),
    untrusted_text=BODY.replace("PHONE", "+12175550158"),
    request_sha256="9f3c" * 16,
    verified_at=NOW - 9_000,
    stored_at=NOW - 8_997,
    answered_at=NOW - 8_997,
    answer="{}",
)
REPLAY = Replay(
    id="r20",
    at=NOW,
    status=200,
    verdict="good",
    judged_now=True,
    decision=IntakeDecision.JOINS,
    incident=1047,
    untrusted_read=(("phone", "+12175550158"), ("ecc", "IL_0142"), ("place", "39.801950, -89.634820")),
)


def inspector(theme: Theme, *, replayed: bool = False) -> InspectorWindow:
    """The window with a request chosen, or with a replay of it."""
    window = InspectorWindow(theme, None)
    window.show_all(LIST)
    window.choose(LIST.requests[1].id)
    window.show_words(WORDS)
    if replayed:
        window.add_replay(REPLAY)
    return window
