"""Requests, answers and replays in words."""

import datetime as dt

from app.console.incident.json_lines import laid_out
from app.console.look.plain_text import one_line, visible
from app.console.times import both, clock_ms, local
from app.domain.inspection.request import Decision, Outcome, Replay, Requests, RequestWords, SeenRequest

NOTHING = "-"


def outcome(of: Outcome) -> str:
    """What became of a request."""
    return {
        Outcome.ACCEPTED: "accepted",
        Outcome.REPEATED: "repeated",
        Outcome.CALLBACK: "callback",
        Outcome.REFUSED: "refused",
        Outcome.MALFORMED: "malformed",
        Outcome.FAILED: "not stored",
        Outcome.SELF_TEST: "self-test",
    }[of]


def verdict(code: str) -> str:
    """What its signature says; one of a newer station is shown as it is."""
    return {
        "": NOTHING,
        "good": "good",
        "bad": "WRONG",
        "missing": "none",
        "no secret": "no secret here",
        "taken over": "not verified",
    }.get(code, one_line(code))


def cells(request: SeenRequest, zone: dt.tzinfo | None) -> tuple[str, ...]:
    """One row of the list, in the order of ``columns``."""
    return (
        f"{local(request.received_at, zone):%d %b} {clock_ms(request.received_at, zone)}",
        one_line(request.method) or NOTHING,
        one_line(request.path) or "no HTTP",
        one_line(request.remote) or "not told",
        NOTHING if request.size is None else f"{request.size:,}",
        NOTHING if request.status is None else str(request.status),
        NOTHING if request.took_ms is None else f"{request.took_ms:.1f}",
        verdict(request.verdict),
        outcome(request.outcome) if request.incident is None else f"{outcome(request.outcome)} · {request.incident}",
    )


def columns() -> tuple[str, ...]:
    """The heads of the list's columns."""
    return (
        "Received",
        "Method",
        "Path",
        "From",
        "Bytes",
        "Answer",
        "ms",
        "Signature",
        "Became",
    )


def headline(request: SeenRequest) -> str:
    """One request in a line."""
    line = " ".join(part for part in (one_line(request.method), one_line(request.path)) if part)
    answered = "answer not known any more"
    if request.status is not None:
        answered = f"answered {request.status}"
    return f"{line or 'Bytes that were no HTTP'} · {answered} · {outcome(request.outcome)}"


def reasons(words: RequestWords, zone: dt.tzinfo | None) -> str:
    """Signature, why, and the stamps from the wire to the answer."""
    request = words.request
    said = [f"Signature {verdict(request.verdict)}."]
    if not request.verdict:
        said = ["Nothing of it is signed."]
    if request.why:
        said.append(f"Why: {one_line(request.why)}.")
    return " ".join((*said, stamps(words, zone)))


def stamps(words: RequestWords, zone: dt.tzinfo | None) -> str:
    """When each stage was reached; what was not measured is left out, what did not happen is not said."""
    first = words.request.received_at
    later = (
        ("verified", words.verified_at),
        ("stored", words.stored_at),
        ("answered", words.answered_at),
    )
    parts = [f"Received {both(first, zone)}"]
    parts += [f"{name} +{max(at - first, 0)} ms" for name, at in later if at is not None]
    return ", ".join(parts) + "."


def text(words: RequestWords) -> str:
    """The request as it came; JSON is laid out in lines, without a change to any of its signs."""
    query = "&".join(f"{name}={value}" for name, value in words.untrusted_query)
    path = f"{words.request.path}?{query}" if query else words.request.path
    head = [f"{words.request.method} {path}"] if words.request.method else []
    headers = [f"{name}: {value}" for name, value in words.untrusted_headers]
    body = laid_out(words.untrusted_text) if words.untrusted_text else "(no body)"
    digest = [f"# SHA-256 {words.request_sha256}"] if words.request_sha256 else []
    answer = ["", f"# Our answer {words.request.status}", words.answer]
    return visible("\n".join((*digest, *head, *headers, "", body, *(answer if words.answer else ()))))


def summary(told: Requests, shown: int, zone: dt.tzinfo | None) -> str:
    """What the list holds, and what it can't."""
    said = [f"{shown} shown"]
    since = f"remembered since {both(told.began_at, zone)}"
    said.append(since)
    if told.fallen:
        words = "{count} found no room any more; what was accepted or kept lies in the journal"
        said.append(words.format(count=told.fallen))
    if told.locked:
        said.append(f"{told.locked} sealed: unlock the keyring")
    return " · ".join(said)


def replay_line(replay: Replay, zone: dt.tzinfo | None) -> str:
    """A replay in one line; it is marked as what it is, everywhere."""
    words = "REPLAY {when}: would be answered {status}, {decision}"
    return words.format(when=clock_ms(replay.at, zone), status=replay.status, decision=decision(replay))


def decision(replay: Replay) -> str:
    """What the station would do."""
    words = {
        Decision.OPENS: "would open incident {incident}",
        Decision.JOINS: "would join incident {incident}",
        Decision.REPEATS: "would only count in incident {incident}: the same bytes came before",
        Decision.RINGS_AGAIN: "would ring again in incident {incident}: the same bytes, later",
        Decision.QUARANTINES: "would be kept in quarantine",
        Decision.REFUSES: "would be refused and not kept",
    }[replay.decision]
    return words.replace("{incident}", str(replay.incident))


def replay_text(replay: Replay, zone: dt.tzinfo | None) -> str:
    """A replay in full."""
    judged = "Signature {verdict}, judged now with the secrets in use."
    kept = "Signature {verdict} at its receipt; its token was cut out since, so it can't be judged again."
    lines = [
        replay_line(replay, zone),
        "Nothing was stored, nothing was counted, nothing rang.",
        (judged if replay.judged_now else kept).replace("{verdict}", verdict(replay.verdict)),
    ]
    if replay.problem:
        lines.append(f"Not a share: {one_line(replay.problem)}.")
    if replay.untrusted_read:
        lines += ["", "Read in it:"]
        lines += [f"  {_field(name)}: {one_line(value)}" for name, value in replay.untrusted_read]
    return visible("\n".join(lines))


def _field(name: str) -> str:
    return {
        "phone": "phone",
        "ecc": "ECC",
        "alert_id": "alert id",
        "place": "place",
        "uncertainty_m": "uncertainty in metres",
        "box": "jurisdiction box",
        "warnings": "warnings",
    }.get(name, one_line(name))
