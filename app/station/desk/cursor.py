"""Where a console stands in the journal: ``open``, a page within the open events, or a plain seq (``pulse.Events``)."""

import re

import msgspec

_OPEN = re.compile(r"open:([0-9]{1,18}):([0-9]{1,18})")
_SEQ = re.compile(r"[0-9]{1,18}")


class Cursor(msgspec.Struct, frozen=True):
    """Go on after ``seq``; with a ``snapshot``, among the events up to it that still matter."""

    seq: int
    snapshot: int | None = None

    def __str__(self) -> str:
        """As it stands in an address."""
        return str(self.seq) if self.snapshot is None else f"open:{self.seq}:{self.snapshot}"


def read(untrusted: str, last_seq: int) -> Cursor | None:
    """The cursor of an ``after``; ``open`` begins a snapshot of the journal as it is now. None if it is none."""
    if untrusted == "open":
        return Cursor(0, last_seq)
    if found := _OPEN.fullmatch(untrusted):
        return Cursor(int(found[1]), int(found[2]))
    return Cursor(int(untrusted)) if _SEQ.fullmatch(untrusted) else None
