"""What a start does before anything runs: makes the data directory, locks it to one station, checks settings.

And how bodies of shares are read: by the center's mapping file and its list of ECCs (docs/contract.md#3.5).
"""

import gc
import importlib
import logging
import pathlib
import socket
import sys
import tomllib
import typing
import urllib.parse

import filelock
import msgspec

from app import settings
from app.core import paths
from app.core.errors import Exit, RefusedError
from app.domain.callflow.agency import Agencies, NotImported
from app.domain.data_share import payload
from app.domain.data_share.field_mapping import Mapping
from app.domain.location import phone
from app.settings import Environment, Settings, center_files, schema
from app.station.api import auth
from app.station.http.server import every_address, is_every
from app.station.http.tls import Certificate
from app.station.journal import sealing
from app.station.journal.base import LOCK, DataDirectory, JournalRefusedError
from app.station.live_settings import SettingsInForce
from app.station.rapidsos import client, rapidsos

LOOPBACK = "loopback"
"""What a simulator's journal says of the hosts it may call: any port of this computer."""


def make(directory: pathlib.Path) -> None:
    """Make the directory, for its user alone.

    Raises:
        RefusedError: it can't be made.
    """
    try:
        paths.make_folder(directory)
    except OSError as error:
        raise RefusedError(
            f"The data directory {directory} can't be made ({error.strerror or error}). Choose another --data-dir.",
            Exit.STORAGE,
        ) from None


_LOG = logging.getLogger(__name__)
OTHERS = 0o077


def hold(directory: pathlib.Path) -> filelock.BaseFileLock:
    """Hold the directory for this station, and close it to others of this computer if it stood open.

    Raises:
        RefusedError: another station holds it, or it can't be written.
    """
    lock = filelock.FileLock(directory / LOCK, mode=paths.ONLY_ME)
    try:
        _close_to_others(directory, paths.ONLY_MY_FOLDER)
        if (directory / LOCK).exists():
            _close_to_others(directory / LOCK, paths.ONLY_ME)
        return lock.acquire(blocking=False).lock
    except filelock.Timeout:
        other = auth.read(directory)
        who = "A station" if other is None else f"A station (process {other.pid})"
        raise RefusedError(
            f"{who} works on the data directory {directory} already. Use that one, or end it with: "
            f"watchfloor stop --data-dir {directory}",
            Exit.DIRECTORY_IN_USE,
        ) from None
    except OSError as error:
        raise RefusedError(
            f"The data directory {directory} can't be written ({error.strerror or error}). Correct its rights or "
            "choose another --data-dir.",
            Exit.STORAGE,
        ) from None


def _close_to_others(path: pathlib.Path, mode: int) -> None:
    """Take other users' rights away and say so; on Windows the folder's own rights were set when it was made."""
    if sys.platform != "win32" and path.stat().st_mode & OTHERS:
        _LOG.warning("%s was open to other users of this computer; it is closed to them now.", path)
        path.chmod(mode)


def data_directory_for(directory: pathlib.Path, chosen: Settings) -> DataDirectory:
    """The journal's place: the environment that was asked for, else the directory's own, else production.

    Raises:
        RefusedError: a RapidSOS address that this environment may not call, or a newer program's journal.
    """
    environment = chosen.environment or _environment_of(directory) or "production"
    url = settings.rapidsos_url(environment, chosen.rapidsos_url)
    host = LOOPBACK if environment == "simulator" else urllib.parse.urlsplit(url).hostname or ""
    return DataDirectory(folder=directory, environment=environment, hosts=(host,))


def mapping(chosen: Settings) -> Mapping:
    """The names to read in a Data Share body: the center's mapping file, else the contract's (docs/contract.md#3.4).

    Raises:
        RefusedError: the file can't be read or says something else.
    """
    if chosen.data_share_mapping is None:
        return Mapping()
    file = pathlib.Path(chosen.data_share_mapping).expanduser()
    try:
        return msgspec.convert(tomllib.loads(paths.read_text(file)), Mapping)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RefusedError(
            f"The mapping file {file} can't be used: {error}. Correct it, or remove the setting data_share_mapping.",
            Exit.SETTINGS,
        ) from None


