"""Requests that lie in the journal: shares by their events, refused ones by the quarantine."""

import hashlib

from app.domain.incident.events import ShareReceived, ShareRepeated
from app.domain.incident.kept import KeptRequest, KeptWords
from app.domain.incident.record import Recorded
from app.domain.inspection.masking import masked
from app.domain.inspection.request import Outcome, RequestWords, SeenRequest
from app.station.inspection.ring import Remembered
from app.station.listener import data_share

KINDS = (ShareReceived.__name__, ShareRepeated.__name__)
_OK, _MALFORMED = 200, 400


def of_event(record: Recorded) -> SeenRequest | None:
    """The request behind an event; None when its body is erased or can't be opened."""
    event = record.event
    if not isinstance(event, ShareReceived | ShareRepeated):
        return None
    first = isinstance(event, ShareReceived)
    verified = not isinstance(event, ShareReceived) or event.verified
    return SeenRequest(
        id=f"e{record.seq}",
        received_at=event.received_at,
        method="POST",
        path=data_share.PATH,
        remote=event.remote if isinstance(event, ShareReceived) else "",
        size=None,
        status=_OK if verified else None,
        took_ms=None,
        outcome=Outcome.ACCEPTED if first else Outcome.REPEATED,
        verdict="good" if verified else "taken over",
        incident=record.incident,
        durable=True,
    )


def words_of_event(record: Recorded) -> RequestWords | None:
    """The request behind an event as far as the journal has it."""
    request, event = of_event(record), record.event
    if request is None or not isinstance(event, ShareReceived | ShareRepeated):
        return None
    whole = event if isinstance(event, ShareReceived) else None
    return RequestWords(
        request=request,
        untrusted_query=(),
        untrusted_headers=masked(whole.untrusted_headers) if whole else (),
        untrusted_text=whole.untrusted_body if whole else "",
        request_sha256=event.request_sha256,
        stored_at=record.at,
    )


def of_kept(kept: KeptRequest) -> SeenRequest:
    """A refused request that is kept."""
    return SeenRequest(
        id=f"q{kept.quarantine}",
        received_at=kept.received_at,
        method="POST",
        path=data_share.PATH,
        remote=kept.remote,
        size=kept.size,
        status=kept.status,
        took_ms=None,
        outcome=Outcome.MALFORMED if kept.status == _MALFORMED else Outcome.REFUSED,
        verdict=kept.signature,
        why=kept.problem,
        durable=True,
    )


def words_of_kept(kept: KeptWords) -> RequestWords:
    """A refused request as it came, its token cut out."""
    return RequestWords(
        request=of_kept(kept.request),
        untrusted_query=(),
        untrusted_headers=masked(kept.untrusted_headers),
        untrusted_text=kept.untrusted_text,
        request_sha256=kept.request.request_sha256,
    )


def of_memory(one: Remembered) -> SeenRequest:
    """A request of this run."""
    exchange, judged = one.exchange, one.exchange.answer.judged
    body = exchange.untrusted_body
    return SeenRequest(
        id=f"r{one.number}",
        received_at=exchange.received_at,
        method=exchange.head.method,
        path=exchange.head.path,
        remote=exchange.head.remote,
        size=None if body is None else len(body),
        status=exchange.answer.status,
        took_ms=round(exchange.took_ms, 2),
        outcome=one.outcome,
        verdict=judged.verdict if judged else "",
        why=exchange.answer.why,
        incident=judged.incident if judged else None,
        durable=bool(judged and judged.stored_at is not None),
    )


def words_of_memory(one: Remembered, text: str) -> RequestWords:
    """A request of this run with every stamp; ``text`` is its body without the token."""
    exchange, judged = one.exchange, one.exchange.answer.judged
    return RequestWords(
        request=of_memory(one),
        untrusted_query=masked(tuple(exchange.head.untrusted_query.items())),
        untrusted_headers=masked(exchange.head.untrusted_headers),
        untrusted_text=text,
        request_sha256=sha256(one),
        verified_at=judged.verified_at if judged else None,
        stored_at=judged.stored_at if judged else None,
        answered_at=exchange.answered_at,
        answer=exchange.answer.body.decode("utf-8", "replace") if exchange.head.method else "",
    )


def sha256(one: Remembered) -> str:
    """Of the exact bytes received; empty when they were not read."""
    body = one.exchange.untrusted_body
    return "" if body is None else hashlib.sha256(body).hexdigest()
