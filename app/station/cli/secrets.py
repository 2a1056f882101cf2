"""``watchfloor secret``: secrets go into this computer's keyring, and the running station takes them over.

A secret is typed without echo or comes from standard input. It is never an argument, because every user of a computer
can read the arguments of its programs; and none is ever shown, but for the seal key's recovery copy.
"""

import argparse
import collections.abc
import getpass
import os
import secrets
import sys

import msgspec

from app import settings
from app.core.errors import Exit, RefusedError
from app.core.keyring import KeyringStore, KeyringUnavailableError, next_step
from app.station import startup
from app.station.api import auth, routes
from app.station.api.routes import Taken
from app.station.journal.base import DataDirectory
from app.station.secrets import recovery as secrets_recovery
from app.station.secrets.recovery import Copied
from app.station.secrets.secrets import NAMES, PREFIX, given

KEPT = tuple(name for name in NAMES if name != "SEAL_KEY")
LONGEST = 4_096
FRESH_BYTES = 32
SHARED = ("shared-secret", "shared-secret-next")
"""What shares are signed with: a guess of it is a caller of the guesser's."""
SHORTEST_SHARED = 16
"""Characters."""
Store = collections.abc.Callable[[str], KeyringStore]
"""The keyring of an environment."""


class SecretState(msgspec.Struct, frozen=True, kw_only=True):
    """One secret: whether the keyring has it, and whether a start is given another one that goes before."""

    name: str
    kept: bool
    given: bool


class SecretListing(msgspec.Struct, frozen=True, kw_only=True):
    """What ``list --json`` prints: which secrets there are, never what they are."""

    secrets: tuple[SecretState, ...]
    recovery: Copied
    problem: str = ""
    """Why the keyring can't be asked; nothing is then known to be kept."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The subcommands; each takes the data directory, whose environment the secret belongs to."""
    names = [_shown(name) for name in KEPT]
    commands = parser.add_subparsers(dest="secret_command", required=True)
    put = commands.add_parser("set", help="keep a secret; it is asked for, or read from standard input")
    forget = commands.add_parser("forget", help="take a secret out of the keyring")
    for one in (put, forget):
        one.add_argument("name", choices=names, metavar="NAME", help=", ".join(names))
    listed = commands.add_parser("list", help="which secrets are there; never what they are")
    listed.add_argument("--json", action="store_true", help="as JSON, for programs")
    commands.add_parser("switch", help="make the next shared secret the current one, when RapidSOS uses it")
    made = commands.add_parser("generate", help="make a shared secret, keep it and show it once, for RapidSOS")
    made.add_argument("name", choices=names[:2], metavar="NAME", help=", ".join(names[:2]))
    copy = commands.add_parser("recovery-copy", help="show the key that opens the records, to be kept elsewhere")
    copy.add_argument("--again", action="store_true", help="show it although it was shown before")
    copy.add_argument("--blocks", action="store_true", help="as 14 blocks of four signs, to write down by hand")
    copy.add_argument("--written-down", action="store_true", help="show nothing; note that it was written down")
    commands.add_parser("restore", help="put the sealing key back from its recovery copy, asked for or piped in")
    for one in commands.choices.values():
        one.add_argument("--data-dir", metavar="D", help="where journal and settings lie")


def run(arguments: argparse.Namespace, store: Store = KeyringStore) -> int:
    """Do what was asked.

    Raises:
        RefusedError: there is no keyring, or what was given is no secret.
    """
    directory = settings.data_directory(arguments.data_dir)
    place = startup.data_directory_for(directory, settings.load(directory, {}))
    if place.environment == "simulator":
        raise RefusedError("A simulator makes its own throw-away secrets; none is kept for it.", Exit.SETTINGS)
    keyring = store(place.environment)
    do = _recover if arguments.secret_command in {"recovery-copy", "restore"} else _keep
    try:
        do(arguments, place, keyring)
    except KeyringUnavailableError as error:
        raise RefusedError(f"{error} {next_step()}", Exit.SETTINGS) from None
    return Exit.DONE


def _keep(arguments: argparse.Namespace, place: DataDirectory, keyring: KeyringStore) -> None:
    match arguments.secret_command:
        case "set":
            fresh = _read(arguments.name)
            _ask_to_replace(keyring, arguments.name)
            keyring.put(_name(arguments.name), fresh)
            _tell(place, arguments.name, "is in the keyring")
        case "generate":
            _generate(place, keyring, arguments.name)
        case "forget":
            keyring.forget(_name(arguments.name))
            _tell(place, arguments.name, "is not in the keyring any more")
        case "switch":
            _switch(place, keyring)
        case _:
            _list(place, keyring, as_json=arguments.json)


def _recover(arguments: argparse.Namespace, place: DataDirectory, keyring: KeyringStore) -> None:
    match arguments.secret_command:
        case "restore":
            secrets_recovery.restore(place, keyring, _read("recovery copy"))
            _tell(place, "seal-key", "is in the keyring")
        case _ if arguments.written_down:
            secrets_recovery.written_down(place)
        case _:
            secrets_recovery.show(place, keyring, again=arguments.again, as_blocks=arguments.blocks)


