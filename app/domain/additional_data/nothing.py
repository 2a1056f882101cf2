"""Five kinds of "nothing", which must never look alike (docs/contract.md#5.1, #8; docs/screens.md#4.4)."""

import enum

from app.domain.data_share.feed import Ending, Feed


class Nothing(enum.Enum):
    """Why there is no additional data to show."""

    NOT_YET = "not_yet"
    """Asked, or about to be, and no answer came so far."""
    EMPTY = "empty"
    """RapidSOS answered: nothing on file for this number at that time."""
    FAILED = "failed"
    """RapidSOS can't be reached or can't answer; it is asked again."""
    NOT_PERMITTED = "not_permitted"
    """Not enabled at this ECC, or not approved for this center; it is not asked again."""
    ENDED = "ended"
    """The feed ended before any data came."""


NEVER_INCLUDED = "Apple Medical ID"
"""Never comes with a shared call, whatever the caller entered: its absence says nothing (docs/contract.md#5.1)."""


def why(feed: Feed) -> Nothing | None:
    """Why a RAD-E feed has no data, or None if it has some."""
    if feed.first_data_at is not None:
        return None
    if feed.ending is Ending.NOT_PERMITTED:
        return Nothing.NOT_PERMITTED
    if feed.ending is not None:
        return Nothing.ENDED
    if feed.failing_since is not None:
        return Nothing.FAILED
    return Nothing.NOT_YET if feed.answered_at is None else Nothing.EMPTY
