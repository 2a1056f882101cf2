"""What a call for help says, and how one is made: numbers of incidents, no phone, no name.

See docs/design.md#nobody-watching.
"""

import os
import typing

import msgspec

_OURS = ("WATCHFLOOR_", "CREDENTIALS_DIRECTORY")


class Summons(msgspec.Struct, frozen=True, kw_only=True):
    """What needs somebody; times are UTC ms."""

    unwatched_since: int | None
    """None: somebody watches, and does not answer."""
    unanswered_since: int
    """When the oldest of it began to ring."""
    incidents: tuple[int, ...]
    alarms: int
    """All that rings, what belongs to no incident included."""
    test: bool = False
    """Whether somebody only tries out that a call comes through."""


class Way(typing.Protocol):
    """One way to call somebody."""

    @property
    def name(self) -> str:
        """``console``, ``command`` or ``url``."""

    async def call(self, summons: Summons) -> str:
        """Call within a limited time; returns what went wrong, without secrets, or nothing."""


def environment() -> dict[str, str]:
    """This process's environment without our own settings and secrets."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith(_OURS)}