def _read(shown: str) -> str:
    if sys.stdin.isatty():
        secret = getpass.getpass(f"{shown} (nothing is shown while you type): ")
    else:
        secret = sys.stdin.readline().removeprefix("\ufeff").rstrip("\r\n")  # PowerShell pipes begin with a mark
    if not secret or secret != secret.strip() or not secret.isprintable() or len(secret) > LONGEST:
        raise RefusedError(
            f"{shown}: nothing was kept. A secret is one line of up to {LONGEST} characters, and neither begins nor "
            "ends with a space.",
            Exit.SETTINGS,
        )
    if shown in SHARED and len(secret) < SHORTEST_SHARED:
        raise RefusedError(
            f"{shown}: nothing was kept. It has {len(secret)} characters, which can be guessed; {SHORTEST_SHARED} are "
            f"the least. Make one with: watchfloor secret generate {shown}",
            Exit.SETTINGS,
        )
    return secret


def _ask_to_replace(keyring: KeyringStore, shown: str) -> None:
    """Ask whoever sits at a terminal; a program that pipes a secret in has asked by itself."""
    if shown not in SHARED or not sys.stdin.isatty() or keyring.get(_name(shown)) is None:
        return
    question = f"There is a {shown} already. Shares that RapidSOS signs with it are refused once it is replaced. "
    sys.stderr.write(f"{question}Type yes to replace it: ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() != "yes":
        raise RefusedError(f"{shown}: nothing was replaced.", Exit.SETTINGS)


def _generate(place: DataDirectory, keyring: KeyringStore, shown: str) -> None:
    """A fresh secret on standard output, once; what became of it on standard error."""
    if keyring.get(_name(shown)) is not None:
        raise RefusedError(
            f"There is a {shown} already, which RapidSOS may sign with. Make shared-secret-next, or forget it first.",
            Exit.SETTINGS,
        )
    fresh = secrets.token_urlsafe(FRESH_BYTES)
    keyring.put(_name(shown), fresh)
    sys.stderr.write("Hand this over to RapidSOS; it is not shown again:\n")
    _say(fresh)
    sys.stderr.write(f"{_told(place, shown, 'is in the keyring')}\n")


def _switch(place: DataDirectory, keyring: KeyringStore) -> None:
    upcoming = keyring.get("SHARED_SECRET_NEXT")
    if upcoming is None:
        raise RefusedError(
            "There is no next shared secret. Keep one with: watchfloor secret set shared-secret-next", Exit.SETTINGS
        )
    keyring.put("SHARED_SECRET", upcoming)
    keyring.forget("SHARED_SECRET_NEXT")
    _tell(place, "shared-secret", "is now what shared-secret-next was")


def _list(place: DataDirectory, keyring: KeyringStore, *, as_json: bool) -> None:
    if as_json:
        _say(msgspec.json.encode(_inventory(place, keyring)).decode())
        return
    for one in _kept(keyring):
        kept = "in the keyring" if one.kept else "not kept"
        where = f"{kept}; {PREFIX}{_name(one.name)} or its file goes before" if one.given else kept
        _say(f"{one.name:<20}{where}")


def _inventory(place: DataDirectory, keyring: KeyringStore) -> SecretListing:
    copied = secrets_recovery.read(place)
    try:
        return SecretListing(secrets=tuple(_kept(keyring)), recovery=copied)
    except KeyringUnavailableError as error:
        started_with = given(os.environ)
        unknown = (SecretState(name=_shown(name), kept=False, given=name in started_with) for name in KEPT)
        problem = f"{error} {next_step()}"
        return SecretListing(secrets=tuple(unknown), recovery=copied, problem=problem)


def _kept(keyring: KeyringStore) -> list[SecretState]:
    started_with = given(os.environ)
    return [
        SecretState(name=_shown(name), kept=keyring.get(name) is not None, given=name in started_with) for name in KEPT
    ]


def _tell(place: DataDirectory, shown: str, what: str) -> None:
    _say(_told(place, shown, what))


def _told(place: DataDirectory, shown: str, what: str) -> str:
    """Let the station of this directory take it over; returns what came of it."""
    file = auth.read(place.folder)
    answer = None if file is None else auth.ask(file, "POST", routes.SECRETS_PATH, b"{}")
    if answer is None:
        return f"{shown} {what}. No station runs for {place.folder}; it reads the keyring when it starts."
    taken = msgspec.json.decode(answer, type=Taken)
    if taken.problem is not None:
        return f"{shown} {what}, but the station could not read it: {taken.problem}"
    if _name(shown) in taken.given:
        return f"{shown} {what}, but the station was started with another one, which stands until it starts without."
    return f"{shown} {what}; the station took that over."


def _shown(name: str) -> str:
    return name.lower().replace("_", "-")


def _name(shown: str) -> str:
    return shown.upper().replace("-", "_")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
