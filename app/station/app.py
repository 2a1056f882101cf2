"""Puts the station together, runs it and drains it: the only module here that knows all the others."""

import asyncio
import collections.abc
import functools
import logging
import os
import typing

import msgspec

import app
from app.core import outgoing
from app.core.clock import Clock
from app.core.errors import Exit, RefusedError
from app.core.logs import Redactor
from app.core.tasks import Tasks, names_apart
from app.domain.callflow.definition import Definition
from app.domain.data_share.feed import FeedKind
from app.domain.incident.events import AnyEvent, StationStarted, StationStopped
from app.settings import Environment, Settings, center_files
from app.station import health as station_health
from app.station import startup
from app.station.api import auth
from app.station.api import routes as api_routes
from app.station.api.auth import DeskFile
from app.station.api.routes import HandoverRoutes, QuarantineRoutes, RequestRoutes, SearchRoutes
from app.station.api.sync import LIMITS, SyncRoutes, Tail
from app.station.checks.checks import Checks
from app.station.health import Addresses, Health, LampOf, free_bytes
from app.station.http import tls
from app.station.http.request import Route
from app.station.http.server import HttpServer
from app.station.inspector.inspector import looking_on
from app.station.inspector.service import Inspector, Replayer
from app.station.journal.base import DataDirectory, JournalRefusedError, JournalUnavailableError
from app.station.journal.journal import Journal
from app.station.live_settings import SettingsChanger, SettingsInForce
from app.station.rapidsos.client import Client
from app.station.rapidsos.rapidsos import RapidSosClients, WorkflowEndpoint
from app.station.secrets.secrets import Secrets
from app.station.services import keyring_watch, rapidsos_lamps, reachability
from app.station.services.callbacks import CallbackService
from app.station.services.checklists import ChecklistService
from app.station.services.commands import CommandBus, StationActions, happens
from app.station.services.intake import Intake, SignatureRecheck
from app.station.services.keyring_watch import KeyringWatch
from app.station.services.polling.poller import FeedRequest, Poller, ShareTokens
from app.station.services.quarantine import QuarantineService
from app.station.services.retention import BackupService, RetentionService
from app.station.services.triggers import TriggerService
from app.station.services.watchdog import Watchdog, read_stamp
from app.station.sessions import Sessions
from app.station.startup import BodyReader, warm_up
from app.station.supervision import Supervision
from app.station.webhooks import callflow, data_share
from app.station.webhooks.callflow import CallflowHttpHandler, CallflowStatusHandler
from app.station.webhooks.data_share import DataShareHandler, RefusedShares
from app.station.webhooks.listener import Listener, SampleRoutes

TEND_EVERY_S = 10.0


class FlowServices:
    """The trigger service of one station, and the task that looks after it."""

    def __init__(
        self,
        place: DataDirectory,
        settings: Settings,
        clock: Clock,
        line: RapidSosClients,
        journal: Journal,
        tasks: Tasks,
    ) -> None:
        self._clock = clock
        self._tasks = tasks
        new_client = functools.partial(Client, line.base_url, settings, clock)
        endpoint = WorkflowEndpoint(new_client, line.oauth, settings.trigger_path)
        self.triggering = TriggerService(journal, endpoint, functools.partial(_definitions, place), tasks, clock)

    async def begin(self) -> None:
        """Close what a crash left open, before anybody can confirm anything; then look after it."""
        await self.triggering.tend()
        self._tasks.keep("triggers", self._tend_forever)

    async def end(self) -> None:
        """Wait for the outcomes of what is on its way."""
        await self.triggering.drain()

    async def _tend_forever(self) -> None:
        while True:
            await self._clock.wait(TEND_EVERY_S)
            await self.triggering.tend()


def callback_routes(
    follow: CallbackService, in_force: SettingsInForce, secret: collections.abc.Callable[[], str | None]
) -> tuple[Route, ...]:
    """Where RapidSOS tells about running flows; ``secret`` is what its status messages are signed with."""
    status = CallflowStatusHandler(follow, lambda: tuple(filter(None, (secret(),))))
    http = CallflowHttpHandler(
        follow, lambda: in_force.now.callflow_http_parameter, lambda: in_force.now.callflow_http_answer
    )
    return (
        Route(path=callflow.STATUS_PATH, methods={"POST": status}),
        Route(path=callflow.HTTP_PATH, methods={"POST": http.post, "GET": http.get}),
    )


