"""The assembly: the only module here that knows all the others."""

import asyncio
import collections.abc
import functools
import logging
import os

import msgspec

import app
from app.domain.incident.events import AnyEvent, StationStarted, StationStopped
from app.ground.clock import Clock
from app.ground.exits import Exit, RefusedError
from app.ground.redaction import Redactor
from app.ground.tasks import Tasks
from app.station import lamps, nonces, would_start
from app.station.desk import door, fact_calls, proof_calls, secret_calls, settings_calls
from app.station.desk.door import DeskFile
from app.station.desk.handover_calls import HandoverCalls
from app.station.desk.quarantine_calls import QuarantineCalls
from app.station.desk.request_calls import RequestCalls
from app.station.desk.search_calls import SearchCalls
from app.station.desk.server import LIMITS, DeskCalls
from app.station.desk.tail import Tail
from app.station.duties.adopt_checklists import AdoptChecklists
from app.station.duties.back_up import BackUp
from app.station.duties.change_settings import ChangingSettings
from app.station.duties.forget import Forget
from app.station.duties.operate import Doors, Operate, happens
from app.station.duties.quarantine import Kept
from app.station.duties.receive import Receive
from app.station.duties.unlock import Unlock
from app.station.duties.verify_again import VerifyAgain
from app.station.duties.watch import Watch, read_stamp
from app.station.flows import Flows, callback_routes
from app.station.health import Addresses, Health, LampOf, free_bytes
from app.station.in_force import SettingsInForce
from app.station.inspection.inspection import Inspection
from app.station.inspection.rehearsal import Rehearsal
from app.station.inspection.ring import looking_on
from app.station.journal.errors import JournalRefusedError, JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.journal.place import Place
from app.station.keys.secrets import Secrets
from app.station.listener import callflow_status, data_share, inherited
from app.station.listener.data_share import DataShareHandler
from app.station.listener.entrance import Entrance
from app.station.listener.exchange import Route
from app.station.listener.sample_door import SampleDoor
from app.station.listener.server import HttpServer
from app.station.outward import Outward
from app.station.proving.proving import Proving
from app.station.reading import Reading
from app.station.sessions import Sessions
from app.station.vigil import Vigil
from app.station.warm_up import warm_up

_LOG = logging.getLogger(__name__)

DESK_HOST = "127.0.0.1"


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """The line that ``watchfloor station`` prints when it accepts connections."""

    ready: bool = True
    pid: int
    handler_url: str
    status_url: str
    desk_url: str


