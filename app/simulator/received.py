"""What the pretend RapidSOS received and answered: counted, and the last triggers and callbacks kept to look at."""

import collections
import dataclasses
import hashlib

import msgspec

KEPT = 1_000


class ReceivedTrigger(msgspec.Struct, kw_only=True):
    """One POST to the trigger endpoint; `answered` is what was sent back, or how it was not."""

    at: int
    """UTC milliseconds."""
    request_sha256: str
    request: str
    """The body as text; bytes that are no UTF-8 are shown as escapes."""
    answered: str = "nothing"
    id: str | None = None


class SentCallback(msgspec.Struct, kw_only=True):
    """One status callback that a callflow sent; `status` None when nobody answered."""

    at: int
    alert_id: str
    verb: str
    status: int | None


@dataclasses.dataclass
class Received:
    """Everything countable since the start."""

    requests: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    answers: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    shares: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    """Answers of the handler to our shares and bad posts, by status."""
    triggers: collections.deque[ReceivedTrigger] = dataclasses.field(
        default_factory=lambda: collections.deque(maxlen=KEPT)
    )
    callbacks: collections.deque[SentCallback] = dataclasses.field(
        default_factory=lambda: collections.deque(maxlen=KEPT)
    )

    def trigger(self, at: int, body: bytes) -> ReceivedTrigger:
        """Count one POST to the trigger endpoint as soon as its last byte is here."""
        kept = ReceivedTrigger(
            at=at,
            request_sha256=hashlib.sha256(body).hexdigest(),
            request=body.decode("utf-8", "backslashreplace"),
        )
        self.requests["trigger"] += 1
        self.triggers.append(kept)
        return kept

    def as_dict(self) -> dict[str, object]:
        """As `/simulator/received` answers."""
        return {
            "requests": dict(self.requests),
            "answers": dict(self.answers),
            "shares": dict(self.shares),
            "triggers": list(self.triggers),
            "callbacks": list(self.callbacks),
        }
