"""That an export is recorded, by whom, and what is none."""

import pytest

from app.domain.incident.commands import RecordExport, Refused
from app.domain.incident.envelope import EventDraft
from app.domain.incident.events import IncidentExported
from app.domain.incident.model import Incident
from app.domain.incident.projection import IncidentProjection
from tests.domain.incident.handlers.deciding import decided
from tests.domain.incident.journalled import Journal, share

DIGEST = "ab" * 32


@pytest.fixture
def incident() -> Incident:
    book = IncidentProjection()
    book.apply(Journal().add(share()))
    return book.incidents[1001]


@pytest.mark.parametrize("operator", ["ANNA", None])
def test_an_export_is_an_event(incident: Incident, operator: str | None) -> None:
    command = RecordExport(id="c", incident=1001, form="bundle", sha256=DIGEST)
    event = IncidentExported(form="bundle", sha256=DIGEST)
    assert decided(command, incident, operator) == [EventDraft(event=event, incident=1001, operator=operator)]


def test_it_changes_nothing_of_the_incident_but_its_timeline(incident: Incident) -> None:
    journal, book = Journal(), IncidentProjection()
    book.apply(journal.add(share()))
    book.apply(journal.add(IncidentExported(form="pdf", sha256=DIGEST)))
    after = book.incidents[1001]
    assert (after.is_open, after.owner, after.unacknowledged) == (True, None, incident.unacknowledged)
    assert [type(one.event).__name__ for one in after.timeline] == ["ShareReceived", "IncidentExported"]


@pytest.mark.parametrize(("form", "digest"), [("", DIGEST), ("a b", DIGEST), ("x" * 21, DIGEST), ("pdf", DIGEST[1:])])
def test_what_is_no_export_is_refused(incident: Incident, form: str, digest: str) -> None:
    command = RecordExport(id="c", incident=1001, form=form, sha256=digest)
    assert isinstance(decided(command, incident, None), Refused)


def test_an_incident_that_is_not_there_is_refused() -> None:
    command = RecordExport(id="c", incident=7, form="pdf", sha256=DIGEST)
    assert decided(command, None, None) == Refused(refused="There is no incident 7 in this journal.")