def _definitions(place: DataDirectory) -> collections.abc.Mapping[str, Definition]:
    """Read anew for each trigger: an administrator's change counts at once."""
    found = center_files.read_callflows(place.folder, place.environment)
    for file, problems in found.broken.items():
        first = problems[0]
        _LOG.warning("The callflow %s can't be used: line %d: %s", file, first.line, first.reason)
    return {definition.file: definition for definition in found.definitions}


class RapidSosServices:
    """RapidSOS, as this station speaks to it; make it on the station's loop."""

    def __init__(
        self, place: DataDirectory, settings: Settings, clock: Clock, secrets: Secrets, redactor: Redactor
    ) -> None:
        """Nothing is asked before ``start``.

        Raises:
            RefusedError: a setting can't be used; the sentence says which.
        """
        self._clock = clock
        self._redactor = redactor
        environment = typing.cast("Environment", place.environment)
        self.line = RapidSosClients(environment, settings, clock, redactor, secrets.client)

    def start(self, journal: Journal, tasks: Tasks, health: Health) -> Poller:
        """Begin to ask about every open incident, and keep the station's own token fresh."""
        tokens = ShareTokens(journal, self._redactor)
        request = FeedRequest(self.line.lei, self.line.rad_e, tokens)
        poller = Poller(journal, self._clock, tasks, request, tokens)
        health.feeds, health.unrecorded = poller.pulse, poller.unrecorded
        health.lamps += self._lamps(poller)
        tasks.keep("poller", poller.run)
        tasks.keep("credentials", lambda: keyring_watch.keep_fresh(self.line.oauth, self._clock))
        return poller

    def _lamps(self, poller: Poller) -> list[LampOf]:
        return [
            lambda now: rapidsos_lamps.lei(poller.seen[FeedKind.LEI], now),
            lambda now: rapidsos_lamps.rad_e(poller.seen[FeedKind.RAD_E], now),
            lambda _now: rapidsos_lamps.credentials(self.line.oauth.seen),
        ]


_LOG = logging.getLogger(__name__)

API_HOST = "127.0.0.1"


class ReadyLine(msgspec.Struct, frozen=True, kw_only=True):
    """The line that ``watchfloor station`` prints when it accepts connections."""

    ready: bool = True
    pid: int
    handler_url: str
    status_url: str
    desk_url: str


