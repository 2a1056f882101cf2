"""The quarantine's way out: seen, and taken over by a person."""

import collections.abc
import contextlib
import pathlib

import pytest

from app.domain.data_share import payload
from app.domain.incident.commands import (
    AnyCommand,
    ConfirmTrigger,
    Done,
    Refused,
    SeeNotice,
    SeeQuarantined,
    SignOn,
    TakeOver,
)
from app.domain.incident.envelope import received
from app.domain.incident.events import GapFound, ShareReceived, ShareTakenOver
from app.domain.incident.handlers.links_and_handover import NOT_KEPT
from app.domain.incident.projection import IncidentProjection
from app.station.journal.journal import Journal
from app.station.services.commands import CommandBus, StationActions, happens
from app.station.services.intake import Intake
from app.station.services.quarantine import LOCKED, QuarantineService
from app.station.sessions import Sessions
from app.station.webhooks.data_share import DataShareHandler
from tests.fake_clock import T0
from tests.station.given import SECRET, body, no_change, request, signed
from tests.station.journal.made import Home


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)


class Station:
    def __init__(self, home: Home, journal: Journal) -> None:
        self.journal = journal
        self.kept = QuarantineService(journal, payload.parse)
        self.handle = DataShareHandler(Intake(journal), lambda: (SECRET,), payload.parse)
        self._operate = CommandBus(
            journal, Sessions(), home.clock, lambda: None, self.kept, StationActions(self._confirm, no_change)
        )
        self._session: str | None = None

    async def _confirm(self, command: ConfirmTrigger, operator: str) -> Done | Refused:
        return Refused(refused=f"{command.definition} is not {operator}'s business here.")

    async def obey(self, command: AnyCommand) -> Done | Refused:
        return await self._operate.obey(command)

    async def sign_on(self) -> str:
        answer = await self.obey(SignOn(id="on", name="ANNA"))
        assert isinstance(answer, Done)
        return answer.session or ""

    def book(self) -> IncidentProjection:
        """What a console that begins now sees."""
        book = IncidentProjection()
        for record in self.journal.open_events(0, self.journal.last_seq, 1_000):
            book.apply(received(record))
        return book


@contextlib.contextmanager
def running(home: Home) -> collections.abc.Iterator[Station]:
    with home.opened() as journal:
        yield Station(home, journal)


async def test_an_unsigned_share_is_taken_over_and_never_verified(home: Home) -> None:
    with running(home) as station:
        content = body()
        assert (await station.handle(request(content, received_at=T0 - 5_000))).status == 401
        session = await station.sign_on()
        command = TakeOver(id="1", session=session, quarantine=1)
        done = await station.obey(command)
        assert isinstance(done, Done)
        assert await station.obey(command) == done
        incident = station.book().incidents[1001]
        share = incident.timeline[0].event
        assert isinstance(share, ShareReceived)
        assert (share.verified, share.received_at) == (False, T0 - 5_000)
        assert (incident.origin, incident.owner, incident.unacknowledged) == ("share", "ANNA", False)
        assert station.journal.token(share.share) is not None
        assert station.journal.quarantined() == []
        assert await station.obey(TakeOver(id="2", session=session, quarantine=1)) == NOT_KEPT
        assert (await station.handle(signed(content))).status == 200
        assert [one.verified for one in station.book().incidents[1001].shares] == [False]


async def test_what_is_no_share_becomes_an_incident_with_its_words(home: Home) -> None:
    with running(home) as station:
        content = b'{"access_token": "s3cret-token-of-nobody", "query": true, "note": "s3cret-token-of-nobody"}'
        assert (await station.handle(signed(content))).status == 400
        assert len(station.book().quarantine_rings) == 1
        assert isinstance(await station.obey(TakeOver(id="1", session=await station.sign_on(), quarantine=1)), Done)
        book = station.book()
        incident = book.incidents[1001]
        event = incident.timeline[0].event
        assert isinstance(event, ShareTakenOver)
        assert "query" in event.untrusted_text
        assert "s3cret" not in event.untrusted_text
        assert (incident.origin, incident.owner, incident.shares) == ("quarantine", "ANNA", ())
        assert book.quarantine_rings == ()


