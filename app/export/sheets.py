"""Three sheets in words: handover (docs/operator.md#b-9) and onboarding as text, the report as CSV."""

import collections.abc
import csv
import datetime as dt
import hashlib
import io
import textwrap

from app.domain.handover import HandoverSheet, OpenIncident
from app.domain.incident.events import GapFound
from app.domain.incident.model import SignedSheet
from app.domain.lamp import Lamp, LampState
from app.domain.onboarding import LABELS, OnboardingSheet, problems, value
from app.domain.reports import Answering, Report
from app.export import event_text, plain

HANDOVER_TITLE = "WATCHFLOOR HANDOVER SHEET"
_STATES = {
    LampState.SEEN: "seen to work",
    LampState.NOT_PROVEN: "not proven",
    LampState.WARNING: "WARNING",
    LampState.DOWN: "DOWN",
    LampState.OFF: "off",
}
Lines = collections.abc.Iterator[str]


def handover_text(sheet: HandoverSheet, zone: dt.tzinfo) -> str:
    """The whole sheet; its bytes as UTF-8 are what is signed."""
    return "\n".join(_lines(sheet, zone)) + "\n"


def sha256(text: str) -> str:
    """The digest that a signature names."""
    return hashlib.sha256(text.encode()).hexdigest()


def signatures(signed: SignedSheet | None, zone: dt.tzinfo) -> list[str]:
    """Who signed, a line each; the digest first."""
    if signed is None:
        return []
    lines = [f"{plain.line(one.operator)}, {plain.both(one.at, zone)}" for one in signed.signatures]
    return [f"SHA-256 {signed.sha256}", *lines]


def _lines(sheet: HandoverSheet, zone: dt.tzinfo) -> Lines:
    yield HANDOVER_TITLE
    yield f"Made {plain.both(sheet.made_at, zone)} by {plain.line(sheet.seat.operator)}."
    yield f"Environment: {sheet.seat.environment}. Shift began {plain.both(sheet.shift_began, zone)}."
    yield from _incidents(sheet, zone)
    yield from _loose_ends(sheet)
    yield from _section("LAMPS", [_lamp(one, zone) for one in sheet.seat.lamps])
    yield from _section("STATION, THIS SHIFT", [*_uptime(sheet), *_happened(sheet, zone)])
    yield from _section("JOURNAL HEAD", [sheet.head])


def _incidents(sheet: HandoverSheet, zone: dt.tzinfo) -> Lines:
    everything = sheet.incidents
    now = sheet.made_at
    held = [f"{one.number} until {plain.local(one.held_until, zone)}" for one in everything if one.held_until]
    expiring = [
        f"{one.number}, {plain.span(one.expires_in_ms)} nominal left" for one in everything if one.expires_in_ms
    ]
    unknown = [f"{one.number}: {one.unknown_triggers}" for one in everything if one.unknown_triggers]
    yield from _section(f"OPEN INCIDENTS: {len(everything)}", [_incident(one, now) for one in everything])
    yield from _section(f"HELD: {len(held)}", held)
    yield from _section(f"LESS THAN 2:00 NOMINAL LEFT: {len(expiring)}", expiring)
    yield from _section(f"TRIGGERS, OUTCOME UNKNOWN: {len(unknown)}", unknown)


def _incident(one: OpenIncident, now: int) -> str:
    who = "NEW, nobody has it" if one.unacknowledged else plain.line(one.owner) if one.owner else "nobody has it"
    if one.handed_over_by is not None:
        who = f"handed over by {plain.line(one.handed_over_by)}, nobody has it"
    parts = [f"{one.number}  P{one.priority}", who, f"open {plain.span(now - one.received_at)}"]
    parts.append(plain.line(one.ecc) if one.ecc else "ECC not stated")
    parts += [concern.replace("_", " ") for concern in one.concerns if concern != "handed_over"]
    if one.open_steps:
        parts.append(f"{one.open_steps} steps open")
    return ", ".join(parts)


def _loose_ends(sheet: HandoverSheet) -> Lines:
    silenced = (
        f"silenced at this console for another {plain.span(sheet.seat.silent_ms)}" if sheet.seat.silent_ms else ""
    )
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
    seen = f", {plain.local(one.observed_at, zone)}" if one.observed_at is not None else ""
    return f"{one.name}: {_STATES[one.state]}{seen}. {plain.line(one.evidence)}"


def _uptime(sheet: HandoverSheet) -> Lines:
    """What is known of receiving: the gaps are known, not what was sent in them."""
    whole = max(sheet.made_at - sheet.shift_began, 1)
    gaps = [one.event for one in sheet.happened if isinstance(one.event, GapFound)]
    deaf = sum(max(min(gap.until, sheet.made_at) - max(gap.since, sheet.shift_began), 0) for gap in gaps)
    yield f"Receiving for {plain.span(whole - deaf)} of {plain.span(whole)}, gaps known: {len(gaps)}"


