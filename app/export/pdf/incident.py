"""The incident report, section by section: who, where, when, what was asked and answered, what was done."""

import collections.abc
import textwrap
import typing

from app.domain.additional_data import reader, render
from app.domain.callflow.outcome import Outcome
from app.domain.callflow.trigger import Trigger
from app.domain.data_share.feed import Feed, FeedKind
from app.domain.incident.model import Incident
from app.domain.location import coordinates, description
from app.domain.location.parse_result import Notation
from app.export import event_text, plain
from app.export.manifest import PROVES, Evidence
from app.export.pdf.layout import LONGEST_CELL, PdfPage

_FEEDS = {FeedKind.LEI: "LEI (location)", FeedKind.RAD_E: "RAD-E (additional data)"}


def feeds(page: PdfPage, evidence: Evidence) -> None:
    """Each feed of each share; an end says nothing about the call."""
    page.section("Feeds")
    rows = [
        (share.share, _FEEDS[feed.kind], *_cells(feed, evidence))
        for share in evidence.incident.shares
        for feed in (share.lei, share.rad_e)
    ]
    if rows:
        page.rows(("Share", "Feed", "First data", "Last data", "Ended"), (22, 26, 30, 30, 34), rows)
    else:
        page.paragraph("No feed is on record.", quiet=True)


def _cells(feed: Feed, evidence: Evidence) -> tuple[str, str, str]:
    first = plain.both(feed.first_data_at, evidence.zone, "none")
    last = plain.both(feed.last_data_at, evidence.zone, "none")
    if feed.ending is None:
        return first, last, "not ended"
    return first, last, f"{plain.both(feed.ended_at, evidence.zone)}: {event_text.ending_words(feed.ending)}"


def triggers(page: PdfPage, evidence: Evidence) -> None:
    """Each callflow that was confirmed, and what is known to have become of it."""
    page.section("Callflows")
    for trigger in evidence.incident.triggers:
        _trigger(page, evidence, trigger)
    if not evidence.incident.triggers:
        page.paragraph("None was triggered.", quiet=True)


def _trigger(page: PdfPage, evidence: Evidence, trigger: Trigger) -> None:
    zone = evidence.zone
    page.paragraph(f"{trigger.confirmed.callflow}, definition {trigger.confirmed.file}", strong=True)
    page.fact("Confirmed", f"{plain.both(trigger.confirmed_at, zone)} by {trigger.operator or 'nobody named'}")
    page.fact("Request SHA-256", trigger.confirmed.request_sha256)
    page.fact("Sent", plain.both(trigger.sent_at, zone, "not sent"))
    page.fact("Outcome", _outcome(trigger.outcome))
    page.fact("Answered", plain.both(trigger.answered_at, zone, "no answer is on record"))
    if trigger.settled is not None:
        verdict = "It started" if trigger.settled.started else "It did not start"
        page.fact("Settled", f"{verdict}, said {trigger.settled_by} {plain.both(trigger.settled_at, zone)}")
        page.fact("Note", trigger.settled.note or "none")
    for line in _reports(evidence.incident, trigger, evidence):
        page.fact("Message", line)


def _reports(incident: Incident, trigger: Trigger, evidence: Evidence) -> collections.abc.Iterator[str]:
    for one in incident.reports:
        if one.trigger == trigger.id:
            proof = "" if one.report.verified else ", signature NOT verified"
            yield f"{plain.both(one.report.at, evidence.zone)}{proof}: {event_text.status_words(one.report.status)}"


def _outcome(outcome: Outcome | None) -> str:
    if outcome is None:
        return "UNKNOWN, no answer is on record"
    said, detail = event_text.outcome_words(outcome)
    return f"{said.removesuffix('.')}. {detail or 'RapidSOS said nothing'}"


SUPPLEMENTAL = "Supplemental, does not replace ALI."
_LONGEST_SOURCE = 60
_NOTATIONS = (Notation.DD, Notation.DDM, Notation.DMS, Notation.UTM, Notation.USNG)


def where(page: PdfPage, evidence: Evidence) -> None:
    """The place, as it was known last."""
    page.section("Where")
    incident = evidence.incident
    newest = incident.sighting
    if newest is None:
        page.paragraph("No location is on record.", quiet=True)
        return
    trail = [one.fix for one in incident.sightings if one.seq < newest.seq]
    facts = description.facts(newest.fix, newest.at, box=incident.box, ecc=incident.ecc, trail=trail)
    page.paragraph(description.sentence(facts), strong=True)
    page.paragraph(f"As it was at {plain.both(newest.at, evidence.zone)}. {SUPPLEMENTAL}", quiet=True)
    page.ln(1)
    for notation in _NOTATIONS:
        shown = coordinates.show(newest.fix.latitude, newest.fix.longitude, notation)
        if shown is not None:
            page.fact(notation.value, shown)
    page.fact("Address as reported", newest.fix.address or "not stated")
    _fixes(page, evidence)


