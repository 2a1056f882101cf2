import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest

from app.console.station import client
from app.console.station.client import HttpStationClient, UnansweredError
from app.console.station.commands import UnsureRefusalError
from app.console.store import Link, Store
from app.domain.incident.commands import AddNote, ConfirmTrigger, Done, Refused
from app.protocol.desk_file import DeskAddress
from tests.console.fake_desk import TOKEN, FakeDesk, wire_record
from tests.console.loop import Expect
from tests.shots import scenes

PATIENCE_S = 5.0


class Seat:
    """A client following a fake desk."""

    def __init__(self, desk: FakeDesk) -> None:
        self.desk = desk
        self.boot_ms = 0
        self.watch = Store(lambda: self.boot_ms)
        self.there = True
        self.pid = 1
        self.client = HttpStationClient(self._find, self.watch)

    def _find(self) -> DeskAddress | None:
        return DeskAddress(url=self.desk.url, token=TOKEN, pid=self.pid) if self.there else None

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not condition():  # noqa: ASYNC110 the condition is the client's own state
                await asyncio.sleep(0.005)


@contextlib.asynccontextmanager
async def following(desk: FakeDesk) -> AsyncIterator[Seat]:
    seat = Seat(desk)
    task = asyncio.create_task(seat.client.run())
    try:
        yield seat
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await seat.client.close()


