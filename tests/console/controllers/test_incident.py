import asyncio
from collections.abc import Coroutine
from typing import Any

from app.console.controllers.incident import IncidentCommands
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
)
from tests.console.loop import until
from tests.shots import scenes


class Carrier:
    """Takes wishes and gives the answers it was told to give."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.answers = list(answers)
        self.wishes: list[Command] = []

    async def wish(self, command: Command) -> Answer:
        self.wishes.append(command)
        answer = self.answers.pop(0) if self.answers else Done(seq=1)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Hand:
    """Acts with their outcomes written down."""

    def __init__(self, watch: Store, carrier: Carrier) -> None:
        self.failures: list[str] = []
        self.tasks = Tasks(lambda name, problem: self.failures.append(f"{name}: {problem}"))
        self.acts = IncidentCommands(watch, self.tasks, carrier)
        self.refusals: list[tuple[int, str]] = []
        self.done: list[Command] = []
        self.acts.refused.connect(lambda number, sentence: self.refusals.append((number, sentence)))
        self.acts.done.connect(self.done.append)

    async def settled(self) -> None:
        await until(lambda: not self.tasks.names)


def run(work: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        runner.run(work)


def test_each_act_is_one_wish_with_an_id_of_its_own() -> None:
    async def work() -> None:
        watch, carrier = scenes.flood().done(), Carrier()
        hand = Hand(watch, carrier)
        hand.acts.acknowledge(1047)
        hand.acts.acknowledge(7)
        hand.acts.note(1042, "hello")
        hand.acts.close(1042, "TEST", "why")
        hand.acts.reopen(1042)
        await hand.settled()
        newest = watch.book.incidents[1047].last_seq
        first, missing, note, close, reopen = carrier.wishes
        assert isinstance(first, Acknowledge)
        assert first.through == newest
        assert isinstance(missing, Acknowledge)
        assert missing.through == watch.book.last_seq
        assert isinstance(note, AddNote)
        assert isinstance(close, CloseIncident)
        assert (close.reason, close.text) == ("TEST", "why")
        assert isinstance(reopen, ReopenIncident)
        assert len({wish.id for wish in carrier.wishes}) == 5
        assert hand.done == carrier.wishes

    run(work())


def test_a_refusal_comes_back_in_the_stations_words() -> None:
    async def work() -> None:
        hand = Hand(scenes.flood().done(), Carrier(Refused(refused="Taken by R. Keller at 01:12:05 UTC.")))
        hand.acts.acknowledge(1043)
        await hand.settled()
        assert hand.refusals == [(1043, "Taken by R. Keller at 01:12:05 UTC.")]
        assert hand.done == []

    run(work())


def test_no_answer_is_not_called_a_failure() -> None:
    async def work() -> None:
        hand = Hand(scenes.flood().done(), Carrier(TimeoutError()))
        hand.acts.note(1043, "hello")
        await hand.settled()
        ((number, sentence),) = hand.refusals
        assert number == 1043
        assert "Whether it happened shows in the timeline" in sentence
        assert hand.failures == []

    run(work())


def test_nobody_acts_without_a_name() -> None:
    watch, carrier = scenes.flood().done(), Carrier()
    watch.sign_on(None)
    hand = Hand(watch, carrier)
    hand.acts.note(1043, "hello")
    assert "Sign on first" in hand.refusals[0][1]
    assert carrier.wishes == []


def test_the_next_one_is_the_most_urgent() -> None:
    assert Hand(scenes.flood().done(), Carrier()).acts.next_ringing() == 1047
    assert Hand(scenes.empty().done(), Carrier()).acts.next_ringing() is None
