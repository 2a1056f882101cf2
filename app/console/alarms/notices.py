"""What the station tells of itself, one thing at a time: what it means, the fact, what to do (docs/screens.md#4.6)."""

import datetime as dt

import msgspec

from app.console.look.plain_text import one_line
from app.console.times import both, clock, local, zone_name
from app.console.watch import Watch
from app.domain.incident.events import BodyQuarantined, GapFound, JournalSetAside, PathLost
from app.domain.incident.pulse import Lamp
from app.domain.incident.record import Recorded
from app.domain.incident.ringing.alarms import Priority, of_the_station


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One thing for the alarm bar; ``notice`` is the seq to say "seen" of, None when it is of another kind."""

    headline: str
    fact: str
    verb: str
    urgent: bool
    notice: int | None
    lamp: bool = False
    """It is a lamp's, which is seen at this console only. Without either the quarantine is to be opened."""


def first_notice(watch: Watch, zone: dt.tzinfo | None) -> Notice | None:
    """The most urgent thing that nobody has seen, what lamps tell last; None when there is none."""
    alarm = of_the_station(watch.book, watch.now(), watch.raise_ms)
    if alarm is None:
        return _of_a_lamp(watch.lamp_alarms.first())
    if alarm.notice is None:
        return _quarantined(watch.book.quarantine_rings)
    headline, fact = _words(watch.book.notices[alarm.notice], zone)
    return Notice(
        headline=headline,
        fact=fact,
        verb="I have seen it",
        urgent=alarm.priority is Priority.P1,
        notice=alarm.notice,
    )


def _of_a_lamp(lamp: Lamp | None) -> Notice | None:
    if lamp is None:
        return None
    headlines = {
        "signature": "SIGNATURES ARE WRONG. Shares may be refused.",
        "credentials": "NO TOKEN FROM RAPIDSOS. Callflows may not start.",
    }
    return Notice(
        headline=headlines[lamp.name],
        fact=f"{one_line(lamp.evidence)} {one_line(lamp.next_step)}".strip(),
        verb="I have seen it",
        urgent=False,
        notice=None,
        lamp=True,
    )


def _quarantined(rings: tuple[Recorded, ...]) -> Notice:
    event = rings[0].event
    problem = one_line(event.problem) if isinstance(event, BodyQuarantined) else ""
    fact = (
        "{count} signed by RapidSOS could not be read ({problem}). A telecommunicator shared a call. Look at it, and "
        "take it over by hand."
    )
    return Notice(
        headline="REFUSED, BUT FROM RAPIDSOS. A share may be in quarantine.",
        fact=fact.replace("{count}", str(len(rings))).replace("{problem}", problem),
        verb="Open the quarantine",
        urgent=True,
        notice=None,
    )


def _words(record: Recorded, zone: dt.tzinfo | None) -> tuple[str, str]:
    match record.event:
        case GapFound() as gap:
            headline = "Not receiving {since} to {until}. A share sent then did not arrive."
            fact = "{cause} Ask your ECCs whether they shared a call in that time."
            same_day = local(gap.since, zone).date() == local(gap.until, zone).date()
            since = clock(gap.since, zone) if same_day else f"{local(gap.since, zone):%d %b %H:%M:%S}"
            until = f"{clock(gap.until, zone)} {zone_name(gap.until, zone)}"
            return headline.format(since=since, until=until), fact.replace("{cause}", one_line(gap.cause))
        case PathLost() as lost:
            fact = (
                "{address}: {problem}. The last self-test that came back arrived at {when}. Phone your ECCs; look at "
                "the tunnel or proxy."
            )
            fact = fact.replace("{when}", both(lost.proven_at, zone)).replace("{problem}", one_line(lost.problem))
            headline = "PUBLIC PATH DOWN. New shares may not reach this center."
            return headline, fact.replace("{address}", one_line(lost.address))
        case JournalSetAside() as aside:
            fact = (
                "It was damaged and lies untouched beside the new one as {file}. Older incidents are not shown. Call "
                "your administrator; back both up."
            )
            headline = "JOURNAL SET ASIDE. A fresh one was begun."
            return headline, fact.replace("{file}", one_line(aside.file))
        case _:
            fact = "Its file was gone from the data directory. Call your administrator."
            return "JOURNAL MISSING. A fresh one was begun.", fact
