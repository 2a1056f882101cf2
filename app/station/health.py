"""The station's health for consoles: greeting, heartbeat, and a function that makes each lamp."""

import collections.abc
import datetime as dt
import pathlib
import shutil

import msgspec

import app
from app.core.clock import Clock
from app.core.keyring import next_step
from app.core.tasks import Failed
from app.domain.data_share.signature import Signature
from app.domain.incident.envelope import Record
from app.domain.lamp import Lamp, LampState
from app.protocol.sync import WIRE, FeedPulse, Hello, Pulse
from app.station.journal.journal import Journal
from app.station.sessions import Sessions

LampOf = collections.abc.Callable[[int], Lamp | None]
"""A lamp as it stands at a time (UTC ms); None while there is nothing to tell."""


class Addresses(msgspec.Struct, frozen=True, kw_only=True):
    """Where RapidSOS reaches this station, before any proxy."""

    handler_url: str = ""
    status_url: str = ""


class Health:
    """Collects how each part of the station is, for every answer of the API: nothing here may be slow."""

    def __init__(self, journal: Journal, clock: Clock, sessions: Sessions, environment: str) -> None:
        self._journal = journal
        self._clock = clock
        self._sessions = sessions
        self._environment = environment
        self._started_at = clock.now()
        self.addresses = Addresses()
        self.lamps: list[LampOf] = []
        self.feeds: collections.abc.Callable[[], tuple[FeedPulse, ...]] = tuple
        self.unrecorded: collections.abc.Callable[[], tuple[Record, ...]] = tuple

    def hello(self) -> Hello:
        """The greeting."""
        return Hello(
            version=app.__version__,
            wire=WIRE,
            environment=self._environment,
            now=self._clock.now(),
            last_seq=self._journal.last_seq,
            started_at=self._started_at,
            handler_url=self.addresses.handler_url,
            status_url=self.addresses.status_url,
        )

    def pulse(self) -> Pulse:
        """The heartbeat."""
        now = self._clock.now()
        return Pulse(
            now=now,
            last_seq=self._journal.last_seq,
            lamps=tuple(lit for lamp in self.lamps if (lit := lamp(now)) is not None),
            feeds=self.feeds(),
            consoles=self._sessions.asking(now),
            recording=self._journal.trouble is None,
            unrecorded=self.unrecorded(),
            history=self._journal.history,
        )


def free_bytes(folder: pathlib.Path) -> int | None:
    """Free bytes on the folder's disk; None when they can't be read."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


OFTEN = 3
"""A duty that failed more often in a row does not work."""
DRIFT_MS = 2_000
"""The wall clock may leave the station's by this much before it is told (docs/design.md#time-runs-out)."""
LITTLE_SPACE = 1024**3
DAY_MS = 24 * 60 * 60 * 1000
RENEW_DAYS = 14
"""A certificate that ends sooner is told: a renewal that works comes earlier than this."""
FRESH_MS = 30_000
"""A self-test older than this proves nothing any more."""


class SelfTest(msgspec.Struct, frozen=True, kw_only=True):
    """How the listener answered the station itself."""

    at: int | None = None
    """The last time it did, UTC ms."""
    problem: str = ""


class Watching(msgspec.Struct, frozen=True, kw_only=True):
    """Since when nobody watches (UTC ms), and what is done about it."""

    since: int | None
    refuses: bool
    """Whether new shares are refused meanwhile."""
    ways: int
    """How many ways to call somebody are chosen."""
    problems: tuple[str, ...]
    """What went wrong with the last call."""


def listener(test: SelfTest, url: str, now: int) -> Lamp:
    """Whether the station's listener answers on this computer."""
    if test.problem:
        step = "Restart the station. If it stays, look for a firewall or another program on the port."
        return _lamp("listener", LampState.DOWN, f"{url} does not answer: {test.problem}.", test.at, step)
    if test.at is None or now - test.at > FRESH_MS:
        return _lamp("listener", LampState.NOT_PROVEN, f"{url} was not tried lately.", test.at)
    return _lamp("listener", LampState.SEEN, f"{url} answered the station itself.", test.at)


