"""A split in the station: the index equals its rebuild, the same body finds its new home, feeds are asked on."""

import contextlib
import pathlib
import sqlite3

from app.domain.incident.commands import Acknowledge, Done, LinkIncidents, Refused, SplitShare
from app.domain.incident.correlation import repeated
from app.domain.incident.events import ShareReceived, ShareRepeated
from app.station.journal.backup import rebuild
from app.station.journal.base import Decision, DecisionContext, Intent
from app.station.journal.journal import Journal
from app.station.journal.verify import first_wrong_index
from tests.fake_clock import T0
from tests.station.journal.made import TOKEN, Home, arrive, share
from tests.station.rapidsos.answering import FIX, Said
from tests.station.services.asked import arrive_with, refreshing
from tests.station.services.test_commands import Station

FIRST, SECOND = share(1), share(2)


def rows(home: Home) -> tuple[list[object], list[object]]:
    """The index of incidents, and what is remembered of bodies."""
    with contextlib.closing(sqlite3.connect(home.place.journal)) as connection:
        incidents = connection.execute("SELECT * FROM incident ORDER BY number").fetchall()
        bodies = connection.execute("SELECT * FROM delivery ORDER BY share").fetchall()
    return incidents, bodies


def again(event: ShareReceived, received_at: int) -> Intent:
    def intent(ledger: DecisionContext, _now: int) -> Decision:
        before = ledger.delivered(event.request_sha256)
        assert before is not None
        return Decision(drafts=(repeated(before, event.request_sha256, received_at),))

    return intent


async def split(home: Home, journal: Journal) -> None:
    """Two shares of one phone in one incident, the second moved out; the first operator is ANNA."""
    station = Station(home, journal)
    await journal.decide(arrive(FIRST))
    await journal.decide(arrive(SECOND))
    await journal.decide(again(SECOND, T0 + 1_000))
    session = await station.sign_on("ANNA")
    await station.obey(Acknowledge(id="1", session=session, incident=1001, through=99))
    wish = SplitShare(id="2", session=session, incident=1001, share=SECOND.share)
    answer = await station.obey(wish)
    assert isinstance(answer, Done)
    assert await station.obey(wish) == answer
    linked = await station.obey(LinkIncidents(id="3", session=session, incident=1001, other=1002))
    assert isinstance(linked, Refused)
    assert "linked already" in linked.refused


async def test_the_index_equals_its_rebuild_and_a_restart_sees_the_same(tmp_path: pathlib.Path) -> None:
    home = Home(tmp_path)
    with home.opened() as journal:
        await split(home, journal)
    live = rows(home)
    with contextlib.closing(sqlite3.connect(home.place.journal, isolation_level=None)) as connection:
        assert first_wrong_index(connection, home.seals()) is None
        assert rebuild(connection, home.seals()) == 2
        assert first_wrong_index(connection, home.seals()) is None
    assert rows(home) == live
    with home.opened() as journal:
        kinds = [record.kind for record in journal.incident(1002)]
        assert kinds == ["ShareSplit"]


async def test_the_same_body_goes_where_its_share_is_now(tmp_path: pathlib.Path) -> None:
    home = Home(tmp_path)
    with home.opened() as journal:
        await split(home, journal)
        outcome = await journal.decide(again(SECOND, T0 + 600_000))
        (record,) = outcome.records
        assert isinstance(record.event, ShareRepeated)
        assert (record.incident, record.event.quiet) == (1002, False)
        outcome = await journal.decide(again(FIRST, T0 + 600_000))
        assert outcome.records[0].incident == 1001


async def test_each_incident_is_asked_about_with_the_token_of_its_own_share(tmp_path: pathlib.Path) -> None:
    home = Home(tmp_path)
    async with refreshing(home) as asked:
        asked.rapidsos.says("/location", lambda _question: Said(body=FIX))
        await asked.share(FIRST)
        await asked.journal.decide(arrive_with(SECOND, "token-2"))
        await asked.until(lambda: asked.requests("/rad-e") == 2)
        await asked.quiet()
        station = Station(home, asked.journal)
        session = await station.sign_on("ANNA")
        await station.obey(SplitShare(id="2", session=session, incident=1001, share=SECOND.share))
        asked.rapidsos.asked.clear()
        await asked.pass_by(40)
        both = {f"Bearer {TOKEN}", "Bearer token-2"}
        assert {one.authorization for one in asked.rapidsos.to("/location")} == both
        assert {one.authorization for one in asked.rapidsos.to("/rad-e")} == both
        assert {(one.incident, one.share) for one in asked.refresh.pulse()} == {
            (1001, FIRST.share),
            (1002, SECOND.share),
        }