class Station:
    """Everything that runs headless for one data directory, which the caller holds locked."""

    def __init__(
        self, place: DataDirectory, in_force: SettingsInForce, clock: Clock, secrets: Secrets, redactor: Redactor
    ) -> None:
        self._place = place
        in_force.keep(place.environment)
        self._in_force = in_force
        self._settings = in_force.now
        self._clock = clock
        self._secrets = secrets
        self._redactor = redactor
        self._tasks = Tasks(_report, clock.now)
        self._asked_to_stop = asyncio.Event()
        self._stop_is_recorded = False

    async def run(self, tell_ready: collections.abc.Callable[[ReadyLine], None]) -> None:
        """Work until asked to stop, then drain.

        Raises:
            RefusedError: it can't start; the sentence says what to do.
        """
        names = names_apart()
        try:
            await self._run(tell_ready)
        finally:
            names.shutdown(wait=False, cancel_futures=True)

    async def _run(self, tell_ready: collections.abc.Callable[[ReadyLine], None]) -> None:
        await asyncio.to_thread(self._secrets.ask_keyring)
        self._supervision = Supervision(self._in_force, self._place, self._clock, self._redactor)
        self._rapidsos = RapidSosServices(self._place, self._settings, self._clock, self._secrets, self._redactor)
        self._journal = await asyncio.to_thread(self._opened_journal)
        self._checklists = ChecklistService(self._place.folder, self._journal, self._clock)
        try:
            await self._serve(tell_ready)
        finally:
            await self._tasks.stop()
            await self._rapidsos.line.close()
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

    async def _serve(self, tell_ready: collections.abc.Callable[[ReadyLine], None]) -> None:
        read = await asyncio.to_thread(BodyReader, self._place.folder, self._in_force)
        handler = DataShareHandler(Intake(self._journal), self._secrets.shared, read, self._supervision.refuses)
        unlock = self._unlock(SignatureRecheck(self._journal, data_share.HEADER, read))
        sessions, tail = Sessions(), Tail(self._journal)
        health = Health(self._journal, self._clock, sessions, self._place.environment)
        flows = FlowServices(self._place, self._settings, self._clock, self._rapidsos.line, self._journal, self._tasks)
        kept = QuarantineService(self._journal, read)
        commands = CommandBus(
            self._journal, sessions, self._clock, self._stopped_by_command, kept, self._actions(flows)
        )
        calls = SyncRoutes(self._journal, tail, sessions, self._clock, health, commands.obey)
        listener = self._listener(handler)
        more = [
            *api_routes.secret_routes(unlock.take_over, self._secrets.given),
            *self._check_routes(listener, sessions),
        ]
        api, token = self._api([*calls.routes(), *self._reading_routes(kept, read, listener.server, sessions), *more])
        watch = Watchdog(self._place.folder, self._clock, self._write, self._unrecorded_since)
        try:
            await listener.open(tls.listening())
            await api.start(API_HOST, 0)
            health.addresses = _addresses(listener.server)
            health.lamps = [*self._lamps(health, handler, listener, watch), *self._supervision.lamps(sessions.asking)]
            auth.write(self._place.folder, self._desk_file(api, token))
            await flows.begin()
            await self._begin(watch, listener, unlock, sessions, health)
            tell_ready(_ready(health.addresses, api))
            await self._work()
            await self._end(watch, flows)
        finally:
            await listener.server.stop()
            tail.end()
            await api.stop()
            auth.remove(self._place.folder)

    async def _work(self) -> None:
        """Until it is asked to stop, first loading what nobody should have to wait for."""
        self._tasks.start("warm-up", asyncio.to_thread(warm_up))
        await self._asked_to_stop.wait()

    def _api(self, routes: list[Route]) -> tuple[HttpServer, str]:
        """The API's server behind its token, and the token."""
        token = auth.new_token()
        self._redactor.register(token)
        return HttpServer(routes, self._clock, LIMITS, auth.guard(token)), token

    def _reading_routes(
        self, kept: QuarantineService, read: data_share.Read, listener: HttpServer, sessions: Sessions
    ) -> list[Route]:
        """The API's routes that change nothing."""
        replayer = Replayer(self._journal, read, self._secrets.shared)
        inspection = Inspector(self._journal, looking_on(listener, self._clock), kept, replayer, self._clock)
        handover = HandoverRoutes(self._journal, sessions, self._clock)
        calls = (QuarantineRoutes(kept), SearchRoutes(self._journal), RequestRoutes(inspection), handover)
        told = api_routes.settings_routes(self._in_force.told)
        facts = api_routes.fact_routes(self._journal, lambda: self._in_force.now.answering_profile, self._clock.now)
        return [*(route for one in calls for route in one.routes()), *told, *facts]

    def _actions(self, flows: FlowServices) -> StationActions:
        changing = SettingsChanger(self._in_force, self._journal, functools.partial(startup.check, self._place))
        return StationActions(flows.triggering.confirm, changing.obey)

    def _listener(self, handler: DataShareHandler) -> Listener:
        listener = Listener(self._settings, self._routes(handler), self._clock)
        self._refused = RefusedShares(Intake(self._journal), self._secrets.shared, self._tasks)
        listener.server.reads_refused = self._refused.reads
        listener.server.observers.append(self._refused.take)
        self._in_force.on(("trusted_proxies",), lambda: listener.trust(self._in_force.now.trusted_proxies))
        return listener

    def _routes(self, handler: DataShareHandler) -> list[Route]:
        secret = functools.partial(self._secrets.get, "STATUS_SECRET")
        self._callbacks = CallbackService(self._journal, self._clock)
        return [
            Route(path=data_share.PATH, methods={"POST": handler}),
            Route(path=reachability.PATH, methods={"GET": self._supervision.door, "POST": self._samples()}),
            *callback_routes(self._callbacks, self._in_force, secret),
        ]

    def _samples(self) -> SampleRoutes:
        return SampleRoutes(self._supervision.nonces, self._secrets.shared)

    def _check_routes(self, listener: Listener, sessions: Sessions) -> list[Route]:
        """The API's routes that try something out while a person waits."""
        checks = Checks(listener, self._supervision, self._rapidsos.line, self._secrets, self._clock)
        return api_routes.check_routes(checks.kinds, sessions)

    def _unlock(self, again: SignatureRecheck) -> KeyringWatch:
        """Watches the keyring; what the poller could not read is looked at again once it can be."""

        async def opened() -> None:
            await self._poller.book.begin_when_possible()

        return KeyringWatch(self._journal, self._secrets, again, self._clock, opened)

    async def _begin(
        self, watch: Watchdog, listener: Listener, unlock: KeyringWatch, sessions: Sessions, health: Health
    ) -> None:
        if exposed := listener.exposure():
            _LOG.warning("%s", exposed)
        last = read_stamp(self._place.folder)
        await watch.begin(await self._last_recorded_at())
        await self._write(StationStarted(version=app.__version__, environment=self._place.environment))
        await self._checklists.look()
        self._tasks.keep("watch", watch.run)
        self._tasks.keep("self-test", listener.watch)
        self._poller = self._rapidsos.start(self._journal, self._tasks, health)

        def days() -> int:
            return self._in_force.now.retention_days

        forgetting, alive = RetentionService(self._journal, self._clock, days), last.at if last else None
        self._tasks.keep("forget", lambda: forgetting.run(alive))
        backup = BackupService(self._place, self._clock, days)
        problem = outgoing.proxy_problem()
        health.lamps += [
            lambda _now: backup.lamp(),
            lambda _now: station_health.duties(self._tasks.failures()),
            lambda now: station_health.proxy(problem, now),
        ]
        if problem is not None:
            _LOG.warning("%s", problem)
        self._tasks.keep("backup", backup.run)
        self._tasks.keep("unlock", unlock.run)
        self._tasks.keep("checklists", self._checklists.run)
        await self._supervision.begin(self._journal, sessions, self._write, self._tasks)

    async def _last_recorded_at(self) -> int | None:
        """When the journal's last event was recorded (UTC ms); None when there is none, or the disk does not tell."""
        try:
            last = await asyncio.to_thread(self._journal.event, self._journal.last_seq)
        except JournalUnavailableError:
            return None
        return None if last is None else last.at

    async def _end(self, watch: Watchdog, flows: FlowServices) -> None:
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

    def _lamps(self, health: Health, handler: DataShareHandler, listener: Listener, watch: Watchdog) -> list[LampOf]:
        journal, secrets, folder = self._journal, self._secrets, self._place.folder
        return [
            lambda now: listener.lamp(health.addresses.handler_url, now),
            *listener.certificate_lamps(),
            lambda now: station_health.disk(
                journal.trouble.reason if journal.trouble else None, free_bytes(folder), now
            ),
            lambda now: station_health.clock(self._clock.drift_ms(), now, watch.recorded_until),
            lambda now: station_health.keyring(locked=journal.locked, problem=secrets.problem, now=now),
            lambda _now: self._checklists.lamp(),
            self._refused.lamp,
            self._callbacks.lamp,
            lambda _now: station_health.signature(has_secret=bool(secrets.shared()), judged=handler.judged),
        ]

    def _desk_file(self, api: HttpServer, token: str) -> DeskFile:
        return DeskFile(url=api.url, token=token, pid=os.getpid(), simulator=self._secrets.simulator)


def _addresses(listener: HttpServer) -> Addresses:
    return Addresses(handler_url=listener.url + data_share.PATH, status_url=listener.url + callflow.STATUS_PATH)


def _ready(addresses: Addresses, api: HttpServer) -> ReadyLine:
    return ReadyLine(
        pid=os.getpid(), handler_url=addresses.handler_url, status_url=addresses.status_url, desk_url=api.url
    )


def _report(name: str, failure: BaseException) -> None:
    _LOG.error("The duty %s ended by a failure", name, exc_info=failure)
