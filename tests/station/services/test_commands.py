"""Commands become events once, or a sentence."""

import asyncio
import collections.abc
import contextlib
import pathlib

import msgspec
import pytest

from app.domain.data_share import payload
from app.domain.incident.commands import (
    Acknowledge,
    AddNote,
    AnyCommand,
    CaptureNow,
    ChangeSettings,
    CloseIncident,
    ConfirmTrigger,
    DiscardForm,
    Done,
    HoldIncident,
    Refused,
    SaveForm,
    SettleTrigger,
    SignOff,
    SignOn,
    StopStation,
    TakeOver,
    TakeOverIncident,
)
from app.domain.incident.events import NoticeSeen
from app.station.journal.base import JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.services.commands import NOT_SIGNED_ON, CommandBus, StationActions, happens
from app.station.services.quarantine import QuarantineService
from app.station.sessions import Sessions
from tests.station.given import no_change
from tests.station.journal.made import Home, arrive, share


class Station:
    def __init__(self, home: Home, journal: Journal) -> None:
        self.sessions = Sessions()
        self.stopped = 0
        self.confirmed: list[tuple[str, str]] = []
        self.known_callflows = {"crash"}
        self.journal = journal
        kept = QuarantineService(journal, payload.parse)
        self.operate = CommandBus(
            journal, self.sessions, home.clock, self._stop, kept, StationActions(self.confirm, no_change)
        )

    async def obey(self, command: AnyCommand) -> Done | Refused:
        return await self.operate.obey(command)

    async def sign_on(self, name: str = "ANNA") -> str:
        answer = await self.obey(SignOn(id=f"on-{name}", name=name))
        assert isinstance(answer, Done)
        return answer.session or ""

    def written(self) -> list[tuple[str, str | None]]:
        return [(record.kind, record.operator) for record in self.journal.after(0, 1_000)]

    async def confirm(self, command: ConfirmTrigger, operator: str) -> Done | Refused:
        if command.definition not in self.known_callflows:
            return Refused(refused="There is no usable callflow.")
        self.confirmed.append((command.id, operator))
        return Done(seq=7)

    def _stop(self) -> None:
        self.stopped += 1


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)


@contextlib.contextmanager
def running(home: Home) -> collections.abc.Iterator[Station]:
    with home.opened() as journal:
        yield Station(home, journal)


async def test_a_signed_on_operator_works_on_an_incident(home: Home) -> None:
    with running(home) as station:
        await station.journal.decide(arrive(share()))
        session = await station.sign_on()
        for command in (
            Acknowledge(id="1", session=session, incident=1001, through=1),
            AddNote(id="2", session=session, incident=1001, text="Calm."),
            CloseIncident(id="3", session=session, incident=1001, reason="TEST"),
            SignOff(id="4", session=session),
        ):
            assert isinstance(await station.obey(command), Done)
        assert [one for one in station.written() if one[1]] == [
            ("OperatorSignedOn", "ANNA"),
            ("Acknowledged", "ANNA"),
            ("NoteAdded", "ANNA"),
            ("IncidentClosed", "ANNA"),
            ("OperatorSignedOff", "ANNA"),
        ]
        assert await station.obey(AddNote(id="5", session=session, incident=1001, text="x")) == NOT_SIGNED_ON


async def test_the_same_id_gets_the_same_answer(home: Home) -> None:
    with running(home) as station:
        await station.journal.decide(arrive(share()))
        session = await station.sign_on()
        assert await station.sign_on() == session
        note = AddNote(id="2", session=session, incident=1001, text="Once.")
        first = await station.obey(note)
        assert await station.obey(note) == first
        assert len(station.written()) == 3


async def test_a_refusal_stays_one_even_when_the_world_has_changed(home: Home) -> None:
    with running(home) as station:
        session = await station.sign_on()
        early = Acknowledge(id="7", session=session, incident=1001, through=9)
        refused = await station.obey(early)
        assert isinstance(refused, Refused)
        assert "no incident 1001" in refused.refused
        await station.journal.decide(arrive(share()))
        assert await station.obey(early) == refused


