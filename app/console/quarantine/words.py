"""A refused request in words."""

import datetime as dt

from app.console.incident.json_lines import laid_out
from app.console.look.plain_text import one_line, visible
from app.console.times import both, local
from app.domain.incident.kept import KeptRequest, KeptWords


def line(request: KeptRequest, zone: dt.tzinfo | None) -> str:
    """One line of the list: when, what its signature says, from where."""
    words = "{day} {when} · {verdict} · {remote} · {size} bytes"
    filled = words.format(
        day=local(request.received_at, zone).strftime("%d %b"),
        when=both(request.received_at, zone),
        verdict=verdict(request),
        remote=one_line(request.remote),
        size=request.size,
    )
    return f"NEW · {filled}" if request.rings else filled


def verdict(request: KeptRequest) -> str:
    """What was found about who sent it."""
    return {
        "good": "signature good",
        "bad": "signature WRONG",
        "missing": "no signature",
        "no secret": "no secret here to verify with",
    }.get(request.signature, one_line(request.signature))


def meaning(request: KeptRequest) -> str:
    """Why it was refused, and what taking it over makes of it."""
    why = "Answered {status}: {problem}."
    if request.is_share:
        what = "It reads as a share. Taken over, it is marked “signature not verified” for ever."
    else:
        what = "It does not read as a share. Taken over, the incident holds its text only."
    said = why.replace("{status}", str(request.status)).replace("{problem}", one_line(request.problem))
    return f"{said} {what}"


def text(words: KeptWords) -> str:
    """Headers and body; the token is cut out by the station."""
    headers = "\n".join(f"{name}: {value}" for name, value in words.untrusted_headers)
    return visible(f"{headers}\n\n{laid_out(words.untrusted_text)}")


def summary(kept: int, locked: int, fallen: int) -> str:
    """How much is kept, and what can't be shown."""
    said = [f"{kept} kept"]
    if locked:
        said.append(f"{locked} sealed: unlock the keyring to see them")
    if fallen:
        said.append(f"{fallen} more were only counted")
    return " · ".join(said)