def read_agencies(data_directory: pathlib.Path) -> Agencies:
    """The list in the data directory; empty when there is none or it is broken, which is logged by line. Blocks."""
    found = center_files.read_agencies(data_directory)
    lines = found.problems if isinstance(found, NotImported) else found.notes
    for one in lines[:1]:
        more = f" And {len(lines) - 1} lines more." if len(lines) > 1 else ""
        _LOG.warning("%s, line %d: %s.%s", center_files.AGENCIES, one.line, one.sentence, more)
    if isinstance(found, NotImported):
        _LOG.warning("No list of ECCs is kept: %s can't be used", center_files.AGENCIES)
        return Agencies()
    return found


class BodyReader:
    """Parses bodies of shares; a change of the settings that name the mapping and the ECCs counts at once."""

    def __init__(self, folder: pathlib.Path, in_force: SettingsInForce) -> None:
        """Read the two files. Blocks.

        Raises:
            RefusedError: the mapping file can't be used.
        """
        self._folder = folder
        self._in_force = in_force
        self.renew()
        in_force.on(("agencies", "data_share_mapping"), self.renew)

    def __call__(self, untrusted_body: bytes) -> payload.DataShare | payload.MalformedShare:
        """The share in a body, or why it is malformed."""
        return payload.parse(untrusted_body, mapping=self._mapping, agencies=self._agencies)

    def renew(self) -> None:
        """Read the mapping file and the list of ECCs again. Blocks.

        Raises:
            RefusedError: the mapping file can't be used.
        """
        listed = read_agencies(self._folder).listed
        self._mapping = mapping(self._in_force.now)
        self._agencies: set[str] = {*self._in_force.now.agencies, *(agency.ecc_id for agency in listed)}


def _environment_of(directory: pathlib.Path) -> Environment | None:
    try:
        made = sealing.read(directory)
    except JournalRefusedError as error:
        raise RefusedError(str(error), Exit.JOURNAL) from None
    except OSError as error:
        raise RefusedError(f"The data directory {directory} can't be read ({error.strerror}).", Exit.STORAGE) from None
    return None if made is None else typing.cast("Environment", made.environment)


EXAMPLE: typing.Final = "+12125550143"
LATER: typing.Final = ("app.station.rapidsos.transport", "anyio._backends._asyncio")
"""What the first question to RapidSOS needs; the HTTP library loads the second one only when it connects."""
YOUNG: typing.Final = (2_000, 5)
"""New objects until the collector looks at them, and looks until it looks at all of those: a ms or two at most."""


def warm_up() -> None:
    """Load what the first share and the first question to RapidSOS need; blocks, so run it in a thread.

    What is loaded by then stays for good: the collector never walks through it again while a share waits.
    """
    gc.freeze()
    gc.set_threshold(*YOUNG)
    phone.read(EXAMPLE)
    for name in LATER:
        importlib.import_module(name)
    gc.freeze()


def check(place: DataDirectory, after: Settings, now: Settings) -> None:
    """Look at what a start would stumble over; ``now`` is in force, so that its own port is no other's.

    Raises:
        RefusedError: it would not start; the sentence says which setting to correct.
    """
    environment = data_directory_for(place.folder, after).environment
    schema.check_addresses(after, environment)  # type: ignore[arg-type]  # a journal knows it as text
    mapping(after)
    rapidsos.aliases(after)
    client.trust(after.rapidsos_ca)
    if after.tls_certificate is not None and after.tls_key is not None:
        Certificate(pathlib.Path(after.tls_certificate).expanduser(), pathlib.Path(after.tls_key).expanduser())
    if (after.host, after.port) != (now.host, now.port):
        _can_listen(after.host, after.port if after.port != now.port else 0)


def _can_listen(host: str, port: int) -> None:
    """Try the address; 0 tries the host alone."""
    try:
        if is_every(host):
            every_address(port).close()
            return
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        with socket.create_server((host, port), family=family):
            pass
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        sentence = f"The station can't listen on {host}, port {port} ({reason}). Choose another address or port."
        raise RefusedError(sentence, Exit.PORT) from None
