import asyncio
from collections.abc import Coroutine
from typing import Any

from app.console.station.commands import NOT_SIGNED_ON, CommandSender, IncidentCommand, IncidentCommands
from app.console.store import Store
from app.core.tasks import Tasks
from app.domain.incident.commands import (
    Acknowledge,
    AddNote,
    Answer,
    CloseIncident,
    Command,
    Done,
    Refused,
    ReopenIncident,
    SeeNotice,
    new_id,
)
from tests.console.fake_client import FakeStationClient
from tests.console.loop import no_failure, until
from tests.shots import scenes


class Sent:
    """Commands with their outcomes written down."""

    def __init__(self, watch: Store, client: FakeStationClient) -> None:
        self.failures: list[str] = []
        self.tasks = Tasks(lambda name, problem: self.failures.append(f"{name}: {problem}"))
        self.commands = IncidentCommands(watch, self.tasks, client)
        self.refusals: list[tuple[IncidentCommand, str]] = []
        self.done: list[Command] = []
        self.commands.refused.connect(lambda command, sentence: self.refusals.append((command, sentence)))
        self.commands.done.connect(self.done.append)
        self.unanswered: list[Command] = []
        self.commands.unanswered.connect(self.unanswered.append)

    async def settled(self) -> None:
        await until(lambda: not self.tasks.names)


def run(work: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        runner.run(work)


def test_each_act_is_one_command_with_an_id_of_its_own() -> None:
    async def work() -> None:
        watch, client = scenes.flood().done(), FakeStationClient()
        sent = Sent(watch, client)
        sent.commands.acknowledge(1047)
        sent.commands.acknowledge(7)
        sent.commands.note(1042, "hello")
        sent.commands.close(1042, "TEST", "why")
        sent.commands.reopen(1042)
        await sent.settled()
        newest = watch.book.incidents[1047].last_seq
        first, missing, note, close, reopen = client.commands
        assert isinstance(first, Acknowledge)
        assert first.through == newest
        assert isinstance(missing, Acknowledge)
        assert missing.through == watch.book.last_seq
        assert isinstance(note, AddNote)
        assert isinstance(close, CloseIncident)
        assert (close.reason, close.text) == ("TEST", "why")
        assert isinstance(reopen, ReopenIncident)
        assert len({wish.id for wish in client.commands}) == 5
        assert sent.done == client.commands

    run(work())


def test_a_refusal_comes_back_in_the_stations_words() -> None:
    async def work() -> None:
        sent = Sent(scenes.flood().done(), FakeStationClient(Refused(refused="Taken by R. Keller at 01:12:05 UTC.")))
        sent.commands.acknowledge(1043)
        await sent.settled()
        ((command, sentence),) = sent.refusals
        assert (command.incident, sentence) == (1043, "Taken by R. Keller at 01:12:05 UTC.")
        assert sent.done == []

    run(work())


def test_no_answer_is_not_called_a_failure() -> None:
    async def work() -> None:
        client = FakeStationClient(TimeoutError())
        sent = Sent(scenes.flood().done(), client)
        sent.commands.note(1043, "hello")
        await sent.settled()
        assert (sent.unanswered, sent.refusals) == (client.commands, [])
        assert sent.failures == []

    run(work())


def test_nobody_commands_without_a_name() -> None:
    watch, client = scenes.flood().done(), FakeStationClient()
    watch.sign_on(None)
    sent = Sent(watch, client)
    sent.commands.note(1043, "hello")
    assert "Sign on first" in sent.refusals[0][1]
    assert client.commands == []


def test_the_next_one_is_the_most_urgent() -> None:
    assert Sent(scenes.flood().done(), FakeStationClient()).commands.next_ringing() == 1047
    assert Sent(scenes.empty().done(), FakeStationClient()).commands.next_ringing() is None


def test_a_command_that_is_waited_for_says_why_it_was_not_done() -> None:
    async def work() -> None:
        watch = scenes.flood().done()
        client = FakeStationClient(Done(seq=1), Refused(refused="Not now."), TimeoutError())
        sender = CommandSender(watch, Tasks(no_failure), client)
        command = SeeNotice(id=new_id(), notice=4)
        assert [await sender.deliver(command, "No answer.") for _ in range(3)] == ["", "Not now.", "No answer."]
        assert client.commands == [command] * 3, "sent again, it has the same id"
        watch.sign_on(None)
        assert await sender.deliver(command, "No answer.") == NOT_SIGNED_ON
        assert len(client.commands) == 3

    run(work())


def test_leaving_waits_for_what_is_on_its_way() -> None:
    class Slow(FakeStationClient):
        answered = False

        async def send(self, command: Command) -> Answer:
            await asyncio.sleep(0.01)
            self.answered = True
            return await super().send(command)

    async def work() -> None:
        client = Slow()
        sender = CommandSender(scenes.flood().done(), Tasks(no_failure), client)
        await sender.sent()
        sender.send(SeeNotice(id=new_id(), notice=4))
        await sender.sent()
        assert client.answered

    run(work())
