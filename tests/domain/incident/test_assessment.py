"""What is kept of a look must be what a fresh look would find, whatever happens and however time goes."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.data_share.feed import NOMINAL_MS, Ending, FeedKind
from app.domain.incident import alarms
from app.domain.incident.alarm_sound import alarm_rate
from app.domain.incident.alarms import Alarm, Priority
from app.domain.incident.assessment import Assessments
from app.domain.incident.correlation import share_id
from app.domain.incident.events import (
    Acknowledged,
    AdditionalDataReceived,
    AnyEvent,
    FeedEnded,
    GapFound,
    IncidentClosed,
    IncidentHeld,
    IncidentOpened,
    IncidentReleased,
    LocationFixed,
    NoteAdded,
)
from app.domain.incident.projection import IncidentProjection
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_projection import folded, quarantined

SPAN = 2 * NOMINAL_MS
DIGESTS = {number: f"{number:x}".rjust(64, "a") for number in (1001, 1002, 1003)}


def an_event(kind: int, number: int, at: int, seq: int) -> AnyEvent:
    """One thing that may happen to an incident at a time."""
    of = share_id(DIGESTS[number])
    return (
        share(DIGESTS[number], received_at=at),
        Acknowledged(through=seq),
        AdditionalDataReceived(share=of, untrusted_answer="{}"),
        FeedEnded(share=of, feed=FeedKind.LEI, reason=Ending.ACCESS_ENDED),
        LocationFixed(latitude=39.0 + at % 7, longitude=-89.0, source="lei", share=of, uncertainty_m=10.0),
        IncidentHeld(until=at + 90_000),
        IncidentReleased(),
        NoteAdded(text="seen"),
        IncidentClosed(reason="other", text="over"),
    )[kind]


def as_kept(kept: Assessments, operator: str) -> tuple[list[Alarm], int, int | None, list[int]]:
    """The answers of what is kept."""
    ordered = [one.incident.number for one in sorted(kept.open.values(), key=lambda one: one.order)]
    return kept.unanswered(), kept.rate(), kept.next_to_answer(operator), ordered


def as_found(
    book: IncidentProjection, now: int, operator: str, raise_ms: int
) -> tuple[list[Alarm], int, int | None, list[int]]:
    """The same answers by the rules themselves."""
    found = alarms.unanswered(book, now, raise_ms)
    ordered = sorted(book.open_incidents, key=lambda one: (alarms.queue_order(one, now, raise_ms), one.number))
    first = alarms.next_to_answer(book, now, operator, raise_ms)
    return found, alarm_rate(book, found, now), first, [one.number for one in ordered]


STEPS = st.lists(
    st.tuples(
        st.integers(0, 8), st.sampled_from(sorted(DIGESTS)), st.integers(-5, SPAN // 4), st.sampled_from([None, "ANNA"])
    ),
    max_size=12,
)


@given(STEPS, st.sampled_from([0, 60_000, alarms.RAISE_MS]))
def test_what_is_kept_is_what_a_fresh_look_finds(steps: list[tuple[int, int, int, str | None]], raise_ms: int) -> None:
    journal, book, kept, now = Journal(), IncidentProjection(), Assessments(), T0
    for kind, number, passed, operator in steps:
        now += passed
        event = an_event(kind, number, now, len(journal.records))
        book.apply(journal.add(event, incident=number, operator=operator, at=now))
        kept.look(book, now, raise_ms)
        assert as_kept(kept, "ANNA") == as_found(book, now, "ANNA", raise_ms)


def test_every_millisecond_at_which_time_alone_changes_something_is_noticed() -> None:
    journal = Journal()
    journal.add(share(DIGESTS[1001], received_at=T0), at=T0)
    journal.add(Acknowledged(through=1), operator="ANNA", at=T0)
    journal.add(IncidentHeld(until=T0 + 300_000), operator="ANNA", at=T0)
    journal.add(IncidentOpened(phone=None), incident=1002, operator="BEN", at=T0)
    book, kept = folded(journal), Assessments()
    moments = (0, 300_000, 480_000, 600_000, 660_000, 900_000, 1_080_000, 1_260_000)
    times = [T0 + one + beside for one in moments for beside in (-1, 0, 1, 2)]
    for now in [*times, *reversed(times)]:
        kept.look(book, now)
        assert as_kept(kept, "ANNA") == as_found(book, now, "ANNA", alarms.RAISE_MS), now - T0


def test_what_stays_so_stays_the_same_object() -> None:
    journal = Journal()
    journal.add(share(DIGESTS[1001], received_at=T0), at=T0)
    journal.add(share(DIGESTS[1002], received_at=T0), incident=1002, at=T0)
    book, kept = folded(journal), Assessments()
    kept.look(book, T0)
    first, second = kept.open[1001], kept.open[1002]
    book.apply(journal.add(Acknowledged(through=1), operator="ANNA", at=T0 + 1))
    kept.look(book, T0 + 1)
    assert kept.open[1002] is second
    assert kept.open[1001] is not first
    assert kept.open[1001].priority is Priority.P3


def test_what_the_station_tells_of_itself_counts_too() -> None:
    journal = Journal()
    journal.add(quarantined(rings=True), incident=None, at=T0)
    journal.add(GapFound(since=T0 - 60_000, until=T0, cause="restart"), incident=None, at=T0)
    book, kept = folded(journal), Assessments()
    for now in (T0, T0 + alarms.RAISE_MS, T0 + SPAN):
        kept.look(book, now)
        assert as_kept(kept, "ANNA") == as_found(book, now, "ANNA", alarms.RAISE_MS)


def test_an_incident_that_left_memory_is_forgotten() -> None:
    journal = Journal()
    journal.add(share(DIGESTS[1001], received_at=T0), at=T0)
    book, kept = folded(journal), Assessments()
    kept.look(book, T0)
    book.forget(1001)
    kept.look(book, T0)
    assert as_kept(kept, "ANNA") == ([], 0, None, [])