def certificate(expires_at: int, problem: str, now: int) -> Lamp:
    """Whether the certificate that the station shows RapidSOS is good, and for how long."""
    step = "Renew the certificate. The station takes the new files over by itself."
    days = (expires_at - now) // DAY_MS
    if expires_at <= now:
        return _lamp("certificate", LampState.DOWN, "The certificate has ended: RapidSOS can't connect.", now, step)
    if problem:
        return _lamp("certificate", LampState.WARNING, problem, now, step)
    words = f"The certificate is good for {days} more days."
    return _lamp("certificate", LampState.WARNING if days < RENEW_DAYS else LampState.SEEN, words, now, step)


def disk(trouble: str | None, free_bytes: int | None, now: int) -> Lamp:
    """Whether what arrives is recorded."""
    if trouble is not None:
        step = "Free space or repair the disk. Until then write down by hand what matters."
        return _lamp("disk", LampState.DOWN, f"Nothing is recorded: {trouble.rstrip('.')}.", now, step)
    if free_bytes is None:
        return _lamp("disk", LampState.WARNING, "The free space can't be told.", now, "Look at the disk.")
    room = f"{free_bytes / LITTLE_SPACE:.1f} GiB free."
    if free_bytes < LITTLE_SPACE:
        return _lamp("disk", LampState.WARNING, f"Recording, with only {room}", now, "Free some space soon.")
    return _lamp("disk", LampState.SEEN, f"Recording; {room}", now)


