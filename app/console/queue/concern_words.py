"""Why a row stands out, in the fewest words: the reason before the ECC (docs/screens.md#3)."""

from PySide6.QtCore import QCoreApplication

from app.domain.incident.incident import Incident
from app.domain.incident.ringing.concerns import Concern, concerns

translate = QCoreApplication.translate


def reason(incident: Incident, now: int) -> str:
    """The most pressing reason at ``now``; an unknown trigger and an unverified signature come before all others."""
    if incident.unknown_triggers:
        return translate("Row", "Trigger UNKNOWN")
    share = incident.newest_share
    if share is not None and not share.verified:
        return translate("Row", "Signature not verified")
    found = concerns(incident, now)
    return concern_words(found[0]) if found else ""


def concern_words(concern: Concern) -> str:
    """One concern as a row says it."""
    return {
        Concern.HANDED_OVER: translate("Row", "Handed over, nobody has it"),
        Concern.HOLD_ENDED: translate("Row", "Hold ended"),
        Concern.RAD_E_NEVER_FETCHED: translate("Row", "RAD-E never fetched"),
        Concern.STOPPED_EARLY: translate("Row", "Source stopped early"),
        Concern.FIX_JUMPED: translate("Row", "Fix jumped"),
    }[concern]