@pytest.mark.parametrize("which", ["confirm", "change"])
async def test_what_a_service_answers_stays_even_when_the_world_has_changed(home: Home, which: str) -> None:
    with running(home) as station:
        session = await station.sign_on()
        confirm = ConfirmTrigger(
            id="1", session=session, incident=None, definition="gone", request="{}", request_sha256="0"
        )
        command: AnyCommand = confirm if which == "confirm" else ChangeSettings(id="1", session=session, values={})
        refused = await station.obey(command)
        assert isinstance(refused, Refused)
        station.known_callflows = {"gone"}
        assert await station.obey(command) == refused
        assert station.confirmed == []


async def test_whoever_signs_on_anew_may_command_the_same_again(home: Home) -> None:
    with running(home) as station:
        await station.journal.decide(arrive(share()))
        lost = Acknowledge(id="same", session="of the station before", incident=1001, through=1)
        assert await station.obey(lost) == NOT_SIGNED_ON
        session = await station.sign_on()
        assert isinstance(await station.obey(msgspec.structs.replace(lost, session=session)), Done)


KNOWN: tuple[AnyCommand, ...] = (
    Acknowledge(id="same", incident=1001, through=1),
    AddNote(id="same", incident=1001, text="Once."),
    AddNote(id="same", incident=9999, text="Refused."),
    CaptureNow(id="same", incident=1001),
    SaveForm(id="same", incident=1001, definition="crash", answers="{}"),
    ConfirmTrigger(id="same", incident=None, definition="none", request="{}", request_sha256="0"),
    ChangeSettings(id="same", values={}),
    TakeOver(id="same", quarantine=1),
    SignOff(id="same"),
)


@pytest.mark.parametrize("sent", KNOWN, ids=lambda sent: type(sent).__name__)
async def test_what_was_answered_is_answered_before_anybody_asks_who_sits_there(home: Home, sent: AnyCommand) -> None:
    """The session is gone, after a sign-off or a restart: the console must not hear that nothing happened."""
    with running(home) as station:
        await station.journal.decide(arrive(share()))
        first = await station.obey(msgspec.structs.replace(sent, session=await station.sign_on()))
        for gone in ("of the station before", None):
            assert await station.obey(msgspec.structs.replace(sent, session=gone)) == first
        if isinstance(first, Done):
            restarted = CommandBus(
                station.journal,
                Sessions(),
                home.clock,
                lambda: None,
                QuarantineService(station.journal, payload.parse),
                StationActions(station.confirm, no_change),
            )
            assert await restarted.obey(sent) == first


class Confirming(Station):
    """Its service takes time to confirm, and writes it down."""

    def __init__(self, home: Home, journal: Journal) -> None:
        super().__init__(home, journal)
        self.begun = asyncio.Event()
        self.may_end = asyncio.Event()

    async def confirm(self, command: ConfirmTrigger, operator: str) -> Done | Refused:
        self.begun.set()
        await self.may_end.wait()
        written = await self.journal.decide(happens(NoticeSeen(notice=1), operator), command_id=command.id)
        assert written.done is not None
        return written.done


async def test_a_copy_of_what_is_still_worked_on_waits_for_its_answer(home: Home) -> None:
    command = ConfirmTrigger(id="press", incident=None, definition="crash", request="{}", request_sha256="0")
    with home.opened() as journal:
        station = Confirming(home, journal)
        session = await station.sign_on()
        async with asyncio.TaskGroup() as group:
            first = group.create_task(station.obey(msgspec.structs.replace(command, session=session)))
            await station.begun.wait()
            copies = [group.create_task(station.obey(command)) for _ in range(3)]
            await asyncio.sleep(0)
            station.may_end.set()
        assert isinstance(first.result(), Done)
        assert [copy.result() for copy in copies] == [first.result()] * 3
        assert len(station.written()) == 2


async def test_two_operators_want_the_same_incident(home: Home) -> None:
    with running(home) as station:
        await station.journal.decide(arrive(share()))
        anna, bela = await station.sign_on("ANNA"), await station.sign_on("BELA")
        first = await station.obey(Acknowledge(id="1", session=anna, incident=1001, through=1))
        second = await station.obey(Acknowledge(id="2", session=bela, incident=1001, through=1))
        assert isinstance(first, Done)
        assert isinstance(second, Refused)
        assert second.refused.startswith("Taken by ANNA at ")


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "AN\u202eNA", "A\x07"])
async def test_names_that_are_none(home: Home, name: str) -> None:
    with running(home) as station:
        assert isinstance(await station.obey(SignOn(id="1", name=name)), Refused)
        assert station.written() == []


