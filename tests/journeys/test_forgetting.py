"""After a full run nothing in any file tells a token, a secret or a phone number (docs/design.md#forgetting)."""

import base64
import collections.abc
import json
import pathlib
import subprocess
import zipfile

import pytest

from app.station.journal import backup
from app.station.journal.base import DataDirectory
from tests.journeys.flowing import CREDENTIALS, STATUS, Desk, rapidsos, station_of
from tests.journeys.program import SEAL_KEY, SECRET, environment, post, share_body, signature, verify, watchfloor

SHARES = range(1, 5)
FORGED = range(5, 7)
BROKEN = {"access_token": "journey-token-7", "query": {"caller_id": "12175550107"}}
OPERATORS_PHONE = "+12175550188"


def tokens() -> list[str]:
    return [f"journey-token-{number}" for number in (*SHARES, *FORGED, 7)]


def secrets() -> list[str]:
    return [SECRET, SEAL_KEY, base64.b64decode(SEAL_KEY).decode(), *CREDENTIALS.values(), *STATUS.values()]


def phones() -> list[str]:
    return [f"217555{100 + number:04}" for number in (*SHARES, *FORGED, 7)] + [OPERATORS_PHONE[2:]]


def written(digits: str) -> list[bytes]:
    """A phone in every way that a program may write it."""
    area, office, line = digits[:3], digits[3:6], digits[6:]
    forms = [digits, f"{area}-{office}-{line}", f"({area}) {office}-{line}", f"{area}.{office}.{line}"]
    forms += [f"{area} {office} {line}", f"{area} {office}-{line}"]
    return [form.encode() for form in forms]


def needles(texts: collections.abc.Iterable[str]) -> list[bytes]:
    """Texts as they stand, in two-byte letters, and in base64."""
    found = list[bytes]()
    for text in texts:
        found += [text.encode(), text.encode("utf-16-le"), base64.b64encode(text.encode()).rstrip(b"=")]
    return found


def told(folder: pathlib.Path, sought: list[bytes]) -> list[str]:
    """Every file below the folder that holds one of these, whatever it is called."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return [f"{file.name}: {needle!r}" for file in files for needle in sought if needle in file.read_bytes()]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Everything that happens to a station: shares, forgeries, handling, a callflow, a backup, a kill, a restart."""
    home = tmp_path_factory.mktemp("run")
    data = home / "station"
    with rapidsos() as pretend:
        with station_of(data, pretend) as station:
            desk = Desk(station)
            for number in SHARES:
                assert post(station.handler_url, share_body(number)) == 200
            for number in FORGED:
                assert post(station.handler_url, share_body(number), {"X-RapidSOS-Signature": "0" * 40}) == 401
            broken = json.dumps(BROKEN).encode()
            assert post(station.handler_url, broken, {"X-RapidSOS-Signature": signature(broken)}) == 400
            handle(desk)
            desk.confirm("press-1", incident=1002)
            desk.until("TriggerAccepted", "TriggerRefused", "TriggerUnknown")
            place = DataDirectory(folder=data, environment="simulator", hosts=("loopback",))
            backup.take(place, 1_795_305_600_000, lambda: None)
            station.kill()
        with station_of(data, pretend) as station:
            Desk(station)
            assert station.stop() == 0
    return home


def handle(desk: Desk) -> None:
    through = max(event["seq"] for event in desk.events())
    assert "seq" in desk.command("Acknowledge", incident=1001, through=through)
    assert "seq" in desk.command("AddNote", incident=1001, text=f"Called her back on {OPERATORS_PHONE}")
    assert "seq" in desk.command("PlaceLegalHold", incident=1002, reason="subpoena")
    assert "seq" in desk.command("CloseIncident", incident=1001, reason="CALLER_SAFE", text="She is at home")


def test_no_file_of_a_full_run_tells_a_token_or_a_secret(run: pathlib.Path) -> None:
    assert told(run, needles([*tokens(), *secrets()])) == []


def test_no_file_of_a_full_run_tells_a_phone_number(run: pathlib.Path) -> None:
    forms = [form for phone in phones() for form in written(phone)]
    assert told(run, [*forms, *needles(phones())]) == []


def test_an_export_tells_phones_but_no_token_and_no_secret(
    run: pathlib.Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.mktemp("export")
    for number in (1001, 1002):
        bundle = out / f"{number}.zip"
        options = ["--data-dir", str(run / "station"), "--incident", str(number), "--out", str(bundle)]
        subprocess.run(watchfloor("journal", "export", *options), env=environment(), check=True, capture_output=True)
        with zipfile.ZipFile(bundle) as archive:
            archive.extractall(out / str(number))
    assert "+12175550101" in (out / "1001" / "timeline.json").read_text()
    assert told(out, needles([*tokens(), *secrets()])) == []


def test_the_journal_of_that_run_is_intact(run: pathlib.Path) -> None:
    done = verify(run / "station")
    assert done.returncode == 0, done.stdout


def test_the_search_finds_what_is_there(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.log").write_bytes(b"called (217) 555-0101 with " + base64.b64encode(b"journey-token-1"))
    assert len(told(tmp_path, written("2175550101"))) == 1
    assert len(told(tmp_path, needles(tokens()))) == 1


def test_the_station_was_given_what_is_sought(run: pathlib.Path) -> None:
    """The search means nothing unless these very texts went through the station."""
    listed = subprocess.run(
        watchfloor("journal", "list", "--data-dir", str(run / "station")),
        env=environment(),
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert OPERATORS_PHONE in listed
    assert all(f"+1{phone}" in listed for phone in phones()[: len(SHARES)])
