"""What the station tells for a handover sheet, and how work changes hands through it."""

import pathlib

import msgspec

from app.domain.handover import ShiftFacts
from app.domain.incident.commands import Acknowledge, Done, HandOver, Refused, SignHandover, SignOff, SignOn
from app.domain.incident.envelope import Record, received
from app.domain.incident.events import GapFound, HandedOver
from app.export import sheets
from app.station.api.routes import USUAL_SHIFT_MS, HandoverRoutes, shift_began
from app.station.http.request import InboundRequest, Response
from app.station.services.commands import happens
from tests.station.journal.made import Home, arrive, share
from tests.station.services.test_commands import Station


async def ask(calls: HandoverRoutes, session: str) -> Response:
    query = {"session": session}
    (route,) = calls.routes()
    return await route.methods["GET"](
        InboundRequest(
            method="GET",
            path="/handover",
            untrusted_query=query,
            untrusted_headers=(),
            remote="::1",
            untrusted_body=b"",
            received_at=0,
        )
    )


def seat(kind: str, at: int, operator: str = "ANNA") -> Record:
    return Record(seq=at, at=at, kind=kind, version=1, operator=operator)


def test_a_shift_begins_with_the_first_sign_on_after_the_last_sign_off() -> None:
    seats = [
        seat("OperatorSignedOn", 1),
        seat("OperatorSignedOff", 2),
        seat("OperatorSignedOn", 3),
        seat("OperatorSignedOn", 4, "BEN"),
        seat("OperatorSignedOn", 5),
    ]
    assert shift_began(seats, "ANNA", 9) == 3
    assert shift_began(seats, "CARL", USUAL_SHIFT_MS) == 0


async def test_the_facts_of_a_shift(tmp_path: pathlib.Path) -> None:
    home = Home(tmp_path)
    with home.opened() as journal:
        station = Station(home, journal)
        await journal.decide(happens(GapFound(since=0, until=1, cause="before")))
        await home.clock.advance(1)
        session = await station.sign_on("ANNA")
        await home.clock.advance(1)
        await journal.decide(happens(GapFound(since=2, until=3, cause="during")))
        calls = HandoverRoutes(journal, station.sessions, home.clock)
        assert (await ask(calls, "nobody")).status == 403
        facts = msgspec.json.decode((await ask(calls, session)).body, type=ShiftFacts)
        assert facts.head.startswith("3:")
        assert len(facts.head) == 2 + 64
        assert [received(one).event for one in facts.happened] == [GapFound(since=2, until=3, cause="during")]
        assert facts.quarantined == 0
        home.place.journal.rename(home.place.journal.with_suffix(".gone"))
        assert (await ask(calls, session)).status == 503
        home.place.journal.with_suffix(".gone").rename(home.place.journal)


async def test_work_changes_hands_when_an_operator_leaves(tmp_path: pathlib.Path) -> None:
    home = Home(tmp_path)
    with home.opened() as journal:
        station = Station(home, journal)
        for number, phone in ((1, "+12175550143"), (2, "+12175550144")):
            await journal.decide(arrive(share(number, phone=phone)))
        anna, ben = await station.sign_on("ANNA"), await station.sign_on("BEN")
        for number in (1001, 1002):
            await station.obey(Acknowledge(id=f"a{number}", session=anna, incident=number, through=99))
        given = await station.obey(HandOver(id="g", session=anna, incident=1001, to="BEN"))
        assert isinstance(given, Done)
        refused = await station.obey(SignOff(id="o1", session=anna, hand_over_to="CARL"))
        assert isinstance(refused, Refused)
        assert station.sessions.operator(anna) == "ANNA"
        assert isinstance(await station.obey(SignOff(id="o2", session=anna)), Done)
        assert station.sessions.operator(anna) is None
        handed = [received(one) for one in journal.after(0, 1_000)]
        assert [(one.incident, one.event) for one in handed if isinstance(one.event, HandedOver)] == [
            (1001, HandedOver(to="BEN")),
            (1002, HandedOver(to=None)),
        ]
        sheet = "WATCHFLOOR HANDOVER SHEET\n"
        wish = SignHandover(id="s", session=ben, sheet=sheet, sheet_sha256=sheets.sha256(sheet))
        assert isinstance(await station.obey(wish), Done)


async def test_whoever_sits_at_two_consoles_keeps_what_they_have(tmp_path: pathlib.Path) -> None:
    home = Home(tmp_path)
    with home.opened() as journal:
        station = Station(home, journal)
        await journal.decide(arrive(share()))
        first = await station.sign_on("ANNA")
        second = await station.obey(SignOn(id="second", name="ANNA"))
        assert isinstance(second, Done)
        await station.obey(Acknowledge(id="1", session=first, incident=1001, through=99))
        await station.obey(SignOff(id="2", session=first))
        assert not any(one.kind == "HandedOver" for one in journal.after(0, 1_000))
        await station.obey(SignOff(id="3", session=second.session))
        assert any(one.kind == "HandedOver" for one in journal.after(0, 1_000))