def run(work: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        runner.run(work)


def flooded() -> FakeDesk:
    desk = FakeDesk()
    scene = scenes.flood()
    for record in scene.records:
        desk.add(record)
    return desk


def test_it_reads_open_incidents_then_follows() -> None:
    async def work() -> None:
        desk = flooded()
        async with desk.serving(), following(desk) as seat:
            await seat.until(lambda: seat.watch.caught_up)
            assert len(seat.watch.book.open_incidents) == 6
            assert seat.watch.link is Link.LIVE
            assert desk.asked[0]["after"] == "open"
            extra = scenes.Scene(first_seq=40_000)
            desk.add(extra.share(1050, "+12175550199", 0))
            await seat.until(lambda: 1050 in seat.watch.book.incidents)
            assert desk.asked[1]["after"] == str(desk.records[-2].seq)

    run(work())


def test_another_history_begins_with_an_empty_book() -> None:
    async def work() -> None:
        desk = flooded()
        async with desk.serving(), following(desk) as seat:
            await seat.until(lambda: seat.watch.caught_up)
            desk.records = [wire_record(scenes.Scene(first_seq=7).share(1080, "+12175550199", 0))]
            desk.history = "second"
            await seat.until(lambda: list(seat.watch.book.incidents) == [1080])
            assert seat.watch.caught_up
            assert seat.watch.book.last_seq == desk.last_seq

    run(work())


def test_an_incident_whose_beginning_is_missing_is_fetched_whole() -> None:
    async def work() -> None:
        desk = FakeDesk()
        scene = scenes.one(acknowledged=True)
        *_, last = scene.records
        desk.add(last)
        desk.wholes[1044] = [wire_record(record) for record in scene.records]
        async with desk.serving(), following(desk) as seat:
            await seat.until(lambda: 1044 in seat.watch.book.incidents)
            assert seat.watch.book.incidents[1044].owner == "M. Okafor"

    run(work())


def test_a_restarted_station_gets_the_operator_again_and_no_event_twice() -> None:
    async def work() -> None:
        desk = flooded()
        async with following(desk) as seat:
            async with desk.serving():
                await seat.until(lambda: seat.watch.caught_up)
                assert isinstance(await seat.client.sign_on("M. Okafor"), Done)
                assert seat.watch.operator == "M. Okafor"
                await seat.until(lambda: desk.asked[-1].get("session") == "s-1")
            seen = len(seat.watch.book.incidents[1044].timeline)
            desk.started_at += 1
            async with desk.serving():
                await seat.until(lambda: desk.asked[-1].get("session") == "s-2")
            assert [command["command"] for command in desk.commands] == ["SignOn", "SignOn"]
            assert len(seat.watch.book.incidents[1044].timeline) == seen

    run(work())


def test_a_name_that_is_taken_after_a_restart_leaves_nobody_signed_on() -> None:
    async def work() -> None:
        desk = FakeDesk()
        async with following(desk) as seat:
            async with desk.serving():
                await seat.until(lambda: seat.watch.caught_up)
                await seat.client.sign_on("M. Okafor")
            desk.started_at += 1
            desk.answers = [(200, {"refused": "Another name, please."})]
            async with desk.serving():
                await seat.until(lambda: seat.watch.operator is None)

    run(work())


def test_another_journal_starts_the_book_over() -> None:
    async def work() -> None:
        desk = flooded()
        async with desk.serving(), following(desk) as seat:
            await seat.until(lambda: seat.watch.caught_up)
            desk.records.clear()
            await seat.client._greet()
            assert seat.watch.book.incidents == {}

    run(work())


def test_a_wish_keeps_its_id_until_it_is_answered(expect_log: Expect) -> None:
    async def work() -> None:
        desk = FakeDesk()
        desk.answers = [(503, {}), (503, {}), (200, {"refused": "The note is empty."})]
        async with desk.serving(), following(desk) as seat:
            answer = await seat.client.send(AddNote(id="act-1", incident=1044, text="hello"))
            assert answer == Refused(refused="The note is empty.")
            assert [command["id"] for command in desk.commands] == ["act-1"] * 3

    expect_log("with 503")
    run(work())


def test_what_one_operator_did_is_never_repeated_in_the_name_of_the_next(expect_log: Expect) -> None:
    async def work() -> None:
        desk = FakeDesk()
        async with desk.serving(), following(desk) as seat:
            await seat.until(lambda: seat.watch.caught_up)
            await seat.client.sign_on("M. Okafor")
            desk.answers = [(503, {})]
            sending = asyncio.create_task(seat.client.send(AddNote(id="act-1", incident=1044, text="hello")))
            await seat.until(lambda: len(desk.commands) == 2)
            await seat.client.sign_on("T. Brandt")
            with pytest.raises(UnansweredError):
                await sending
            assert [command["command"] for command in desk.commands] == ["SignOn", "AddNote", "SignOn"]

    expect_log("with 503")
    run(work())


def test_a_restarted_station_gets_a_command_only_after_the_operator_is_signed_on_there() -> None:
    async def work() -> None:
        desk = flooded()
        async with following(desk) as seat:
            async with desk.serving():
                await seat.until(lambda: seat.watch.caught_up)
                await seat.client.sign_on("M. Okafor")
            desk.started_at += 1
            seat.pid += 1
            sending = asyncio.create_task(seat.client.send(AddNote(id="n-1", incident=1044, text="Calm.")))
            async with desk.serving():
                assert isinstance(await sending, Done)
            assert [command["command"] for command in desk.commands] == ["SignOn", "SignOn", "AddNote"]
            assert desk.commands[-1]["session"] == "s-2"

    run(work())


CONFIRM = ConfirmTrigger(id="c-1", incident=1044, definition="d", request="{}", request_sha256="0", held_at=0)


def test_a_refusal_that_follows_a_repetition_does_not_say_that_nothing_happened() -> None:
    """The first sending was read whole and never answered: a station that was killed then."""

    async def work() -> None:
        desk = FakeDesk()
        read = asyncio.Event()

        async def die(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b'"held_at":0')
            writer.close()
            read.set()

        async with following(desk) as seat:
            dying = await asyncio.start_server(die, "127.0.0.1", 0)
            desk.url = f"http://127.0.0.1:{dying.sockets[0].getsockname()[1]}"
            sending = asyncio.create_task(seat.client.send(CONFIRM))
            await read.wait()
            dying.close()
            desk.answers = [(200, {"refused": "You are not signed on."})]
            async with desk.serving():
                with pytest.raises(UnsureRefusalError, match="not signed on"):
                    await sending

    run(work())


def test_a_callflow_is_given_up_with_its_hold_and_what_never_arrived_is_said_to_be_unsent() -> None:
    async def work() -> None:
        desk = FakeDesk()
        async with following(desk) as seat:
            sending = asyncio.create_task(seat.client.send(CONFIRM))
            seat.boot_ms = 5_001
            answer = await sending
            assert isinstance(answer, Refused)
            assert "Nothing was sent" in answer.refused
            async with desk.serving():
                assert await seat.client.send(CONFIRM) == answer
            assert desk.commands == []

    run(work())


def test_a_callflow_that_may_have_arrived_is_given_up_without_a_verdict(expect_log: Expect) -> None:
    expect_log("500")

    async def work() -> None:
        desk = FakeDesk()
        desk.answers = [(500, {})] * 100
        async with desk.serving(), following(desk) as seat:
            sending = asyncio.create_task(seat.client.send(CONFIRM))
            await seat.until(lambda: bool(desk.commands))
            seat.boot_ms = 5_001
            with pytest.raises(UnansweredError):
                await sending

    run(work())


def test_a_command_without_an_answer_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    async def work() -> None:
        seat = Seat(FakeDesk())
        seat.there = False
        with pytest.raises(UnansweredError):
            await seat.client.send(AddNote(id="act-1", incident=1044, text="hello"))
        await seat.client.sign_off()
        await seat.client.close()

    monkeypatch.setattr(client, "SEND_PATIENCE_S", 0.0)
    run(work())


def test_another_wire_is_refused_with_what_to_do() -> None:
    async def work() -> None:
        desk = FakeDesk(wire=99)
        async with desk.serving(), following(desk) as seat:
            await seat.until(lambda: seat.watch.link is Link.REFUSED)
            assert "9.9.9" in seat.watch.problem
            assert "same installation" in seat.watch.problem

    run(work())


def test_signing_off_ends_the_session() -> None:
    async def work() -> None:
        desk = FakeDesk()
        async with desk.serving(), following(desk) as seat:
            await seat.client.sign_on("J. Tran")
            await seat.client.sign_off()
            assert desk.commands[-1]["command"] == "SignOff"
            assert desk.commands[-1]["session"] == "s-1"
            assert seat.watch.operator is None

    run(work())


def test_a_station_of_an_older_version_is_to_be_replaced() -> None:
    async def work() -> None:
        desk = flooded()
        desk.version = "0.0.1"
        async with desk.serving(), following(desk) as seat:
            await seat.until(lambda: seat.watch.caught_up)
            assert seat.watch.outdated == "0.0.1"

    run(work())
