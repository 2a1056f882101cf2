"""The pretend sources of additional data, one file each; every schema keyword is a HOUSE guess.

See docs/contract.md#5.5.
"""

from collections.abc import Callable

from app.simulator import hostile
from app.simulator.scenario.shapes import SourceName
from app.simulator.sources import (
    brand_new_source,
    cove,
    emergency_health_profile,
    medicalert,
    nine11inform,
    nine11secure,
    siriusxm,
    uber,
)
from app.simulator.sources.moment import Moment, Part

__all__ = ["Moment", "part"]

_MADE_BY: dict[SourceName, Callable[[Moment], Part]] = {
    "911inform": nine11inform.part,
    "911secure": nine11secure.part,
    "brand_new_source": brand_new_source.part,
    "cove": cove.part,
    "emergency_health_profile": emergency_health_profile.part,
    "medicalert": medicalert.part,
    "siriusxm": siriusxm.part,
    "uber": uber.part,
}


def part(name: SourceName, moment: Moment) -> object:
    """What that source knows at that moment; a hostile call's texts are attacks, schemas stay as they are."""
    known = _MADE_BY[name](moment)
    if moment.since_share_s < moment.call.plan.rad_e.data_after_s:
        # Fields that describe themselves have no schema to send alone.
        return known | {"data": {}} if "data" in known else {}
    if not moment.call.plan.hostile:
        return known
    if "data" not in known:
        return hostile.spoil_values(known)
    return known | {"data": hostile.spoil(known["data"]), "display_name": hostile.text(len(name))}
