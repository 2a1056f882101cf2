"""Why a row stands out, in the fewest words: the reason before the ECC (docs/screens.md#3)."""

from app.domain.incident.incident import Incident
from app.domain.incident.ringing.concerns import Concern, concerns


def reason(incident: Incident, now: int) -> str:
    """The most pressing reason at ``now``; an unknown trigger and an unverified signature come before all others."""
    if incident.unknown_triggers:
        return "Trigger UNKNOWN"
    share = incident.newest_share
    if share is not None and not share.verified:
        return "Signature not verified"
    found = concerns(incident, now)
    return concern_words(found[0]) if found else ""


def concern_words(concern: Concern) -> str:
    """One concern as a row says it."""
    return {
        Concern.HANDED_OVER: "Handed over, nobody has it",
        Concern.HOLD_ENDED: "Hold ended",
        Concern.RAD_E_NEVER_FETCHED: "RAD-E never fetched",
        Concern.STOPPED_EARLY: "Source stopped early",
        Concern.FIX_JUMPED: "Fix jumped",
    }[concern]