async def test_a_name_is_written_with_single_spaces(home: Home) -> None:
    with running(home) as station:
        await station.obey(SignOn(id="1", name="  Anna   B. "))
        assert station.written() == [("OperatorSignedOn", "Anna B.")]


async def test_closing_an_incident_deletes_its_tokens(home: Home) -> None:
    with running(home) as station:
        event = share()
        await station.journal.decide(arrive(event))
        assert station.journal.token(event.share) is not None
        session = await station.sign_on()
        await station.obey(Acknowledge(id="1", session=session, incident=1001, through=1))
        await station.obey(CloseIncident(id="2", session=session, incident=1001, reason="TEST"))
        assert station.journal.token(event.share) is None


async def test_capturing_now_is_recorded_with_who_asked_for_it(home: Home) -> None:
    with running(home) as station:
        await station.journal.decide(arrive(share()))
        session = await station.sign_on()
        await station.obey(CaptureNow(id="1", session=session, incident=1001))
        assert station.written()[-1] == ("CaptureAsked", "ANNA")


async def test_stopping_is_recorded_and_needs_nobody(home: Home) -> None:
    with running(home) as station:
        answer = await station.obey(StopStation(id="1"))
        assert isinstance(answer, Done)
        assert station.stopped == 1
        assert station.written() == [("StationStopped", None)]


async def test_a_failing_disk_does_not_keep_the_station_running(home: Home) -> None:
    with running(home) as station:
        pass
    assert await station.obey(StopStation(id="1")) == Done(seq=0)
    assert station.stopped == 1
    with pytest.raises(JournalUnavailableError):
        await station.obey(SignOn(id="2", name="ANNA"))


async def test_a_confirmation_goes_to_the_service_that_sends_and_only_from_a_signed_on_operator(home: Home) -> None:
    command = ConfirmTrigger(id="press", incident=None, definition="crash", request="{}", request_sha256="0")
    with running(home) as station:
        assert await station.obey(command) == NOT_SIGNED_ON
        session = await station.sign_on()
        again = msgspec.structs.replace(command, id="press-2", session=session)
        assert await station.obey(again) == Done(seq=7)
        assert station.confirmed == [("press-2", "ANNA")]


async def test_forms_are_kept_without_an_incident_and_triggers_are_settled_in_one(home: Home) -> None:
    with running(home) as station:
        session = await station.sign_on()
        kept = await station.obey(SaveForm(id="s", session=session, incident=None, definition="crash", answers="{}"))
        gone = await station.obey(DiscardForm(id="d", session=session, incident=None, definition="crash"))
        nothing = await station.obey(
            SettleTrigger(id="t", session=session, incident=1001, trigger="none", started=True)
        )
        assert isinstance(kept, Done)
        assert isinstance(gone, Done)
        assert isinstance(nothing, Refused)
        assert ("FormSaved", "ANNA") in station.written()


async def test_two_operators_and_a_hold(home: Home) -> None:
    with running(home) as station:
        await station.journal.decide(arrive(share()))
        anna, ben = await station.sign_on(), await station.sign_on("BEN")
        await station.obey(Acknowledge(id="1", session=anna, incident=1001, through=1))
        now = home.clock.now()
        assert isinstance(await station.obey(HoldIncident(id="2", session=anna, incident=1001, for_ms=120_000)), Done)
        (held,) = [one for one in station.journal.after(0, 100) if one.kind == "IncidentHeld"]
        assert msgspec.json.decode(held.body) == {"until": now + 120_000}
        over = TakeOverIncident(id="3", session=ben, incident=1001, taken_from="ANNA")
        assert isinstance(await station.obey(over), Done)
        assert [one for one in station.written() if one[1] == "BEN"][-1] == ("IncidentTakenOver", "BEN")
        answer = await station.obey(Acknowledge(id="4", session=anna, incident=1001, through=1))
        assert isinstance(answer, Refused)
        assert "Taken by BEN" in answer.refused
        assert "Take it over" in answer.refused
