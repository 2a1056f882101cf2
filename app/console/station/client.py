"""The console's connection to the station over HTTP: long-polls its events into the store, and sends commands."""

import asyncio
import collections.abc
import logging
import typing
import urllib.parse

import httpx
import msgspec

from app import __version__
from app.console.station.commands import UnsureRefusalError
from app.console.station.keeper import is_older, other_version
from app.console.store import Store
from app.domain.callflow.trigger import FRESH_MS
from app.domain.handover import ShiftFacts
from app.domain.incident.commands import Answer, Command, ConfirmTrigger, Done, Refused, SignOff, SignOn, new_id
from app.domain.incident.envelope import received
from app.protocol.desk_file import DeskAddress
from app.protocol.requests import KeptWords, Quarantine
from app.protocol.settings import CheckResults, SettingsReport
from app.protocol.sync import WIRE, Events, Hello, IncidentEvents

log = logging.getLogger(__name__)

POLL_WAIT_S = 2
ANSWER_TIMEOUT_S = 5.0
RETRY_S = 0.25
SEND_PATIENCE_S = 15.0
CHECK_PATIENCE_S = 60.0
NOT_REACHED = "The station could not be reached in time after the hold. Nothing was sent. Look again, then hold again."
OPEN = "open"
T = typing.TypeVar("T")


class UnansweredError(TimeoutError):
    """A command got no answer in time; whether it was done shows when the station is back."""


class _Nothing(msgspec.Struct):
    """A question without fields."""


class _Gone(Exception):  # noqa: N818 never leaves this module
    """The station did not answer; try again."""

    def __init__(self, *, may_have_arrived: bool = True) -> None:
        super().__init__()
        self.may_have_arrived = may_have_arrived


class _Given(msgspec.Struct, frozen=True):
    """``Done`` or ``Refused`` as they stand on the wire, where nothing but their fields tells them apart."""

    seq: int = 0
    session: str | None = None
    refused: str | None = None