class Station:
    """Everything that runs headless for one data directory, which the caller holds locked."""

    def __init__(
        self, place: Place, in_force: SettingsInForce, clock: Clock, secrets: Secrets, redactor: Redactor
    ) -> None:
        self._place = place
        in_force.keep(place.environment)
        self._in_force = in_force
        self._settings = in_force.now
        self._clock = clock
        self._secrets = secrets
        self._redactor = redactor
        self._tasks = Tasks(_report)
        self._asked_to_stop = asyncio.Event()
        self._stop_is_recorded = False

    async def run(self, tell_ready: collections.abc.Callable[[Ready], None]) -> None:
        """Work until asked to stop, then drain.

        Raises:
            RefusedError: it can't start; the sentence says what to do.
        """
        await asyncio.to_thread(self._secrets.ask_keyring)
        self._vigil = Vigil(self._in_force, self._place, self._clock, self._redactor)
        self._outward = Outward(self._place, self._settings, self._clock, self._secrets, self._redactor)
        self._journal = await asyncio.to_thread(self._opened_journal)
        self._checklists = AdoptChecklists(self._place.folder, self._journal, self._clock)
        try:
            await self._serve(tell_ready)
        finally:
            await self._tasks.stop()
            await self._outward.line.close()
            await asyncio.to_thread(self._journal.close)

    def stop(self) -> None:
        """Ask it to stop; ``run`` then returns."""
        self._asked_to_stop.set()

    def _opened_journal(self) -> Journal:
        try:
            return Journal.open(self._place, private_key=self._secrets.seal_key, now=self._clock.now)
        except JournalRefusedError as error:
            raise RefusedError(str(error), Exit.JOURNAL) from None
        except OSError as error:
            raise RefusedError(
                f"The data directory {self._place.folder} can't be used ({error.strerror or error}).", Exit.STORAGE
            ) from None

    async def _serve(self, tell_ready: collections.abc.Callable[[Ready], None]) -> None:
        read = await asyncio.to_thread(Reading, self._place.folder, self._in_force)
        handler = DataShareHandler(Receive(self._journal), self._secrets.shared, read, self._vigil.refuses)
        unlock = self._unlock(VerifyAgain(self._journal, data_share.HEADER, read))
        sessions, tail = Sessions(), Tail(self._journal)
        health = Health(self._journal, self._clock, sessions, self._place.environment)
        flows = Flows(self._place, self._settings, self._clock, self._outward.line, self._journal, self._tasks)
        kept = Kept(self._journal, read)
        operate = Operate(self._journal, sessions, self._clock, self._stopped_by_command, kept, self._doors(flows))
        calls = DeskCalls(self._journal, tail, sessions, self._clock, health, operate.obey)
        entrance = self._entrance(handler)
        more = [*secret_calls.routes(unlock.take_over, self._secrets.given), *self._proofs(entrance, sessions)]
        desk, token = self._desk([*calls.routes(), *self._looks(kept, read, entrance.server, sessions), *more])
        watch = Watch(self._place.folder, self._clock, self._write, self._unrecorded_since)
        try:
            await entrance.open(inherited.listening())
            await desk.start(DESK_HOST, 0)
            health.addresses = _addresses(entrance.server)
            health.lamps = [*self._lamps(health, handler, entrance), *self._vigil.lamps(sessions.asking)]
            door.write(self._place.folder, self._desk_file(desk, token))
            await flows.begin()
            await self._begin(watch, entrance, unlock, sessions, health)
            tell_ready(_ready(health.addresses, desk))
            await self._work()
            await self._end(watch, flows)
        finally:
            await entrance.server.stop()
            tail.end()
            await desk.stop()
            door.remove(self._place.folder)

    async def _work(self) -> None:
        """Until it is asked to stop, first loading what nobody should have to wait for."""
        self._tasks.start("warm-up", asyncio.to_thread(warm_up))
        await self._asked_to_stop.wait()

    def _desk(self, routes: list[Route]) -> tuple[HttpServer, str]:
        """The desk behind its door, and the key to it."""
        token = door.new_token()
        self._redactor.register(token)
        return HttpServer(routes, self._clock, LIMITS, door.guard(token)), token

    def _looks(self, kept: Kept, read: data_share.Read, listener: HttpServer, sessions: Sessions) -> list[Route]:
        """The desk's calls that change nothing."""
        rehearsal = Rehearsal(self._journal, read, self._secrets.shared)
        inspection = Inspection(self._journal, looking_on(listener, self._clock), kept, rehearsal, self._clock)
        handover = HandoverCalls(self._journal, sessions, self._clock)
        calls = (QuarantineCalls(kept), SearchCalls(self._journal), RequestCalls(inspection), handover)
        told = settings_calls.routes(self._in_force.told)
        facts = fact_calls.routes(self._journal, lambda: self._in_force.now.answering_profile, self._clock.now)
        return [*(route for one in calls for route in one.routes()), *told, *facts]

    def _doors(self, flows: Flows) -> Doors:
        changing = ChangingSettings(self._in_force, self._journal, functools.partial(would_start.check, self._place))
        return Doors(flows.triggering.confirm, changing.obey)

    def _entrance(self, handler: DataShareHandler) -> Entrance:
        entrance = Entrance(self._settings, self._routes(handler), self._clock)
        self._in_force.on(("trusted_proxies",), lambda: entrance.trust(self._in_force.now.trusted_proxies))
        return entrance

    def _routes(self, handler: DataShareHandler) -> list[Route]:
        secret = functools.partial(self._secrets.get, "STATUS_SECRET")
        return [
            Route(path=data_share.PATH, methods={"POST": handler}),
            Route(path=nonces.PATH, methods={"GET": self._vigil.door, "POST": self._samples()}),
            *callback_routes(self._journal, self._clock, self._in_force, secret),
        ]

    def _samples(self) -> SampleDoor:
        return SampleDoor(self._vigil.nonces, self._secrets.shared)

    def _proofs(self, entrance: Entrance, sessions: Sessions) -> list[Route]:
        """The desk's calls that try something out while a person waits."""
        proving = Proving(entrance, self._vigil, self._outward.line, self._secrets, self._clock)
        return proof_calls.routes(proving.kinds, sessions)

    def _unlock(self, again: VerifyAgain) -> Unlock:
        """The keyring's duty; what the refresh could not read is looked at again once it can be."""

        async def opened() -> None:
            await self._refresh.book.begin_when_possible()

        return Unlock(self._journal, self._secrets, again, self._clock, opened)

    async def _begin(
        self, watch: Watch, entrance: Entrance, unlock: Unlock, sessions: Sessions, health: Health
    ) -> None:
        if exposed := entrance.exposure():
            _LOG.warning("%s", exposed)
        last = read_stamp(self._place.folder)
        await watch.begin()
        await self._write(StationStarted(version=app.__version__, environment=self._place.environment))
        await self._checklists.look()
        self._tasks.start("watch", watch.run())
        self._tasks.start("self-test", entrance.watch())
        self._refresh = self._outward.start(self._journal, self._tasks, health)

        def days() -> int:
            return self._in_force.now.retention_days

        self._tasks.start("forget", Forget(self._journal, self._clock, days).run(last.at if last else None))
        backup = BackUp(self._place, self._clock, days)
        health.lamps.append(lambda _now: backup.lamp())
        self._tasks.start("backup", backup.run())
        self._tasks.start("unlock", unlock.run())
        self._tasks.start("checklists", self._checklists.run())
        await self._vigil.begin(self._journal, sessions, self._write, self._tasks)

    async def _end(self, watch: Watch, flows: Flows) -> None:
        await flows.end()
        if not self._stop_is_recorded:
            await self._write(StationStopped())
        await watch.end()

    def _stopped_by_command(self) -> None:
        self._stop_is_recorded = True
        self.stop()

    def _unrecorded_since(self) -> int | None:
        return None if self._journal.trouble is None else self._journal.trouble.since

    async def _write(self, event: AnyEvent) -> None:
        try:
            await self._journal.decide(happens(event))
        except JournalUnavailableError:
            _LOG.warning("%s could not be recorded", type(event).__name__)

    def _lamps(self, health: Health, handler: DataShareHandler, entrance: Entrance) -> list[LampOf]:
        journal, secrets, folder = self._journal, self._secrets, self._place.folder
        return [
            lambda now: entrance.lamp(health.addresses.handler_url, now),
            *entrance.certificate_lamps(),
            lambda now: lamps.disk(journal.trouble.reason if journal.trouble else None, free_bytes(folder), now),
            lambda now: lamps.clock(self._clock.drift_ms(), now),
            lambda now: lamps.keyring(locked=journal.locked, problem=secrets.problem, now=now),
            lambda _now: self._checklists.lamp(),
            lambda _now: lamps.signature(has_secret=bool(secrets.shared()), judged=handler.judged),
        ]

    def _desk_file(self, desk: HttpServer, token: str) -> DeskFile:
        return DeskFile(url=desk.url, token=token, pid=os.getpid(), simulator=self._secrets.simulator)


def _addresses(listener: HttpServer) -> Addresses:
    return Addresses(handler_url=listener.url + data_share.PATH, status_url=listener.url + callflow_status.PATH)


def _ready(addresses: Addresses, desk: HttpServer) -> Ready:
    return Ready(pid=os.getpid(), handler_url=addresses.handler_url, status_url=addresses.status_url, desk_url=desk.url)


def _report(name: str, failure: BaseException) -> None:
    _LOG.error("The duty %s ended by a failure", name, exc_info=failure)
