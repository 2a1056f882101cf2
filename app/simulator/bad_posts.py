"""Bodies and headers that are no good share, each wrong in one way of docs/contract.md#3.5."""

import gzip

import msgspec

from app.simulator.portal import SIGNATURE_HEADER, sign
from app.simulator.scenario.shapes import BadPost

REST_OF_A_GOOD_BODY: dict[str, object] = {
    "query": {"caller_id": "12175550199"},
    "bounding_box": {"min_latitude": 39.7, "min_longitude": -89.75, "max_latitude": 39.88, "max_longitude": -89.55},
}

TOO_LARGE = 300 * 1024

DEEP = 5_000

WRONG_KEY = "not-the-secret-you-are-looking-for"

JSON = {"Content-Type": "application/json"}


def made(bad: BadPost, secret: str | None) -> tuple[bytes, dict[str, str]]:
    """The body and headers of a bad POST; signed well unless the signature is what is wrong."""
    raw = _body(bad.kind)
    headers = dict(JSON)
    if bad.kind == "compressed":
        headers["Content-Encoding"] = "gzip"
    if bad.kind != "unsigned" and secret is not None:
        signature = sign(raw, WRONG_KEY if bad.kind == "wrong_key" else secret)
        headers[SIGNATURE_HEADER] = signature.upper() if bad.kind == "upper_case_signature" else signature
    return raw, headers


def _body(kind: str) -> bytes:
    # Each kind is a body of its own, so that none hides as the repetition of another.
    payload = {"access_token": f"sim-bad-post-{kind.replace('_', '-')}"} | REST_OF_A_GOOD_BODY
    good = msgspec.json.encode(payload)
    shapes: dict[str, bytes] = {
        "empty": b"",
        "not_json": b"access_token=1&query=2",
        "not_utf8": good.replace(b"sim-bad-post", b"\xff\xfe"),
        "not_object": b"[" + good + b"]",
        "truncated": good[:-20],
        "nan": good.replace(b"39.88", b"NaN"),
        "duplicate_key": good.replace(b'{"access_token"', b'{"query":"12175550198","access_token"'),
        "deep": good[:-1] + b',"deep":' + b"[" * DEEP + b"]" * DEEP + b"}",
        "no_token": _without(payload, "access_token"),
        "no_query": _without(payload, "query"),
        "no_box": _without(payload, "bounding_box"),
        "no_phone": msgspec.json.encode(payload | {"query": {"caller_id": "nobody"}}),
        "too_large": msgspec.json.encode(payload | {"padding": "x" * TOO_LARGE}),
        "compressed": gzip.compress(good),
    }
    return shapes.get(kind, good)


def _without(payload: dict[str, object], name: str) -> bytes:
    return msgspec.json.encode({key: value for key, value in payload.items() if key != name})
