"""``journal export`` and ``journal verify --bundle``, as an administrator and a court's expert use them."""

import argparse
import asyncio
import collections.abc
import hashlib
import pathlib
import zipfile

import pytest

from app.core.errors import Exit, RefusedError
from app.export import bundle as export_bundle
from app.station.cli import evidence
from app.station.cli import journal as cli_journal
from tests.station.journal.made import Home, arrive, note, share

Run = collections.abc.Callable[..., int]


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    cli_journal.add_arguments(parser.add_subparsers())
    return parser.parse_args(["journal", *words])


def record(*_export: object) -> str:
    """Whatever was exported, it was recorded."""
    return ""


@pytest.fixture
def run(home: Home) -> Run:
    async def fill() -> None:
        with home.opened() as journal:
            await journal.decide(arrive(share(1)))
            await journal.decide(note(1001))

    asyncio.run(fill())

    def journal(*words: str) -> int:
        return cli_journal.run(
            parsed(*words, "--data-dir", str(home.place.folder)), lambda _place: home.keyring, record
        )

    return journal


def check(*words: str) -> int:
    """On another computer: no data directory, no key."""
    return cli_journal.run(parsed("verify", *words), lambda _place: pytest.fail("no key is asked for"), record)


@pytest.mark.parametrize("form", export_bundle.FORMATS)
def test_an_incident_is_written_in_every_form(run: Run, tmp_path: pathlib.Path, form: str) -> None:
    out = tmp_path / f"incident.{form}"
    assert run("export", "--incident", "1001", "--format", form, "--out", str(out)) == Exit.DONE
    assert out.stat().st_size > 0


def test_an_export_is_recorded_by_what_is_kept_of_it(home: Home, run: Run, tmp_path: pathlib.Path) -> None:
    recorded: list[tuple[object, ...]] = []

    def keep(_place: object, _seals: object, *export: object) -> str:
        recorded.append(export)
        return "the station does not answer"

    for form in ("bundle", "json"):
        out = tmp_path / form
        words = ("export", "--incident", "1001", "--format", form, "--out", str(out), "--data-dir")
        assert cli_journal.run(parsed(*words, str(home.place.folder)), lambda _place: home.keyring, keep) == Exit.DONE
    with zipfile.ZipFile(tmp_path / "bundle") as bundle:
        kept = hashlib.sha256(bundle.read("manifest.json")).hexdigest()
    written = hashlib.sha256((tmp_path / "json").read_bytes()).hexdigest()
    assert recorded == [(1001, "bundle", kept), (1001, "json", written)]


def test_a_bundle_is_verified_elsewhere(run: Run, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "1001.zip"
    run("export", "--incident", "1001", "--out", str(out))
    digest = capsys.readouterr().out.split()[-1]
    assert check("--bundle", str(out)) == Exit.DONE
    assert "Intact: incident 1001, 2 events" in capsys.readouterr().out
    assert check("--bundle", str(out), "--digest", digest, "--head", f"2:{'00' * 32}") == Exit.FOUND
    assert check("--bundle", str(out), "--digest", digest, "--head", f"9:{'00' * 32}") == Exit.DONE
    said = capsys.readouterr().out
    assert "as it was kept" in said
    assert "not compared" in said
    out.write_bytes(out.read_bytes()[:-30])
    assert check("--bundle", str(out)) == Exit.FOUND
    assert "Not intact" in capsys.readouterr().out


def test_what_is_not_there_is_refused(run: Run, tmp_path: pathlib.Path) -> None:
    with pytest.raises(RefusedError, match="no incident 1002"):
        run("export", "--incident", "1002", "--out", str(tmp_path / "x"))
    with pytest.raises(RefusedError, match="can't be written"):
        run("export", "--incident", "1001", "--format", "csv", "--out", str(tmp_path / "no" / "x"))
    with pytest.raises(RefusedError, match="can't be read"):
        check("--bundle", str(tmp_path / "none"))


def test_nothing_is_exported_while_the_keyring_is_locked(run: Run, home: Home, tmp_path: pathlib.Path) -> None:
    home.keyring.locked = True
    with pytest.raises(RefusedError, match="keyring is locked"):
        run("export", "--incident", "1001", "--out", str(tmp_path / "x"))


def test_a_journal_that_cannot_be_read_is_refused(run: Run, home: Home, tmp_path: pathlib.Path) -> None:
    home.place.journal.write_bytes(b"no database" * 1000)
    with pytest.raises(RefusedError, match="can't be read"):
        run("export", "--incident", "1001", "--out", str(tmp_path / "x"))


def test_a_digest_is_64_digits() -> None:
    assert evidence.digest("AB" * 32) == "ab" * 32
    with pytest.raises(ValueError, match="64"):
        evidence.digest("ab")
