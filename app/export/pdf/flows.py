"""What RapidSOS was asked: feeds with their beginnings and ends, callflows with what became of them."""

import collections.abc

from app.domain.callflow.outcome import Accepted, Outcome
from app.domain.callflow.trigger import Trigger
from app.domain.data_share.feed import Feed, Kind
from app.domain.incident.incident import Incident
from app.export import times
from app.export.evidence import Evidence
from app.export.pdf.page import Page

_FEEDS = {Kind.LEI: "LEI (location)", Kind.RAD_E: "RAD-E (additional data)"}


def feeds(page: Page, evidence: Evidence) -> None:
    """Each feed of each share; an end says nothing about the call."""
    page.section("Feeds")
    rows = [
        (share.share, _FEEDS[feed.kind], *_told(feed, evidence))
        for share in evidence.incident.shares
        for feed in (share.lei, share.rad_e)
    ]
    if rows:
        page.rows(("Share", "Feed", "First data", "Last data", "Ended"), (22, 26, 30, 30, 34), rows)
    else:
        page.paragraph("No feed is on record.", quiet=True)


def _told(feed: Feed, evidence: Evidence) -> tuple[str, str, str]:
    first = times.both(feed.first_data_at, evidence.zone, "none")
    last = times.both(feed.last_data_at, evidence.zone, "none")
    if feed.ending is None:
        return first, last, "not ended"
    return first, last, f"{times.both(feed.ended_at, evidence.zone)}: {feed.ending.value.replace('_', ' ')}"


def triggers(page: Page, evidence: Evidence) -> None:
    """Each callflow that was confirmed, and what is known to have become of it."""
    page.section("Callflows")
    for trigger in evidence.incident.triggers:
        _trigger(page, evidence, trigger)
    if not evidence.incident.triggers:
        page.paragraph("None was triggered.", quiet=True)


def _trigger(page: Page, evidence: Evidence, trigger: Trigger) -> None:
    zone = evidence.zone
    page.paragraph(f"{trigger.confirmed.callflow}, definition {trigger.confirmed.file}", strong=True)
    page.fact("Confirmed", f"{times.both(trigger.confirmed_at, zone)} by {trigger.operator or 'nobody named'}")
    page.fact("Request SHA-256", trigger.confirmed.request_sha256)
    page.fact("Sent", times.both(trigger.sent_at, zone, "not sent"))
    page.fact("Outcome", _outcome(trigger.outcome))
    page.fact("Answered", times.both(trigger.answered_at, zone, "no answer is on record"))
    if trigger.settled is not None:
        verdict = "It started" if trigger.settled.started else "It did not start"
        page.fact("Settled", f"{verdict}, said {trigger.settled_by} {times.both(trigger.settled_at, zone)}")
        page.fact("Note", trigger.settled.note or "none")
    for line in _reports(evidence.incident, trigger, evidence):
        page.fact("Message", line)


def _reports(incident: Incident, trigger: Trigger, evidence: Evidence) -> collections.abc.Iterator[str]:
    for one in incident.reports:
        if one.trigger == trigger.id:
            status, proof = one.report.status, "" if one.report.verified else ", signature not verified"
            said = f"{status.untrusted_verb} {status.untrusted_message}".strip()
            yield f"{times.both(one.report.at, evidence.zone)}{proof}: {said}"


def _outcome(outcome: Outcome | None) -> str:
    if outcome is None:
        return "outcome unknown"
    if isinstance(outcome, Accepted):
        return f"accepted by RapidSOS, id {outcome.alert_id or 'not stated'}: {outcome.untrusted_message}"
    name = type(outcome).__name__.lower()
    return f"{name} ({outcome.why.value.replace('_', ' ')}): {outcome.untrusted_said or 'no words'}"