def clock(drift_ms: int, now: int, recorded_until: int | None = None) -> Lamp:
    """Whether this computer's clock goes as it did when the station started, and after all that was recorded.

    ``recorded_until`` is the time of the journal's last event at the start (UTC ms), if it lay in the future then.
    """
    if recorded_until is not None and recorded_until > now:
        ahead = dt.timedelta(seconds=(recorded_until - now) // 1000)
        words = f"The journal's last record of the run before is dated {ahead} ahead of this computer's clock."
        step = "Check the time. If it is right now, the times of what was recorded before are wrong by as much or more."
        return _lamp("clock", LampState.WARNING, words, now, step)
    if abs(drift_ms) <= DRIFT_MS:
        return _lamp(
            "clock", LampState.SEEN, f"The computer's clock is {drift_ms / 1000:+.1f} s off the station's.", now
        )
    words = f"The computer's clock was moved: it is {drift_ms / 1000:+.1f} s off the station's time."
    return _lamp("clock", LampState.WARNING, words, now, "Check the time; if it is right now, restart the station.")


def keyring(*, locked: bool, problem: str | None, now: int) -> Lamp:
    """Whether what earlier runs recorded can be read."""
    if locked:
        words = problem or "The key that opens earlier records is not here."
        step = f"New shares are kept all the same. Unlock the keyring. {next_step()}"
        return _lamp("keyring", LampState.DOWN, words, now, step)
    if problem:
        return _lamp("keyring", LampState.WARNING, problem, now, next_step())
    return _lamp("keyring", LampState.SEEN, "The key that opens all records is here.", now)


def signature(*, has_secret: bool, judged: dict[Signature, int]) -> Lamp:
    """Whether shares can be told from forgeries."""
    good, bad = judged.get(Signature.GOOD), judged.get(Signature.BAD)
    if not has_secret:
        step = "Enter the secret that RapidSOS was given: keyring, or WATCHFLOOR_SHARED_SECRET."
        words = "There is no shared secret: every share is refused with 401 and kept in quarantine."
        return _lamp("signature", LampState.DOWN, words, judged.get(Signature.NO_SECRET), step)
    if bad is not None and bad > (good or 0):
        step = "If RapidSOS sent it, the secret here or there is wrong. Compare them."
        return _lamp("signature", LampState.WARNING, "The last signed request had a wrong signature.", bad, step)
    if good is None:
        return _lamp("signature", LampState.NOT_PROVEN, "There is a secret; no share came to prove it yet.", None)
    return _lamp("signature", LampState.SEEN, "A share came with a good signature.", good)


def watch(watching: tuple[str, ...], unwatched: Watching, now: int) -> Lamp:
    """Whether somebody is there to see what arrives."""
    if unwatched.since is None:
        if not watching:
            return _lamp("watch", LampState.NOT_PROVEN, "Nobody is signed on.", None, "Sign on at a console.")
        return _lamp("watch", LampState.SEEN, f"{', '.join(watching)} watching.", now)
    words, step = "UNWATCHED: no signed-on console asks.", "Sign on at a console."
    if unwatched.refuses:
        words += " New shares are refused with 503."
    if not unwatched.ways:
        step += " Nobody is called: choose escalate_open_console, escalate_command or escalate_url in the settings."
    elif unwatched.problems:
        words += f" A call for help failed: {'; '.join(unwatched.problems)}."
    return _lamp("watch", LampState.DOWN, words, unwatched.since, step)


def path(address: str | None, at: int | None, problem: str, *, lost: bool) -> Lamp:
    """Whether the public address leads to this computer; what was never proven is grey, not red."""
    if address is None:
        step = "Set public_url to the address that RapidSOS was given, without its path."
        return _lamp("path", LampState.NOT_PROVEN, "There is no public address to test.", None, step)
    if lost:
        step = "Look at the tunnel or proxy, and phone your ECCs: new shares may not reach this center."
        return _lamp("path", LampState.DOWN, f"{address} no longer leads here: {problem}.", at, step)
    if problem or at is None:
        step = f"It may not be provable from inside. Let {address}/self_test lead here if it can."
        words = f"{address}: {problem}." if problem else f"{address} was not tried yet."
        return _lamp("path", LampState.NOT_PROVEN, words, None, step)
    return _lamp("path", LampState.SEEN, f"A self-test by {address} arrived here.", at)


def duties(failed: collections.abc.Mapping[str, Failed]) -> Lamp | None:
    """That a part of the station ended by a failure and was started again; nothing while all have run steadily."""
    if not failed:
        return None
    at = max(one.at for one in failed.values())
    told = (f"{name} ({one.problem}, {one.times} times)" for name, one in sorted(failed.items()))
    words = f"A part of the station failed and was started again: {', '.join(told)}."
    step = "Send the station's log to who looks after it. If it goes on, restart the station."
    return _lamp("duties", LampState.DOWN if _goes_on(failed) else LampState.WARNING, words, at, step)


def _goes_on(failed: collections.abc.Mapping[str, Failed]) -> bool:
    return any(one.times > OFTEN for one in failed.values())


def proxy(problem: str | None, now: int) -> Lamp | None:
    """That the environment names a proxy that no program of this kind can use; nothing while it does not."""
    if problem is None:
        return None
    step = "Correct the variable and restart. RapidSOS itself is reached by the setting rapidsos_proxy alone."
    return _lamp("proxy", LampState.WARNING, problem, now, step)


def backup(failed_at: int, problem: str) -> Lamp:
    """That the last try at the daily backup failed."""
    step = "Free space on the disk of the data directory. It is tried again every hour; the backups before stay."
    return _lamp("backup", LampState.WARNING, f"The daily backup failed: {problem}.", failed_at, step)


def refused(count: int, status: int, why: str, at: int) -> Lamp:
    """That requests with RapidSOS's signature header were refused before they could be judged."""
    words = "A request was" if count == 1 else f"{count} requests were"
    evidence = f"{words} refused that RapidSOS may have signed; the last was answered {status}: {why}."
    step = "Look under refused requests: a share may be among them. Tell RapidSOS, or whoever runs the proxy, why."
    return _lamp("refused", LampState.WARNING, evidence, at, step)


def callbacks(dropped: int, most: int, at: int) -> Lamp:
    """That messages about callflows were refused because their sender had no room left."""
    evidence = (
        f"{dropped} messages about callflows were answered 429: they name no callflow of this center, and one address "
        f"sent more than {most} of them in an hour."
    )
    step = "Look at the requests. If RapidSOS sent them, enter the status secret; if a stranger did, shut them out."
    return _lamp("callbacks", LampState.WARNING, evidence, at, step)


def checklist(problems: tuple[str, ...], at: int | None) -> Lamp | None:
    """That the center's own checklists can't be read; nothing while they can."""
    if not problems:
        return None
    more = f" And {len(problems) - 1} more." if len(problems) > 1 else ""
    step = "Mend checklists.toml in the data directory. It is read again by itself; until then the list before stays."
    return _lamp("checklist", LampState.WARNING, problems[0] + more, at, step)


def _lamp(name: str, state: LampState, evidence: str, observed_at: int | None, next_step: str = "") -> Lamp:
    return Lamp(name=name, state=state, evidence=evidence, observed_at=observed_at, next_step=next_step)
