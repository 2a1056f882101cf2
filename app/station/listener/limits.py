"""How much and how slow a connection may be (docs/design.md#what-the-outside-can-rely-on)."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds, bytes and counts; a body's time and the lingering after a refusal make 6 s together."""

    body_bytes: int = 256 * 1024
    headers_s: float = 10.0
    """From the connection's beginning, or from the answer before, until a request's headers are complete."""
    body_s: float = 5.0
    linger_s: float = 1.0
    """After a refusal, how long the rest of a body is read and thrown away so that the sender sees the answer."""
    whole_s: float = 10.5
    """Waiting, headers and body together."""
    connections: int = 512
    stop_s: float = 3.0
    """How long requests in work may take when the server stops."""
