"""What a search found, in words."""

import datetime as dt

import msgspec

from app.console.look.plain_text import one_line
from app.console.times import local, zone_name
from app.domain.location.phone import masked
from app.domain.search.found import Stored
from app.domain.search.saying import Why


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A closed incident as the list shows it; every text is safe to paint."""

    number: int
    phone: str
    when: str
    day: str
    """The same without the time, for narrow rows."""
    state: str
    words: str

    @property
    def spoken(self) -> str:
        """The row as a screen reader tells it."""
        return ", ".join(part for part in (str(self.number), self.phone, self.when, self.state, self.words) if part)


def line(found: Stored, zone: dt.tzinfo | None, disposition: str) -> Line:
    """The row of one incident; ``disposition`` is its reason in words, empty when there is none to be read."""
    reason = disposition or "closed"
    parts = (reason, found.owner, found.ecc or "ECC not stated")
    return Line(
        number=found.number,
        phone=masked(found.phone) if found.phone else "no number",
        when=moment(found.opened_at, zone),
        day=day(found.opened_at, zone),
        state=" · ".join(one_line(part) for part in parts if part),
        words=_because(found),
    )


def moment(at: int, zone: dt.tzinfo | None) -> str:
    """``3 Nov 2026 14:05 CST``: a closed incident may be of any year."""
    return f"{day(at, zone)} {local(at, zone):%H:%M} {zone_name(at, zone)}"


def day(at: int, zone: dt.tzinfo | None) -> str:
    """``3 Nov 2026``, as the center's calendar has it."""
    then = local(at, zone)
    return f"{then.day} {then:%b %Y}"


def head(count: int, back_to: int | None, zone: dt.tzinfo | None, *, going_on: bool, whole: bool) -> str:
    """How many were found, and how far back that is true."""
    found = f"{count} closed"
    if whole:
        return found
    back = f"back to {day(back_to, zone)}" if back_to else ""
    state = "searching…" if going_on else ""
    return ", ".join(part for part in (found, back, state) if part)


def _because(found: Stored) -> str:
    """What answered, when the row itself does not show it."""
    match found.why:
        case Why.NOTE:
            return f"Note: {one_line(found.words)}"
        case Why.PLACE:
            return "The caller was seen there"
        case _:
            return ""
