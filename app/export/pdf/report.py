"""The incident report, section by section: who, where, when, what was asked and answered, what was done."""

import textwrap
import typing

from app.domain.additional_data import copied, display
from app.export import times, words
from app.export.evidence import Evidence
from app.export.manifest import PROVES
from app.export.pdf import flows, places
from app.export.pdf.page import LONGEST_CELL, Page


def content(evidence: Evidence) -> bytes:
    """The PDF."""
    page = Page(evidence)
    page.add_page()
    try:
        for write in _SECTIONS:
            write(page, evidence)
        return bytes(page.output() or b"")
    finally:
        page.close_fonts()


def _head(page: Page, evidence: Evidence) -> None:
    exported = times.both(evidence.exported_at, evidence.zone)
    page.heading(f"Incident {evidence.incident.number}", f"Report of {exported}. Environment: {evidence.environment}.")
    if evidence.mark is not None:
        page.paragraph(f"{evidence.mark}: nothing in this report was a real call.", strong=True)
    erased = sum(1 for record in evidence.records if words.is_erased(record))
    if erased:
        page.paragraph(f"Retention has erased what {erased} of its events said; times and operators stay.", strong=True)


def _who(page: Page, evidence: Evidence) -> None:
    incident, zone = evidence.incident, evidence.zone
    page.section("Who and when")
    page.fact("Phone", words.phone(incident.phone))
    page.fact("ECC", incident.ecc or "not stated")
    alert_ids = ", ".join(dict.fromkeys(share.alert_id for share in incident.shares if share.alert_id))
    page.fact("Alert id", alert_ids or "not stated")
    page.fact("Origin", "shared by a telecommunicator" if incident.origin == "share" else "opened by this center")
    page.fact("Opened", times.both(incident.opened_at, zone))
    page.fact("Acknowledged", times.both(incident.acknowledged_at, zone, "not acknowledged"))
    page.fact("Operator", incident.owner or "nobody")
    closed = times.both(incident.closed_at, zone, "open when this report was made")
    page.fact("Closed", closed + (f", {incident.close_reason}" if incident.close_reason else ""))
    if incident.linked:
        page.fact("Linked incidents", ", ".join(map(str, incident.linked)))
    if incident.on_hold:
        page.fact("Legal hold", "in force: nothing of this incident is erased")


def _delivery(page: Page, evidence: Evidence) -> None:
    zone = evidence.zone
    page.section("Delivery")
    for share in evidence.incident.shares:
        page.paragraph(f"Share {share.share}", strong=True)
        page.fact("Received", times.both(share.received_at, zone))
        page.fact("Stored", f"{times.both(share.stored_at, zone)}, {share.stored_at - share.received_at} ms later")
        page.fact("Signature", "verified" if share.verified else "NOT VERIFIED: taken over from quarantine by a person")
        page.fact("Times received", str(share.times))
        for warning in share.warnings:
            page.fact("Warning", warning)
    if not evidence.incident.shares:
        page.paragraph("No share is on record.", quiet=True)


def _known(page: Page, evidence: Evidence) -> None:
    answers = [share.additional_data for share in evidence.incident.shares if share.additional_data]
    page.section("Additional data")
    page.paragraph("Supplied by caller or partner, verify. Fields that a source hides are left out.", quiet=True)
    for answer in answers:
        for source in display.read_json(answer.untrusted_answer).sources:
            page.ln(1)
            page.paragraph(copied.text(source, answer.at))
    if not answers:
        page.paragraph("None is on record.", quiet=True)


def _timeline(page: Page, evidence: Evidence) -> None:
    zone = evidence.zone
    page.section("Timeline")
    rows: list[tuple[str, ...]] = []
    for one in evidence.incident.timeline:
        first, *rest = textwrap.wrap(words.sentence(one.event), LONGEST_CELL)
        rows.append((str(one.seq), times.local(one.at, zone), times.utc_clock(one.at), one.operator or "", first))
        rows += [("", "", "", "", more) for more in rest]
    page.rows(("Event", "Local time", "UTC", "Operator", "What happened"), (9, 34, 20, 15, 63), rows)


def _proof(page: Page, evidence: Evidence) -> None:
    part = evidence.part
    page.section("Proof")
    page.fact("Journal", part.identity.journal)
    page.fact("Head", str(evidence.head))
    page.fact("Chain part", f"events {part.start.seq + 1} to {part.end.seq}")
    page.paragraph(PROVES, quiet=True)


_SECTIONS: typing.Final = (_head, _who, places.where, _delivery, flows.feeds, _known, flows.triggers, _timeline, _proof)
