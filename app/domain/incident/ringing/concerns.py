"""Why an open incident is P2, since when, and whether a person has dealt with it since (docs/operator.md#e3)."""

import enum

from app.domain.data_share.availability import NOMINAL_MS, at
from app.domain.data_share.feed import Ending, Feed
from app.domain.incident.incident import Incident, Sighting
from app.domain.location.fix import distance_m

EXPIRING_MS = 120_000
"""So little nominal time left is worth a warning (docs/operator.md#e3)."""
JUMP_RADII = 2
FASTEST_MPS = 70.0
"""A caller in a fast car moves; what radii and this speed can't explain is a jump."""
JUMP_SHOWN_MS = 60_000
"""A jump is news for this long after it was learned; then it is history."""
_STOPPED = (Ending.ACCESS_ENDED, Ending.NO_DATA)
"""Endings that come from RapidSOS unasked; a refusal from the start or our own act is none of them."""


class Concern(enum.Enum):
    """Why an open incident is P2, the most pressing first (docs/operator.md#e3)."""

    HANDED_OVER = "handed_over"
    """Its operator gave it back to the floor, and nobody has taken it."""
    HOLD_ENDED = "hold_ended"
    """Its hold is over and nobody has released it."""

    RAD_E_NEVER_FETCHED = "rad_e_never_fetched"
    """Less than 2:00 of the nominal ten minutes are left, or none, and RAD-E has not answered once."""
    STOPPED_EARLY = "stopped_early"
    """RapidSOS stopped answering before the nominal close, which has not come yet."""
    FIX_JUMPED = "fix_jumped"
    """The newest fix lies further from the one before than twice the larger radius, and a fast car, can explain."""


def concerns(incident: Incident, now: int) -> tuple[Concern, ...]:
    """All that is worrying about an open incident at ``now``; nothing about a closed one."""
    if not incident.is_open:
        return ()
    ended = (Concern.HOLD_ENDED,) if incident.held_until is not None and now >= incident.held_until else ()
    floor = (Concern.HANDED_OVER,) if incident.handed_over_by is not None else ()
    return (*floor, *ended, *_share_concerns(incident, now))


def began(incident: Incident, concern: Concern) -> int:
    """Since when a concern that an incident has is there, UTC ms."""
    share = incident.newest_share
    if concern is Concern.HANDED_OVER and incident.handed_over_at is not None:
        return incident.handed_over_at
    if concern is Concern.HOLD_ENDED and incident.held_until is not None:
        return incident.held_until
    if concern is Concern.FIX_JUMPED:
        return incident.trail[-1].at
    if share is None:
        return incident.opened_at
    if concern is Concern.RAD_E_NEVER_FETCHED:
        return share.rad_e.received_at + NOMINAL_MS - EXPIRING_MS
    ends = [feed.ended_at for feed in (share.lei, share.rad_e) if feed.ending in _STOPPED and feed.ended_at is not None]
    return max(ends, default=share.received_at)


def unhandled(incident: Incident, now: int) -> tuple[tuple[Concern, int], ...]:
    """Concerns at ``now``, each with its beginning, since which no person has done anything about the incident.

    What lies on the floor is unhandled until somebody has it: a note of one who passes by is no owner.
    """
    found = [(concern, began(incident, concern)) for concern in concerns(incident, now)]
    if not found:
        return ()
    touched = max((record.at for record in incident.timeline if record.operator), default=0)
    return tuple((one, since) for one, since in found if touched < since or one is Concern.HANDED_OVER)


def _share_concerns(incident: Incident, now: int) -> tuple[Concern, ...]:
    share = incident.newest_share
    if share is None:
        return ()
    found = {
        Concern.RAD_E_NEVER_FETCHED: _never_fetched(share.rad_e, now),
        Concern.STOPPED_EARLY: _stopped_early(share.lei, now) or _stopped_early(share.rad_e, now),
        Concern.FIX_JUMPED: _jumped(incident, now),
    }
    return tuple(concern for concern, worries in found.items() if worries)


def _never_fetched(feed: Feed, now: int) -> bool:
    return feed.ending is None and feed.answered_at is None and at(feed, now).nominal_left_ms < EXPIRING_MS


def _stopped_early(feed: Feed, now: int) -> bool:
    return feed.ending in _STOPPED and at(feed, now).ended_early and now - feed.received_at < NOMINAL_MS


def _jumped(incident: Incident, now: int) -> bool:
    if len(incident.trail) < 2:  # noqa: PLR2004 a jump has two ends
        return False
    before, newest = incident.trail[-2:]
    radii = [fix.uncertainty_m for fix in (before.fix, newest.fix) if fix.uncertainty_m is not None]
    if now - newest.at >= JUMP_SHOWN_MS or not radii:
        return False
    ends = [(fix.latitude, fix.longitude) for fix in (before.fix, newest.fix)]
    reach = FASTEST_MPS * _apart_ms(before, newest) / 1000
    return distance_m(*ends) > JUMP_RADII * max(radii) + reach


def _apart_ms(before: Sighting, newest: Sighting) -> int:
    """Time between two fixes by their own clocks, else between learning of them."""
    if before.fix.fixed_at is None or newest.fix.fixed_at is None:
        return max(newest.at - before.at, 0)
    return newest.fix.fixed_at - before.fix.fixed_at