async def test_a_body_that_was_seen_rings_no_more_and_stays(home: Home) -> None:
    with running(home) as station:
        await station.handle(signed(b"{}"))
        session = await station.sign_on()
        assert [one.rings for one in station.kept.listing().kept] == [True]
        assert isinstance(await station.obey(SeeQuarantined(id="1", session=session, quarantine=1)), Done)
        assert [one.rings for one in station.kept.listing().kept] == [False]
        assert station.book().quarantine_rings == ()
        assert await station.obey(SeeQuarantined(id="2", session=session, quarantine=7)) == NOT_KEPT


async def test_the_listing_tells_everything_but_tokens(home: Home) -> None:
    with running(home) as station:
        await station.handle(request(body(access_token="s3cret-of-a-share"), "0" * 40))
        await station.handle(signed(b"not json, access_token=s3cret-of-nobody&more"))
        second, first = station.kept.listing().kept
        assert (first.signature, first.is_share, first.rings) == ("bad", True, False)
        assert (second.signature, second.is_share, second.rings, second.status) == ("good", False, True, 400)
        for number in (1, 2):
            words = station.kept.words(number)
            assert words is not None
            assert "s3cret" not in words.untrusted_text
        assert station.kept.words(3) is None


async def test_one_that_arrived_as_a_share_is_no_second_incident(home: Home) -> None:
    with running(home) as station:
        content = body()
        await station.handle(request(content))
        await station.handle(signed(content))
        answer = await station.obey(TakeOver(id="1", session=await station.sign_on(), quarantine=1))
        assert answer == Refused(refused="The same request is in incident 1001 already.")


async def test_taken_over_at_once_by_two_it_is_one_incident(home: Home) -> None:
    with running(home) as station:
        await station.handle(request(body()))
        first = station.kept.taking_over(TakeOver(id="1", quarantine=1), "ANNA")
        second = station.kept.taking_over(TakeOver(id="2", quarantine=1), "BELA")
        assert (await station.journal.decide(first)).refused is None
        assert (await station.journal.decide(second)).refused == NOT_KEPT


async def test_a_locked_body_is_counted_and_waits(home: Home) -> None:
    with running(home) as station:
        await station.handle(request(body()))
    home.keyring.locked = True
    with running(home) as station:
        assert station.kept.listing().locked == 1
        assert station.kept.words(1) is None
        assert await station.obey(TakeOver(id="1", session=await station.sign_on(), quarantine=1)) == LOCKED


async def test_what_the_station_tells_of_itself_is_seen_once(home: Home) -> None:
    with running(home) as station:
        await station.journal.decide(happens(GapFound(since=T0 - 60_000, until=T0, cause="The station was stopped.")))
        assert list(station.book().notices) == [1]
        session = await station.sign_on()
        assert isinstance(await station.obey(SeeNotice(id="1", session=session, notice=1)), Done)
        assert station.book().notices == {}
        assert isinstance(await station.obey(SeeNotice(id="2", session=session, notice=1)), Refused)


async def test_a_share_whose_number_cannot_be_read_brings_place_box_and_token(home: Home) -> None:
    with running(home) as station:
        assert (await station.handle(signed(body(query="the lobby phone")))).status == 400
        assert [one.is_share for one in station.kept.listing().kept] == [True]
        session = await station.sign_on()
        assert isinstance(await station.obey(TakeOver(id="1", session=session, quarantine=1)), Done)
        incident = station.book().incidents[1001]
        [share] = incident.shares
        assert (share.verified, share.phone, share.box is not None) == (True, None, True)
        assert [one.fix.latitude for one in incident.sightings] == [40.7484]
        assert (station.journal.token(share.share) or "").startswith("token-of-a-fictional-share")


async def test_a_share_without_a_usable_token_brings_the_rest(home: Home) -> None:
    with running(home) as station:
        assert (await station.handle(signed(body(access_token="tok\u00e9n")))).status == 400
        session = await station.sign_on()
        assert isinstance(await station.obey(TakeOver(id="1", session=session, quarantine=1)), Done)
        [share] = station.book().incidents[1001].shares
        assert share.phone == "+12125550123"
        assert station.journal.token(share.share) is None
