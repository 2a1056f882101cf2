"""Whether a caller moves: the newest fix against one of about two minutes before, never more than the radii allow."""

import collections.abc

import msgspec

from app.domain.location.course import Course, course
from app.domain.location.fix import Fix

LOOK_BACK_MS = 120_000


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """What lies between two fixes, how much time (ms), and whether it is more than their radii can explain."""

    course: Course
    over_ms: int
    beyond_radius: bool


def movement(fixes: collections.abc.Iterable[Fix]) -> Movement | None:
    """From the oldest fix of the last two minutes to the newest, or from the one before; None with fewer than two.

    Only fixes with a time of their own count, since only those can be put in order.
    """
    timed = sorted(((fix.fixed_at, fix) for fix in fixes if fix.fixed_at is not None), key=lambda pair: pair[0])
    if len(timed) < 2 or timed[0][0] == timed[-1][0]:  # noqa: PLR2004
        return None
    newest_at, newest = timed[-1]
    recent = [pair for pair in timed if newest_at - LOOK_BACK_MS <= pair[0] < newest_at]
    before_at, before = recent[0] if recent else next(pair for pair in reversed(timed) if pair[0] < newest_at)
    way = course((before.latitude, before.longitude), (newest.latitude, newest.longitude))
    blur = max(before.uncertainty_m or 0.0, newest.uncertainty_m or 0.0)
    return Movement(course=way, over_ms=newest_at - before_at, beyond_radius=way.metres > blur)
