"""The edges that read what people of the center, their browsers and their files bring."""

import functools
import io
import json
import pathlib
import typing
import zipfile

import msgspec

from app.domain.callflow import definition_loader, form
from app.domain.callflow.agency import NotImported, read_csv
from app.domain.callflow.definition import Definition
from app.domain.callflow.form import EventStamp, fields, start
from app.domain.incident.commands import AnyCommand
from app.domain.incident.envelope import KINDS, Recorded, decode
from app.domain.location import coordinates, phone
from app.domain.location.parse_result import Notation, ParsedPlace
from app.export import bundle, manifest, verify
from tests.domain.incident.journalled import T0
from tests.export.exported import evidence
from tests.fuzz.floor import floor, tried
from tests.fuzz.outcome import kind

CALLFLOWS = pathlib.Path(__file__).parents[2] / "resources" / "callflows"

ZONES = frozenset({"America/Chicago", "America/New_York"})
AGENCIES = [
    b"ecc_id,name,phone,time_zone,authorised\nIL_1,Springfield,+1 217 555 0100,America/Chicago,yes\n",
    b'\xef\xbb\xbfecc_id,name,phone,time_zone,authorised\r\n"NY_2","A ""B"" C",(212) 555-0101,America/New_York,no\r\n',
]
PLACES = [
    b"39.7817, -89.6501",
    b"39 46 54 N 89 39 00 W",
    b"39\xc2\xb046.902'N 089\xc2\xb039.006'W",
    b"16S BJ 73212 07031",
    b"+1 (217) 555-0143",
    b"geo:39.78,-89.65;u=7",
]


def commands() -> list[bytes]:
    """One command of each kind, for both incidents of ``floor``."""
    said = {
        "incident": 1001,
        "name": "ANNA",
        "through": 3,
        "text": "hi",
        "reason": "TEST",
        "quarantine": 4,
        "notice": 7,
    }
    said |= {
        "for_ms": 600_000,
        "taken_from": "ANNA",
        "definition": "sample",
        "request": "{}",
        "request_sha256": "0" * 64,
    }
    said |= {
        "trigger": "t-1",
        "started": True,
        "note": "asked",
        "status": 4,
        "answers": "{}",
        "id": "c1",
        "session": "s",
    }
    return [
        json.dumps(
            {name: said.get(name, "sample") for name in one.__struct_fields__} | {"command": one.__name__, **changed}
        ).encode()
        for one in typing.get_args(AnyCommand)
        for changed in ({}, {"incident": 1002})
    ]


def a_command(body: bytes) -> str:
    """A command, as the station reads it, and what a center with two incidents makes of it, folded."""
    try:
        command = msgspec.json.decode(body, type=AnyCommand)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return kind(f"{type(error).__name__} {error}")
    return f"{type(command).__name__} {tried(command, _definition())}"


@functools.cache
def _definition() -> Definition | None:
    found = definition_loader.read("sample", min(CALLFLOWS.glob("*.json")).read_text())
    return found if isinstance(found, Definition) else None


def a_definition(body: bytes) -> str:
    """A callflow's file, and the form that it makes."""
    found = definition_loader.read("sample", body.decode("utf-8", "replace"))
    if not isinstance(found, Definition):
        return kind(found[0].reason)
    stamp = EventStamp(event_id="00000000-0000-4000-8000-000000000000", at=0)
    filled = form.fill(found, start(found, "+12175550143"), stamp)
    return f"definition {min(len(fields(found)), 9)} {type(filled).__name__}"


def an_agency_list(body: bytes) -> str:
    """The list of ECCs."""
    found = read_csv(body.decode("utf-8", "replace"), ZONES)
    if isinstance(found, NotImported):
        return kind(str(found.problems[0].sentence))
    return f"{min(len(found.listed), 3)} listed"


def a_place(body: bytes) -> str:
    """What somebody types or pastes as a place or a phone number; what was read is written again."""
    text = body.decode("utf-8", "replace")
    found = coordinates.read(text)
    if isinstance(found, ParsedPlace):
        for notation in Notation:
            coordinates.write(found.latitude, found.longitude, notation)
    return f"{type(found).__name__} {getattr(found, 'notation', '')} {phone.read(text) is None}"


def an_event(body: bytes) -> str:
    """A stored body: its first byte says of which kind; damage is said to be damage."""
    if not body:
        return "empty"
    name = sorted(KINDS)[body[0] % len(KINDS)]
    try:
        event = decode(name, 1, body[1:])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return kind(f"{type(error).__name__}")
    floor().apply(Recorded(seq=100, at=T0, incident=1001, operator="ANNA", command_id=None, event=event))
    return type(event).__name__


def a_bundle(body: bytes) -> str:
    """A bundle: bytes as they are, or a JSON object of changed files, which is zipped as its forger would do it."""
    try:
        checked = verify.check(body if body.startswith(b"PK") else _forged(body), verify.KeptHead())
    except verify.NotIntactError as error:
        return kind(str(error))
    return f"intact {checked.events}"


def bundles() -> list[bytes]:
    """A good bundle, and changes of its files."""
    files = _good_files()
    changed = [b"{}", json.dumps({bundle.CHAIN: files[bundle.CHAIN].decode()}).encode()]
    changed += [json.dumps({bundle.TIMELINE: files[bundle.TIMELINE].decode()}).encode()]
    changed += [json.dumps({manifest.NAME: files[manifest.NAME].decode()}).encode()]
    return [*changed, _zipped({manifest.NAME: files[manifest.NAME], manifest.DIGEST_NAME: b""})]


@functools.cache
def _good_files() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bundle.make(evidence()).content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if entry.filename != "report.pdf"}


def _forged(body: bytes) -> bytes:
    """The good bundle with other files in it, and a manifest that fits them if it can be made to."""
    try:
        changes = json.loads(body)
    except (ValueError, RecursionError):
        return body
    files = dict(_good_files())
    if isinstance(changes, dict):
        files |= {name: str(text).encode("utf-8", "replace") for name, text in changes.items() if _is_a_name(name)}
    try:
        listing = msgspec.json.decode(files[manifest.NAME], type=manifest.Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass
    else:
        listed = [n for n in files if n not in {manifest.NAME, manifest.DIGEST_NAME}]
        fitting = msgspec.structs.replace(listing, files=tuple(manifest.listed(n, files[n]) for n in listed))
        files[manifest.NAME] = manifest.encode(fitting)
    files[manifest.DIGEST_NAME] = manifest.digest_line(files[manifest.NAME])
    return _zipped(files)


def _is_a_name(name: str) -> bool:
    return 0 < len(name) < 100 and name.isascii() and "\0" not in name


def _zipped(files: dict[str, bytes]) -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return page.getvalue()
