"""Requests, answers and replays in words."""

import datetime as dt

from PySide6.QtCore import QCoreApplication

from app.console.incident.json_lines import laid_out
from app.console.look.plain_text import one_line, visible
from app.console.times import both, clock_ms, local
from app.domain.inspection.request import Decision, Outcome, Replay, Requests, RequestWords, SeenRequest

translate = QCoreApplication.translate
NOTHING = "-"


def outcome(of: Outcome) -> str:
    """What became of a request."""
    return {
        Outcome.ACCEPTED: translate("Inspector", "accepted"),
        Outcome.REPEATED: translate("Inspector", "repeated"),
        Outcome.CALLBACK: translate("Inspector", "callback"),
        Outcome.REFUSED: translate("Inspector", "refused"),
        Outcome.MALFORMED: translate("Inspector", "malformed"),
        Outcome.FAILED: translate("Inspector", "not stored"),
        Outcome.SELF_TEST: translate("Inspector", "self-test"),
    }[of]


def verdict(code: str) -> str:
    """What its signature says; one of a newer station is shown as it is."""
    return {
        "": NOTHING,
        "good": translate("Inspector", "good"),
        "bad": translate("Inspector", "WRONG"),
        "missing": translate("Inspector", "none"),
        "no secret": translate("Inspector", "no secret here"),
        "taken over": translate("Inspector", "not verified"),
    }.get(code, one_line(code))


def cells(request: SeenRequest, zone: dt.tzinfo | None) -> tuple[str, ...]:
    """One row of the list, in the order of ``columns``."""
    return (
        f"{local(request.received_at, zone):%d %b} {clock_ms(request.received_at, zone)}",
        one_line(request.method) or NOTHING,
        one_line(request.path) or translate("Inspector", "no HTTP"),
        one_line(request.remote) or translate("Inspector", "not told"),
        NOTHING if request.size is None else f"{request.size:,}",
        NOTHING if request.status is None else str(request.status),
        NOTHING if request.took_ms is None else f"{request.took_ms:.1f}",
        verdict(request.verdict),
        outcome(request.outcome) if request.incident is None else f"{outcome(request.outcome)} · {request.incident}",
    )


def columns() -> tuple[str, ...]:
    """The heads of the list's columns."""
    return (
        translate("Inspector", "Received"),
        translate("Inspector", "Method"),
        translate("Inspector", "Path"),
        translate("Inspector", "From"),
        translate("Inspector", "Bytes"),
        translate("Inspector", "Answer"),
        translate("Inspector", "ms"),
        translate("Inspector", "Signature"),
        translate("Inspector", "Became"),
    )


def headline(request: SeenRequest) -> str:
    """One request in a line."""
    line = " ".join(part for part in (one_line(request.method), one_line(request.path)) if part)
    answered = translate("Inspector", "answer not known any more")
    if request.status is not None:
        answered = translate("Inspector", "answered {status}").format(status=request.status)
    return f"{line or translate('Inspector', 'Bytes that were no HTTP')} · {answered} · {outcome(request.outcome)}"


def reasons(words: RequestWords, zone: dt.tzinfo | None) -> str:
    """Signature, why, and the stamps from the wire to the answer."""
    request = words.request
    said = [translate("Inspector", "Signature {verdict}.").replace("{verdict}", verdict(request.verdict))]
    if not request.verdict:
        said = [translate("Inspector", "Nothing of it is signed.")]
    if request.why:
        said.append(translate("Inspector", "Why: {why}.").replace("{why}", one_line(request.why)))
    return " ".join((*said, stamps(words, zone)))


def stamps(words: RequestWords, zone: dt.tzinfo | None) -> str:
    """When each stage was reached; what was not measured is left out, what did not happen is not said."""
    first = words.request.received_at
    later = (
        (translate("Inspector", "verified"), words.verified_at),
        (translate("Inspector", "stored"), words.stored_at),
        (translate("Inspector", "answered"), words.answered_at),
    )
    parts = [translate("Inspector", "Received {when}").format(when=both(first, zone))]
    parts += [f"{name} +{max(at - first, 0)} ms" for name, at in later if at is not None]
    return ", ".join(parts) + "."


