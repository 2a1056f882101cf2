"""A request as handlers see it and what they answer, without the HTTP library."""

import collections.abc
import json

import msgspec


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What is known before the body is read; everything in it is from outside."""

    method: str
    path: str
    untrusted_query: dict[str, str]
    untrusted_headers: tuple[tuple[str, str], ...]
    remote: str

    def header(self, name: str) -> str | None:
        """The only value of a header, or the first."""
        return next(iter(self.headers(name)), None)

    def headers(self, name: str) -> list[str]:
        """All values of a header; its name in any case."""
        return [value for key, value in self.untrusted_headers if key.lower() == name.lower()]


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A whole request; ``received_at`` (UTC ms) is when its body was complete."""

    head: Head
    untrusted_body: bytes
    received_at: int

    def __repr__(self) -> str:
        """Without headers and body: they hold tokens."""
        return f"Received({self.head.method} {self.head.path})"


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """What a handler found out about a request while it answered it; times are UTC ms, None for what did not happen."""

    verdict: str
    """``signature.Signature`` in words."""
    verified_at: int | None = None
    stored_at: int | None = None
    incident: int | None = None
    repeated: bool = False


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A status and a JSON body; ``why`` goes to the log and holds nothing of the request."""

    status: int
    body: bytes = b"{}"
    headers: tuple[tuple[str, str], ...] = ()
    why: str = ""
    hang_up: bool = False
    """Close the connection: what follows on it can't be trusted to be a request."""
    judged: Judged | None = None


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """A request and its answer, for whoever looks on; ``untrusted_body`` is None when it was not read."""

    head: Head
    received_at: int
    untrusted_body: bytes | None
    answer: Answer
    answered_at: int
    took_ms: float

    def __repr__(self) -> str:
        """Without headers and body: they hold tokens."""
        return f"Exchange({self.head.method} {self.head.path}, {self.answer.status})"


Observe = collections.abc.Callable[[Exchange], None]
"""Looks on, after the answer was decided; it must be quick and never raise."""

Handler = collections.abc.Callable[[Received], collections.abc.Awaitable[Answer]]
Guard = collections.abc.Callable[[Head], Answer | None]
"""Refuses a request before its body is read, or lets it pass."""


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """What answers at a path; a path that ends in ``/`` stands for all below it."""

    path: str
    methods: dict[str, Handler]

    def matches(self, path: str) -> bool:
        """Whether this route answers there."""
        return path.startswith(self.path) if self.path.endswith("/") else path == self.path


def refusal(status: int, why: str, *, hang_up: bool = False, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """An answer that says why not, to the sender too."""
    return Answer(status=status, body=json.dumps({"error": why}).encode(), why=why, hang_up=hang_up, headers=headers)
