"""The handover sheet: what of the incidents and of the station stands on it."""

import msgspec

from app.domain.checklist import Checklist, ChecklistStep
from app.domain.data_share.feed import Ending, FeedKind
from app.domain.handover import Seat, ShiftFacts, make_sheet
from app.domain.incident.envelope import Record
from app.domain.incident.events import (
    Acknowledged,
    ChecklistsAdopted,
    FeedEnded,
    GapFound,
    HandedOver,
    IncidentHeld,
    IncidentOpened,
)
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_projection import folded

SEAT = Seat(operator="ANNA", environment="simulator", lamps=(), silent_ms=0)
GAP = GapFound(since=T0, until=T0 + 5000, cause="The station was stopped.")
GAP_RECORD = Record(seq=9, at=T0 + 5000, kind="GapFound", version=1, body=msgspec.Raw(msgspec.json.encode(GAP)))
FACTS = ShiftFacts(head="9:00", shift_began=T0, happened=(GAP_RECORD,), quarantined=3)


def test_everything_open_stands_on_it_with_its_owner_hold_and_end() -> None:
    journal = Journal()
    steps = (ChecklistStep(id="a", words="A"),)
    journal.add(ChecklistsAdopted(checklists=(Checklist(name="L", steps=steps),)), incident=None)
    journal.add(share())
    journal.add(share("b" * 64), incident=1002)
    journal.add(Acknowledged(through=9), incident=1002, operator="ANNA")
    journal.add(IncidentHeld(until=T0 + 900_000), incident=1002, operator="ANNA")
    for kind in FeedKind:
        over = FeedEnded(share="b" * 16, feed=kind, reason=Ending.ACCESS_ENDED)
        journal.add(over, incident=1002)
    journal.add(IncidentOpened(phone=None), incident=1003, operator="BEN")
    journal.add(HandedOver(to=None), incident=1003, operator="BEN")
    sheet = make_sheet(folded(journal), FACTS, SEAT, T0 + 590_000)
    first, second, third = sheet.incidents
    assert (first.number, first.priority, first.unacknowledged, first.expires_in_ms) == (1001, 1, True, 10_000)
    assert (second.owner, second.held_until, second.expires_in_ms) == ("ANNA", T0 + 900_000, None)
    assert (third.owner, third.handed_over_by, third.concerns) == (None, "BEN", ("handed_over",))
    assert [one.open_steps for one in sheet.incidents] == [1, 1, 1]
    assert (sheet.rings, sheet.quarantined, sheet.unmatched, sheet.unseen_in_quarantine) == (1, 3, 0, 0)
    assert [one.event for one in sheet.happened] == [GAP]
    assert make_sheet(folded(journal), FACTS, SEAT, T0 + 610_000).incidents[0].expires_in_ms is None