class HttpStationClient:
    """One console's connection; ``find`` reads where the station is now, since a restart moves it."""

    def __init__(self, find: collections.abc.Callable[[], DeskAddress | None], watch: Store) -> None:
        self._find = find
        self._watch = watch
        self._http = httpx.AsyncClient(trust_env=False, timeout=ANSWER_TIMEOUT_S)
        self._cursor = OPEN
        self._history: str | None = None
        self._started_at: int | None = None
        self._session: str | None = None
        self._session_of: DeskAddress | None = None
        """The run of the station that gave the session; another run does not know it."""
        self._name: str | None = None

    async def close(self) -> None:
        """Close the connection."""
        await self._http.aclose()

    async def run(self) -> None:
        """Follow the station until cancelled; it may go, come back, and be of another version for a while."""
        while True:
            try:
                if not await self._greet():
                    await asyncio.sleep(RETRY_S * 8)
                    continue
                while True:
                    await self._poll()
            except _Gone:
                await asyncio.sleep(RETRY_S)

    async def sign_on(self, name: str) -> Answer:
        """Sign on as ``name``; commands sent afterwards carry the session.

        Raises:
            UnansweredError: the station did not answer in time.
        """
        at = self._find()
        answer = await self._send_until_answered(SignOn(id=new_id(), name=name))
        if isinstance(answer, Done):
            self._session, self._name, self._session_of = answer.session, name, at
            self._watch.sign_on(name)
        return answer

    async def sign_off(self, to: str | None = None) -> Answer | None:
        """Sign off; open incidents go to ``to`` or (None) to nobody. A station that doesn't answer notices by itself.

        A refusal leaves the operator signed on; None when nobody was, or the station did not answer.
        """
        if self._session is None:
            return None
        answer = await self._end(self._session, to)
        if not isinstance(answer, Refused):
            self._session = self._name = None
            self._watch.sign_on(None)
        return answer

    async def _end(self, session: str, to: str | None) -> Answer | None:
        try:
            return await self._command(SignOff(id=new_id(), session=session, hand_over_to=to))
        except _Gone:
            log.info("The station did not answer to signing off.")
            return None

    async def change_operator(self, name: str, to: str | None) -> Answer:
        """Change operators: the new one signs on first, so that open incidents can go to them.

        Raises:
            UnansweredError: the station did not answer in time.
        """
        before = self._session
        answer = await self.sign_on(name)
        if isinstance(answer, Done) and before is not None:
            await self._end(before, to)
        return answer

    async def handover(self) -> ShiftFacts:
        """What only the station knows for a handover sheet.

        Raises:
            UnansweredError: the station did not answer.
        """
        return await self.answer(f"/handover?{urllib.parse.urlencode({'session': self._session or ''})}", ShiftFacts)

    async def send(self, command: Command) -> Answer:
        """Send a command until it is answered, always with its own id, so that the station carries it out once.

        A station that was started anew gets it only after the operator was signed on there again.

        Raises:
            UnansweredError: the station did not answer in time; for a callflow, while its hold was fresh.
            UnsureRefusalError: it refused, but an earlier sending of the same command may have arrived.
        """
        return await self._send_until_answered(command)

    async def quarantine(self) -> Quarantine:
        """Everything that the station refused and keeps.

        Raises:
            UnansweredError: the station did not answer.
        """
        return await self.answer("/quarantine", Quarantine)

    async def settings(self) -> SettingsReport:
        """Every setting of the station, where it comes from, and whether it counts already.

        Raises:
            UnansweredError: the station did not answer.
        """
        return await self.answer("/settings", SettingsReport)

    async def check(self, kind: str) -> CheckResults:
        """Have something tried while a person waits, as long as that takes.

        Raises:
            UnansweredError: the station did not answer, or nobody is signed on.
        """
        path = f"/proofs/{kind}?{urllib.parse.urlencode({'session': self._session or ''})}"
        return await self.answer(path, CheckResults, _Nothing(), CHECK_PATIENCE_S)

    async def quarantined(self, number: int) -> KeptWords:
        """One refused request as it came, without its token.

        Raises:
            UnansweredError: the station did not answer, or keeps it no more.
        """
        return await self.answer(f"/quarantine/{number}", KeptWords)

    async def answer(
        self,
        path: str,
        kind: type[T],
        question: msgspec.Struct | None = None,
        patience_s: float = ANSWER_TIMEOUT_S,
    ) -> T:
        """What the station's API answers at a path: POST with a question that changes nothing, or GET without one.

        Raises:
            UnansweredError: the station did not answer, or not with this.
        """
        body = None if question is None else msgspec.json.encode(question)
        try:
            asked = await self._ask("GET" if body is None else "POST", path, kind, body, patience_s)
            return typing.cast("T", asked)
        except _Gone:
            raise UnansweredError from None

    async def _send_until_answered(self, command: Command) -> Answer:
        loop = asyncio.get_running_loop()
        until = loop.time() + SEND_PATIENCE_S
        mine = self._name
        may_have_arrived = False
        while True:
            if self._is_too_old(command):
                if may_have_arrived:
                    raise UnansweredError
                return Refused(refused=NOT_REACHED)
            if mine is not None and self._name not in (mine, None) and not isinstance(command, SignOn):
                # Repeated now, it would come true in the name of the person who signed on meanwhile.
                raise UnansweredError
            try:
                answer = await self._command(self._signed(command))
            except _Gone as gone:
                may_have_arrived |= gone.may_have_arrived
                if loop.time() >= until:
                    raise UnansweredError from None
                await asyncio.sleep(RETRY_S)
                continue
            if may_have_arrived and isinstance(answer, Refused):
                raise UnsureRefusalError(answer.refused)
            return answer

    def _is_too_old(self, command: Command) -> bool:
        """Whether it is a callflow whose hold the station would not take up any more."""
        held_at = command.held_at if isinstance(command, ConfirmTrigger) else None
        return held_at is not None and self._watch.boot_ms() - held_at > FRESH_MS

    def _signed(self, command: Command) -> Command:
        """The command with the session of this run of the station.

        Raises:
            _Gone: the station was started anew, and the operator is not signed on there yet.
        """
        if isinstance(command, SignOn):
            return command
        if self._name is not None and self._session_of != self._find():
            raise _Gone(may_have_arrived=False)
        return msgspec.structs.replace(command, session=self._session)

    async def _command(self, command: Command) -> Answer:
        body = msgspec.json.encode(command)
        given = await self._ask("POST", "/commands", _Given, body)
        if given.refused is not None:
            return Refused(refused=given.refused)
        return Done(seq=given.seq, session=given.session)

    async def _greet(self) -> bool:
        hello = await self._ask("GET", "/hello", Hello)
        self._watch.outdated = hello.version if is_older(hello.version, __version__) else ""
        if hello.wire != WIRE:
            self._watch.refuse(other_version(hello))
            return False
        restarted = self._started_at not in (None, hello.started_at)
        if hello.last_seq < self._watch.book.last_seq or (restarted and not self._watch.caught_up):
            self._cursor = OPEN
            self._watch.start_over()
        self._watch.greet(hello)
        if restarted and self._name is not None:
            await self._sign_on_again(self._name)
        self._started_at = hello.started_at
        return True

    async def _sign_on_again(self, name: str) -> None:
        at = self._find()
        answer = await self._command(SignOn(id=new_id(), name=name))
        if isinstance(answer, Done):
            self._session, self._session_of = answer.session, at
        else:
            self._session = self._name = None
            self._watch.sign_on(None)

    async def _poll(self) -> None:
        query = {"after": self._cursor, "wait": str(POLL_WAIT_S)}
        if self._session is not None:
            query["session"] = self._session
        batch = await self._ask("GET", f"/events?{urllib.parse.urlencode(query)}", Events)
        if self._is_another_history(batch.pulse.history):
            return
        self._watch.take([received(record) for record in batch.events], batch.pulse, caught_up=batch.caught_up)
        self._cursor = batch.next
        for number in sorted(self._watch.book.missing):
            whole = await self._ask("GET", f"/incidents/{number}", IncidentEvents)
            self._watch.take_whole(number, [received(record) for record in whole.events])

    def _is_another_history(self, history: str) -> bool:
        """A fresh journal, or one that can be read now: what this console holds, and where it stands, is of the old."""
        before, self._history = self._history, history
        if before in (None, history):
            return False
        self._cursor = OPEN
        self._watch.start_over()
        return True

    async def _ask(
        self,
        method: str,
        path: str,
        kind: typing.Any,  # noqa: ANN401 a decoder's type is a value
        body: bytes | None = None,
        patience_s: float = ANSWER_TIMEOUT_S,
    ) -> typing.Any:  # noqa: ANN401 see above
        address = self._find()
        if address is None:
            raise _Gone(may_have_arrived=False)
        headers = {"Authorization": f"Bearer {address.token}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            answer = await self._http.request(
                method, address.url + path, headers=headers, content=body, timeout=patience_s
            )
        except httpx.HTTPError as error:
            unsent = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
            raise _Gone(may_have_arrived=not unsent) from None
        if answer.status_code != httpx.codes.OK:
            log.warning("The desk answered a %s with %d", method, answer.status_code)
            # 503 is the station's own word that it recorded nothing.
            raise _Gone(may_have_arrived=answer.status_code != httpx.codes.SERVICE_UNAVAILABLE)
        try:
            return msgspec.json.decode(answer.content, type=kind)
        except msgspec.DecodeError:
            log.exception("The desk answered a %s with something unreadable", method)
            raise _Gone from None