def text(words: RequestWords) -> str:
    """The request as it came; JSON is laid out in lines, without a change to any of its signs."""
    query = "&".join(f"{name}={value}" for name, value in words.untrusted_query)
    path = f"{words.request.path}?{query}" if query else words.request.path
    head = [f"{words.request.method} {path}"] if words.request.method else []
    headers = [f"{name}: {value}" for name, value in words.untrusted_headers]
    body = laid_out(words.untrusted_text) if words.untrusted_text else translate("Inspector", "(no body)")
    digest = [f"# SHA-256 {words.request_sha256}"] if words.request_sha256 else []
    answer = ["", f"# {translate('Inspector', 'Our answer')} {words.request.status}", words.answer]
    return visible("\n".join((*digest, *head, *headers, "", body, *(answer if words.answer else ()))))


def summary(told: Requests, shown: int, zone: dt.tzinfo | None) -> str:
    """What the list holds, and what it can't."""
    said = [translate("Inspector", "{count} shown").format(count=shown)]
    since = translate("Inspector", "remembered since {when}").format(when=both(told.began_at, zone))
    said.append(since)
    if told.fallen:
        words = translate("Inspector", "{count} found no room any more; what was accepted or kept lies in the journal")
        said.append(words.format(count=told.fallen))
    if told.locked:
        said.append(translate("Inspector", "{count} sealed: unlock the keyring").format(count=told.locked))
    return " · ".join(said)


def replay_line(replay: Replay, zone: dt.tzinfo | None) -> str:
    """A replay in one line; it is marked as what it is, everywhere."""
    words = translate("Inspector", "REPLAY {when}: would be answered {status}, {decision}")
    return words.format(when=clock_ms(replay.at, zone), status=replay.status, decision=decision(replay))


def decision(replay: Replay) -> str:
    """What the station would do."""
    words = {
        Decision.OPENS: translate("Inspector", "would open incident {incident}"),
        Decision.JOINS: translate("Inspector", "would join incident {incident}"),
        Decision.REPEATS: translate("Inspector", "would only count in incident {incident}: the same bytes came before"),
        Decision.RINGS_AGAIN: translate("Inspector", "would ring again in incident {incident}: the same bytes, later"),
        Decision.QUARANTINES: translate("Inspector", "would be kept in quarantine"),
        Decision.REFUSES: translate("Inspector", "would be refused and not kept"),
    }[replay.decision]
    return words.replace("{incident}", str(replay.incident))


def replay_text(replay: Replay, zone: dt.tzinfo | None) -> str:
    """A replay in full."""
    judged = translate("Inspector", "Signature {verdict}, judged now with the secrets in use.")
    kept = translate(
        "Inspector", "Signature {verdict} at its receipt; its token was cut out since, so it can't be judged again."
    )
    lines = [
        replay_line(replay, zone),
        translate("Inspector", "Nothing was stored, nothing was counted, nothing rang."),
        (judged if replay.judged_now else kept).replace("{verdict}", verdict(replay.verdict)),
    ]
    if replay.problem:
        lines.append(translate("Inspector", "Not a share: {problem}.").replace("{problem}", one_line(replay.problem)))
    if replay.untrusted_read:
        lines += ["", translate("Inspector", "Read in it:")]
        lines += [f"  {_field(name)}: {one_line(value)}" for name, value in replay.untrusted_read]
    return visible("\n".join(lines))


def _field(name: str) -> str:
    return {
        "phone": translate("Inspector", "phone"),
        "ecc": translate("Inspector", "ECC"),
        "alert_id": translate("Inspector", "alert id"),
        "place": translate("Inspector", "place"),
        "uncertainty_m": translate("Inspector", "uncertainty in metres"),
        "box": translate("Inspector", "jurisdiction box"),
        "warnings": translate("Inspector", "warnings"),
    }.get(name, one_line(name))