def _happened(sheet: HandoverSheet, zone: dt.tzinfo) -> Lines:
    for one in sheet.happened:
        yield f"{plain.local(one.at, zone)}: {event_text.describe(one, zone).sentence}"


def _section(title: str, lines: collections.abc.Sequence[str]) -> Lines:
    yield ""
    yield title
    yield from (f"  {line}" for line in (lines or ["none"]))


ONBOARDING_TITLE = "RapidSOS Data Share: onboarding sheet"
SECRET_LABEL = "Secret Key"  # noqa: S105 a label, no secret
SECRET_WORDS = "Handed over apart from this sheet, once. It signs every share (X-RapidSOS-Signature)."  # noqa: S105 as above
SUPPLEMENT = "Watchfloor shows supplemental data, never in place of ALI. It is not made or endorsed by RapidSOS."
_LABEL = 26
_WIDTH = 100


def rows(sheet: OnboardingSheet) -> list[tuple[str, str]]:
    """Label and text of every field, the secret key's place included; what is missing says so."""
    typed = [(label, value(sheet, name).strip() or "(missing)") for name, label in LABELS.items()]
    return [*typed, (SECRET_LABEL, SECRET_WORDS)]


def open_questions(sheet: OnboardingSheet) -> list[str]:
    """A sentence for each thing that has to be mended before the sheet is handed over."""
    return [problem.sentence for problem in problems(sheet)]


def onboarding_text(sheet: OnboardingSheet) -> str:
    """The whole sheet in lines of up to 100 characters."""
    lines = [ONBOARDING_TITLE, "=" * len(ONBOARDING_TITLE), ""]
    for label, text in rows(sheet):
        first, *rest = textwrap.wrap(text, _WIDTH - _LABEL) or [""]
        lines += [f"{label:<{_LABEL}}{first}", *(" " * _LABEL + line for line in rest)]
    if questions := open_questions(sheet):
        lines += ["", "Not ready to be handed over:", *(f"- {question}" for question in questions)]
    return "\n".join([*lines, "", SUPPLEMENT, ""])


_SECOND_MS = 1_000
_FIXED = ("group", "name", "shares", "answered", "missed", "waiting", "untimed", "median_s", "p90_s", "worst_s")
_RATES = ("alarms_per_10_min", "alarms_per_hour", "alarms_per_day")


def as_csv(report: Report) -> bytes:
    """The report as CSV, UTF-8 with a byte-order mark; an empty cell was not measured, spans are seconds."""
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    period = report.period
    writer.writerow(("report", "answering times and alarm rate"))
    writer.writerow(("from_utc", plain.utc(period.since)))
    writer.writerow(("until_utc", plain.utc(period.until)))
    writer.writerow(("made_utc", plain.utc(report.made_at)))
    writer.writerow(("profile", report.profile.name, "a 9-1-1 call-answering profile that this center measures by"))
    writer.writerow(())
    writer.writerow((*_FIXED, *(f"percent_within_{one.within_ms // _SECOND_MS}_s" for one in report.profile.targets)))
    writer.writerow(_row("all", report.whole))
    for group, lines in (("day", report.days), ("operator", report.operators), ("ecc", report.eccs)):
        writer.writerows(_row(group, line) for line in lines)
    writer.writerow(())
    writer.writerows(_alarms(report))
    return page.getvalue().encode("utf-8-sig", errors="backslashreplace")


def _row(group: str, line: Answering) -> list[object]:
    counts = (line.calls, line.answered, line.missed, line.waiting, line.untimed)
    spans = (_seconds(one) for one in (line.median_ms, line.ninetieth_ms, line.worst_ms))
    percents = (None if one.percent is None else round(one.percent, 1) for one in line.targets)
    return [group, plain.cell(line.label), *counts, *spans, *percents]


def _alarms(report: Report) -> list[tuple[object, ...]]:
    rate = report.alarms
    rows: list[tuple[object, ...]] = [
        (name, None if one.value is None else round(one.value, 2), one.level.value)
        for name, one in zip(_RATES, rate.rates, strict=True)
    ]
    rows += [
        ("alarms", rate.alarms),
        ("alarms_while_nobody_was_signed_on", rate.unattended),
        ("most_in_any_10_min", rate.worst_window),
        ("flood_windows", rate.flood_windows, "of", rate.windows),
        ("clock_steps", report.steps),
        ("opened_by_this_center", report.own),
    ]
    return rows


def _seconds(ms: int | None) -> float | None:
    return None if ms is None else ms / _SECOND_MS
