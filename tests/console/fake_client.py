"""A ``StationClient`` without a station: one fake for every part of the console that sends commands or asks."""

import typing

import msgspec

from app.console.station.commands import StationClient
from app.domain.handover import ShiftFacts
from app.domain.incident.commands import Answer, Command, Done, Refused
from app.protocol.requests import KeptWords, Quarantine
from app.protocol.settings import CheckResults, SettingsReport

T = typing.TypeVar("T")


class FakeStationClient(StationClient):
    """Takes commands and gives the answers it was told to give, then ``refusal`` if there is one, else done.

    ``silent`` is a station that does not answer. A test that asks a question overrides its method.
    """

    def __init__(self, *answers: Answer | Exception) -> None:
        self.commands: list[Command] = []
        self.answers = list(answers)
        self.refusal = ""
        self.silent = False

    async def send(self, command: Command) -> Answer:
        self.commands.append(command)
        if self.silent:
            raise TimeoutError
        if self.answers:
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        return Refused(refused=self.refusal) if self.refusal else Done(seq=len(self.commands))

    async def sign_on(self, name: str) -> Answer:
        raise NotImplementedError(name)

    async def change_operator(self, name: str, to: str | None) -> Answer:
        raise NotImplementedError(name, to)

    async def sign_off(self, to: str | None = None) -> Answer | None:
        raise NotImplementedError(to)

    async def handover(self) -> ShiftFacts:
        raise NotImplementedError

    async def quarantine(self) -> Quarantine:
        raise NotImplementedError

    async def quarantined(self, number: int) -> KeptWords:
        raise NotImplementedError(number)

    async def settings(self) -> SettingsReport:
        raise NotImplementedError

    async def check(self, kind: str) -> CheckResults:
        raise NotImplementedError(kind)

    async def answer(self, path: str, kind: type[T], question: msgspec.Struct | None = None) -> T:
        raise NotImplementedError(path, kind, question)
