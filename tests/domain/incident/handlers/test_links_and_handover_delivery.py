"""Stamps of consoles: the first of each kind for a ring counts, and none of them is anybody's act."""

import pytest

from app.domain.incident.commands import DeliveryMark, MarkHeard, MarkShown, Refused
from app.domain.incident.events import IncidentHeard, IncidentShown, ShareRepeated
from app.domain.incident.handlers.links_and_handover import MOST_MARKS
from app.domain.incident.model import DeliveryState
from tests.domain.incident.handlers.deciding import decided
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_projection import folded

NOW = T0 + 9_000


def shown(through: int = 1, at: int = T0 + 1_500, incident: int = 1001) -> MarkShown:
    return MarkShown(id="c", marks=(DeliveryMark(incident=incident, through=through, at=at),))


HEARD = MarkHeard(id="c", marks=(DeliveryMark(incident=1001, through=1, at=T0 + 2_000),), device="Speaker")


def journal() -> Journal:
    made = Journal()
    made.add(share())
    return made


def stamped(made: Journal, command: MarkShown | MarkHeard) -> None:
    outcome = decided(command, folded(made), now=NOW)
    assert not isinstance(outcome, Refused)
    for draft in outcome:
        assert (draft.operator, draft.command_id) == (None, None)
        made.add_draft(draft)


def test_a_ring_is_stamped_once_for_each_kind() -> None:
    made = journal()
    stamped(made, shown())
    stamped(made, HEARD)
    incident = folded(made).incidents[1001]
    assert incident.shown == (DeliveryState(through=1, at=T0 + 1_500, console="ANNA"),)
    assert incident.heard == (DeliveryState(through=1, at=T0 + 2_000, console="ANNA", device="Speaker"),)
    for command in (shown(), HEARD):
        assert isinstance(decided(command, folded(made), "BEN", now=NOW), Refused)


def test_a_ring_after_that_is_stamped_anew() -> None:
    made = journal()
    stamped(made, shown())
    again = share()
    made.add(ShareRepeated(share=again.share, request_sha256=again.request_sha256, received_at=T0, quiet=False))
    stamped(made, shown(through=3))
    assert [one.through for one in folded(made).incidents[1001].shown] == [1, 3]


def test_a_console_whose_clock_is_ahead_stamps_now() -> None:
    outcome = decided(shown(at=NOW + 5), folded(journal()), now=NOW)
    assert not isinstance(outcome, Refused)
    assert outcome[0].event == IncidentShown(through=1, shown_at=NOW, console="ANNA")
    long = MarkHeard(id="c", marks=HEARD.marks, device="x" * 500)
    outcome = decided(long, folded(journal()), now=NOW)
    assert not isinstance(outcome, Refused)
    assert isinstance(outcome[0].event, IncidentHeard)
    assert len(outcome[0].event.device) == 120


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (shown(incident=7), "Nothing of this is new"),
        (shown(through=9), "Nothing of this is new"),
        (MarkShown(id="c", marks=()), "Nothing of this is new"),
        (MarkShown(id="c", marks=shown().marks * (MOST_MARKS + 1)), "at most 100"),
    ],
)
def test_what_is_nothing_new_is_refused(command: MarkShown, said: str) -> None:
    outcome = decided(command, folded(journal()), now=NOW)
    assert isinstance(outcome, Refused)
    assert said in outcome.refused
