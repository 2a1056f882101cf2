"""That an incident left this center as a file is recorded like everything else."""

import re

from app.domain.incident.commands import RecordExport, Refused
from app.domain.incident.events import IncidentExported
from app.domain.incident.incident import Incident
from app.domain.incident.record import Draft

LONGEST_FORM = 20
_DIGEST = re.compile(r"[0-9a-f]{64}")


def decide(wish: RecordExport, operator: str | None, incident: Incident | None) -> Draft | Refused:
    """The event that makes the wish true, or the refusal; ``operator`` is None for a command of this computer."""
    if incident is None:
        return Refused(refused=f"There is no incident {wish.incident} in this journal.")
    if not wish.form.isalnum() or len(wish.form) > LONGEST_FORM or not _DIGEST.fullmatch(wish.sha256):
        return Refused(refused="An export has a form and a SHA-256. Nothing was recorded.")
    event = IncidentExported(form=wish.form, sha256=wish.sha256)
    return Draft(event=event, incident=incident.number, operator=operator, command_id=wish.id)