def _fixes(page: PdfPage, evidence: Evidence) -> None:
    page.ln(1)
    rows = []
    for sighting in evidence.incident.sightings:
        fix = sighting.fix
        rows.append(
            (
                str(sighting.seq),
                "not stated" if fix.fixed_at is None else plain.local(fix.fixed_at, evidence.zone),
                plain.utc_clock(sighting.at),
                f"{fix.latitude:.6f}, {fix.longitude:.6f}",
                "not stated" if fix.uncertainty_m is None else f"{fix.uncertainty_m:g} m",
                "not stated" if fix.confidence is None else f"{fix.confidence:.0%}",
                (fix.reported_source or fix.source)[:_LONGEST_SOURCE],
            )
        )
    page.rows(
        ("Event", "Time of the fix", "Learned", "Latitude, longitude", "Radius", "Confidence", "Source"),
        (9, 34, 20, 29, 11, 16, 22),
        rows,
    )


def content(evidence: Evidence) -> bytes:
    """The incident's report as a PDF."""
    page = PdfPage(evidence)
    page.add_page()
    for write in _SECTIONS:
        write(page, evidence)
    return page.finished()


def _head(page: PdfPage, evidence: Evidence) -> None:
    exported = plain.both(evidence.exported_at, evidence.zone)
    page.heading(f"Incident {evidence.incident.number}", f"Report of {exported}. Environment: {evidence.environment}.")
    if evidence.mark is not None:
        page.paragraph(f"{evidence.mark}: nothing in this report was a real call.", strong=True)
    erased = sum(1 for record in evidence.records if event_text.is_erased(record))
    if erased:
        page.paragraph(f"Retention has erased what {erased} of its events said; times and operators stay.", strong=True)


def _who(page: PdfPage, evidence: Evidence) -> None:
    incident, zone = evidence.incident, evidence.zone
    page.section("Who and when")
    page.fact("Phone", event_text.phone(incident.phone))
    page.fact("ECC", incident.ecc or "not stated")
    alert_ids = ", ".join(dict.fromkeys(share.alert_id for share in incident.shares if share.alert_id))
    page.fact("Alert id", alert_ids or "not stated")
    page.fact("Origin", "shared by a telecommunicator" if incident.origin == "share" else "opened by this center")
    page.fact("Opened", plain.both(incident.opened_at, zone))
    page.fact("Acknowledged", plain.both(incident.acknowledged_at, zone, "not acknowledged"))
    page.fact("Operator", incident.owner or "nobody")
    reason = incident.close_reason
    closed = plain.both(incident.closed_at, zone, "open when this report was made")
    page.fact("Closed", closed + (f", {event_text.disposition(reason)} ({reason})" if reason else ""))
    if incident.linked:
        page.fact("Linked incidents", ", ".join(map(str, incident.linked)))
    if incident.on_hold:
        page.fact("Legal hold", "in force: nothing of this incident is erased")


def _delivery(page: PdfPage, evidence: Evidence) -> None:
    zone = evidence.zone
    page.section("Delivery")
    for share in evidence.incident.shares:
        page.paragraph(f"Share {share.share}", strong=True)
        page.fact("Received", plain.both(share.received_at, zone))
        page.fact("Stored", f"{plain.both(share.stored_at, zone)}, {share.stored_at - share.received_at} ms later")
        page.fact("Signature", "verified" if share.verified else "NOT VERIFIED: taken over from quarantine by a person")
        page.fact("Times received", str(share.times))
        for warning in share.warnings:
            page.fact("Warning", warning)
    if not evidence.incident.shares:
        page.paragraph("No share is on record.", quiet=True)


def _known(page: PdfPage, evidence: Evidence) -> None:
    answers = [share.additional_data for share in evidence.incident.shares if share.additional_data]
    page.section("Additional data")
    page.paragraph("Supplied by caller or partner, verify. Fields that a source hides are left out.", quiet=True)
    for answer in answers:
        for source in reader.read_json(answer.untrusted_answer).sources:
            page.ln(1)
            page.paragraph(render.text(source, answer.at))
    if not answers:
        page.paragraph("None is on record.", quiet=True)


def _timeline(page: PdfPage, evidence: Evidence) -> None:
    zone = evidence.zone
    page.section("Timeline")
    rows: list[tuple[str, ...]] = []
    for one in evidence.incident.timeline:
        first, *rest = textwrap.wrap(event_text.describe(one, zone).line, LONGEST_CELL)
        rows.append((str(one.seq), plain.local(one.at, zone), plain.utc_clock(one.at), one.operator or "", first))
        rows += [("", "", "", "", more) for more in rest]
    page.rows(("Event", "Local time", "UTC", "Operator", "What happened"), (9, 34, 20, 15, 63), rows)


def _proof(page: PdfPage, evidence: Evidence) -> None:
    part = evidence.part
    page.section("Proof")
    page.fact("Journal", part.identity.journal)
    page.fact("Head", str(evidence.head))
    page.fact("Chain part", f"events {part.start.seq + 1} to {part.end.seq}")
    page.paragraph(PROVES, quiet=True)


_SECTIONS: typing.Final = (_head, _who, where, _delivery, feeds, _known, triggers, _timeline, _proof)
