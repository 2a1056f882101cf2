"""The handover sheet as text: what both operators read and sign (docs/operator.md#b-9)."""

import collections.abc
import datetime as dt
import hashlib

from app.domain.handover.sheet import OpenIncident, Sheet
from app.domain.incident.events import BecameUnwatched, ClockStepped, GapFound, PathLost, WatchedAgain
from app.domain.incident.pulse import Lamp, LampState
from app.domain.incident.record import Recorded
from app.domain.incident.signed_sheet import SignedSheet
from app.export import plain, times

TITLE = "WATCHFLOOR HANDOVER SHEET"
_STATES = {
    LampState.SEEN: "seen to work",
    LampState.NOT_PROVEN: "not proven",
    LampState.WARNING: "WARNING",
    LampState.DOWN: "DOWN",
    LampState.OFF: "off",
}
Lines = collections.abc.Iterator[str]


def as_text(sheet: Sheet, zone: dt.tzinfo) -> str:
    """The whole sheet; its bytes as UTF-8 are what is signed."""
    return "\n".join(_lines(sheet, zone)) + "\n"


def sha256(text: str) -> str:
    """The digest that a signature names."""
    return hashlib.sha256(text.encode()).hexdigest()


def signatures(signed: SignedSheet | None, zone: dt.tzinfo) -> list[str]:
    """Who signed, a line each; the digest first."""
    if signed is None:
        return []
    lines = [f"{plain.line(one.operator)}, {times.both(one.at, zone)}" for one in signed.signatures]
    return [f"SHA-256 {signed.sha256}", *lines]


def _lines(sheet: Sheet, zone: dt.tzinfo) -> Lines:
    yield TITLE
    yield f"Made {times.both(sheet.made_at, zone)} by {plain.line(sheet.seat.operator)}."
    yield f"Environment: {sheet.seat.environment}. Shift began {times.both(sheet.shift_began, zone)}."
    yield from _incidents(sheet, zone)
    yield from _loose_ends(sheet)
    yield from _section("LAMPS", [_lamp(one, zone) for one in sheet.seat.lamps])
    yield from _section("STATION, THIS SHIFT", [*_uptime(sheet), *_happened(sheet, zone)])
    yield from _section("JOURNAL HEAD", [sheet.head])


def _incidents(sheet: Sheet, zone: dt.tzinfo) -> Lines:
    everything = sheet.incidents
    now = sheet.made_at
    held = [f"{one.number} until {times.local(one.held_until, zone)}" for one in everything if one.held_until]
    expiring = [f"{one.number}, {_span(one.expires_in_ms)} nominal left" for one in everything if one.expires_in_ms]
    unknown = [f"{one.number}: {one.unknown_triggers}" for one in everything if one.unknown_triggers]
    yield from _section(f"OPEN INCIDENTS: {len(everything)}", [_incident(one, now) for one in everything])
    yield from _section(f"HELD: {len(held)}", held)
    yield from _section(f"LESS THAN 2:00 NOMINAL LEFT: {len(expiring)}", expiring)
    yield from _section(f"TRIGGERS, OUTCOME UNKNOWN: {len(unknown)}", unknown)


def _incident(one: OpenIncident, now: int) -> str:
    who = "NEW, nobody has it" if one.unacknowledged else plain.line(one.owner) if one.owner else "nobody has it"
    if one.handed_over_by is not None:
        who = f"handed over by {plain.line(one.handed_over_by)}, nobody has it"
    parts = [f"{one.number}  P{one.priority}", who, f"open {_span(now - one.received_at)}"]
    parts.append(plain.line(one.ecc) if one.ecc else "ECC not stated")
    parts += [concern.replace("_", " ") for concern in one.concerns if concern != "handed_over"]
    if one.open_steps:
        parts.append(f"{one.open_steps} steps open")
    return ", ".join(parts)


def _loose_ends(sheet: Sheet) -> Lines:
    silenced = f"silenced at this console for another {_span(sheet.seat.silent_ms)}" if sheet.seat.silent_ms else ""
    yield from _section(
        "LOOSE ENDS",
        [
            f"Status messages that belong to no trigger: {sheet.unmatched}",
            f"Quarantine: {sheet.quarantined} kept, {sheet.unseen_in_quarantine} ringing that nobody has seen",
            f"Ringing now: {sheet.rings}",
            f"Sound: {silenced or 'not silenced at this console'}",
        ],
    )


def _lamp(one: Lamp, zone: dt.tzinfo) -> str:
    seen = f", {times.local(one.observed_at, zone)}" if one.observed_at is not None else ""
    return f"{one.name}: {_STATES[one.state]}{seen}. {plain.line(one.evidence)}"


def _uptime(sheet: Sheet) -> Lines:
    """What is known of receiving: the gaps are known, not what was sent in them."""
    whole = max(sheet.made_at - sheet.shift_began, 1)
    gaps = [one.event for one in sheet.happened if isinstance(one.event, GapFound)]
    deaf = sum(max(min(gap.until, sheet.made_at) - max(gap.since, sheet.shift_began), 0) for gap in gaps)
    yield f"Receiving for {_span(whole - deaf)} of {_span(whole)}, gaps known: {len(gaps)}"


def _happened(sheet: Sheet, zone: dt.tzinfo) -> Lines:
    for one in sheet.happened:
        yield f"{times.local(one.at, zone)}: {_told(one, zone)}"


def _told(one: Recorded, zone: dt.tzinfo) -> str:
    match one.event:
        case GapFound() as gap:
            span = f"{times.local(gap.since, zone)} to {times.local(gap.until, zone)}"
            return f"not receiving {span}. {plain.line(gap.cause)} A share sent then did not arrive."
        case PathLost() as lost:
            return f"public path lost: {plain.line(lost.problem)}"
        case BecameUnwatched():
            return "nobody watched"
        case WatchedAgain():
            return "watched again"
        case ClockStepped() as stepped:
            return f"the computer's clock was moved by {stepped.step_ms} ms"
        case _:
            return type(one.event).__name__


def _section(title: str, lines: collections.abc.Sequence[str]) -> Lines:
    yield ""
    yield title
    yield from (f"  {line}" for line in (lines or ["none"]))


def _span(milliseconds: int | None) -> str:
    """``9:12`` or ``7:53:00``."""
    minutes, seconds = divmod(max(milliseconds or 0, 0) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
